import type { ErrorTable } from '../../../platform/errors.ts';

export const seriesErrors = {
  'indicator-not-found': { status: 404, title: 'No indicator has that name' },
} as const satisfies ErrorTable;
