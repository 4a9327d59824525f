import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../api/client.ts';

interface ServicesAnswer {
  services: { id: string; days: number[] }[];
}

/** The weekdays of every service, by its id: runs say when one train leaves, not how often they do. */
export const serviceDaysQuery = (language: string) =>
  queryOptions({
    queryKey: ['service-days', language],
    queryFn: ({ signal }) => get<ServicesAnswer>('/services', {}, language, signal),
    select: ({ services }): ReadonlyMap<string, readonly number[]> =>
      new Map(services.map(({ id, days }) => [id, days])),
    staleTime: 10 * 60_000,
  });
