import type { ErrorTable } from '../../../platform/errors.ts';

export const seriesErrors = {
  'indicator-not-found': { status: 404, title: 'No indicator has that name' },
  'mirror-party-unknown': { status: 404, title: 'The corridor has no such country or region' },
} as const satisfies ErrorTable;
