import type { QueryClient } from '@tanstack/react-query';

/** Everything that shows what is left asks again. */
export const capacityChanged = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      ['service-capacities', 'departure-capacity', 'lanes', 'runs', 'plan'].includes(String(queryKey[0])),
  });
