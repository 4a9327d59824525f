import type { ErrorTable } from '../../../platform/errors.ts';

export const seriesErrors = {} as const satisfies ErrorTable;
