import type { ErrorTable } from '../../../platform/errors.ts';

export const dossiersErrors = {
  'dossier-not-found': { status: 404, title: 'There is no such part of the corridor' },
  'dossiers-cursor-invalid': { status: 400, title: 'The cursor does not come from this list' },
} as const satisfies ErrorTable;
