/** Why a file of official series was not imported. */
import type { ErrorTable, Refusal } from '../../../../platform/errors.ts';

export const importErrors = {
  'series-invalid': { status: 422, title: 'The file can not be imported as it is' },
  'series-empty': { status: 422, title: 'The file holds no observation' },
  'series-too-large': { status: 413, title: 'The file is too large' },
  'mapping-not-found': { status: 404, title: 'No mapping was saved under that name' },
  'mapping-invalid': { status: 422, title: 'The mapping names what there is not' },
  'series-form-invalid': { status: 400, title: 'The form can not be read' },
} as const satisfies ErrorTable;
export type ImportError = keyof typeof importErrors;
export type ImportRefusal = Refusal<ImportError>;
