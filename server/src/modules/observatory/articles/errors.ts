import type { ErrorTable, Refusal } from '../../../platform/errors.ts';

export const articlesErrors = {
  'nothing-to-read': { status: 422, title: 'Nothing was given to read' },
  'text-too-heavy': { status: 422, title: 'Reading it takes more than is allowed' },
  'article-date-impossible': { status: 422, title: 'The article can not be of that day' },
  'article-field-invalid': { status: 422, title: 'What is said of the article can not be used' },
  'desk-busy': { status: 503, title: 'Too many texts wait to be read' },
  'form-invalid': { status: 400, title: 'The form can not be read' },
  'files-missing': { status: 422, title: 'The form holds no file' },
  'index-invalid': { status: 422, title: 'The index of the files has faults' },
  'article-not-found': { status: 404, title: 'There is no such article' },
  'source-not-found': { status: 404, title: 'There is no such source' },
  'articles-cursor-invalid': { status: 400, title: 'The cursor is not one this list gave out' },
  'feed-not-found': { status: 404, title: 'There is no such feed' },
  'feeds-many': { status: 409, title: 'There are as many feeds as may be' },
} as const satisfies ErrorTable;
export type ArticlesError = keyof typeof articlesErrors;
export type ArticlesRefusal = Refusal<ArticlesError>;
