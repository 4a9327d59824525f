import type { ErrorTable } from '../../../platform/errors.ts';

export const comparisonErrors = {
  'finding-not-found': { status: 404, title: 'There is no such finding' },
  'pair-not-found': { status: 404, title: 'There is no such pair of articles' },
  'claim-not-found': { status: 404, title: 'There is no such claim among the articles' },
} as const satisfies ErrorTable;
