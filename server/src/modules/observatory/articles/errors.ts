import type { ErrorTable } from '../../../platform/errors.ts';

export const articlesErrors = {} as const satisfies ErrorTable;
