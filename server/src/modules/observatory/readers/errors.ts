import type { ErrorTable } from '../../../platform/errors.ts';

export const readersErrors = {
  'document-empty': { status: 422, title: 'There is nothing in the document' },
  'document-too-large': { status: 413, title: 'The document is too large' },
  'document-kind': { status: 415, title: 'Documents of that kind are not read' },
  'document-encoding': { status: 422, title: 'The encoding of the text can not be told' },
  'document-broken': { status: 422, title: 'The document is broken' },
  'document-locked': { status: 422, title: 'The document is locked with a password' },
  'document-without-text': { status: 422, title: 'The document holds no text' },
  'document-bomb': { status: 422, title: 'The document would become too much when it is read' },
  'readers-busy': { status: 503, title: 'Too many documents wait to be read' },
  'address-invalid': { status: 422, title: 'That is no address Serai reads from' },
  'address-private': { status: 422, title: 'The address is not a public one' },
  'address-unreachable': { status: 422, title: 'Nothing could be read from the address' },
  'address-timed-out': { status: 504, title: 'The address took too long to answer' },
  'feed-invalid': { status: 422, title: 'That is no feed' },
} as const satisfies ErrorTable;
export type ReadersError = keyof typeof readersErrors;
