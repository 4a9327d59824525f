import type { ErrorTable } from '../../platform/errors.ts';

export const evidenceErrors = {
  'fact-not-found': { status: 404, title: 'No corridor pack has stated that fact' },
  'evidence-not-found': { status: 404, title: 'The ledger holds nothing by that id' },
  'nothing-to-decide': { status: 422, title: 'That is nothing a decision can be about' },
  'accepted-not-found': { status: 422, title: 'What is to be accepted is not in the ledger' },
  'accepted-elsewhere': { status: 422, title: 'What is to be accepted is about something else' },
} as const satisfies ErrorTable;
export type EvidenceError = keyof typeof evidenceErrors;
