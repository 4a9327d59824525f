import type { ErrorTable } from '../../../platform/errors.ts';

export const dossiersErrors = {} as const satisfies ErrorTable;
