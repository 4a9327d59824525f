import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { servicesPage } from '../../../../../server/src/modules/freight/api.ts';
import { get } from '../../../api/client.ts';
import type { ServiceRow } from '../../../map/subject-queries.ts';

/** How often a service runs: runs say when one train leaves, not how often they do. */
export type Rhythm = Pick<ServiceRow, 'days' | 'daysPublished' | 'perWeek'>;
export type Rhythms = ReadonlyMap<string, Rhythm>;
const servicesMax = 500;

export const rhythmsQuery = (language: string) =>
  queryOptions({
    queryKey: ['rhythms', language],
    queryFn: ({ signal }) =>
      get<z.infer<typeof servicesPage>>('/services', { limit: servicesMax }, language, signal),
    select: ({ items }): Rhythms => rhythmsOf(items),
    staleTime: 10 * 60_000,
  });

export const rhythmsOf = (services: readonly ServiceRow[]): Rhythms =>
  new Map(services.map((service) => [service.id, service]));
