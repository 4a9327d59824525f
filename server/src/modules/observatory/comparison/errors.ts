import type { ErrorTable } from '../../../platform/errors.ts';

export const comparisonErrors = {} as const satisfies ErrorTable;
