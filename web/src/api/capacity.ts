/** What services and departures carry, what is left of it, and the lanes by week. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { runsPage } from '../../../server/src/modules/freight/api.ts';
import type * as contract from '../../../server/src/modules/freight/capacity/api.ts';
import { get, send } from './client.ts';

export type CapacityKind = contract.CapacityKind;
export type DepartureCapacity = contract.DepartureCapacity;
export type Segment = DepartureCapacity['segments'][number];
export type Pool = Segment['pools'][number];
export type ServiceCapacity = contract.ServiceCapacity;
export type Lanes = contract.Lanes;
export type Lane = Lanes['lanes'][number];
export type Cell = Lane['cells'][number];
export const kinds = ['teu', 'reefer-plug', 'weight-kg'] as const satisfies readonly CapacityKind[];

export interface LanesFilter {
  kind: CapacityKind;
  at?: string | undefined;
  from?: string | undefined;
}
const lanesAtOnce = 500;
const weeksShown = 8;
/** A corridor has hundreds; beyond this the page says that it does not show them all. */
const lanesMax = 2000;

/** All lanes, so that the fullest can come first whatever their names are. */
export const lanesQuery = ({ kind, at, from }: LanesFilter, language: string) =>
  queryOptions({
    queryKey: ['lanes', kind, at, from, language],
    queryFn: async ({ signal }) => {
      const lanes: Lane[] = [];
      let weeks: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { kind, at, from, weeks: weeksShown, limit: lanesAtOnce, cursor };
        const page = await get<Lanes>('/lanes', query, language, signal);
        lanes.push(...page.lanes);
        weeks = page.weeks;
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && lanes.length < lanesMax);
      return { weeks, lanes };
    },
    placeholderData: keepPreviousData,
  });

export interface ServicesFilter {
  query?: string | undefined;
  stated?: 'true' | undefined;
}
const servicesAtOnce = 50;

export const serviceCapacitiesQuery = ({ query, stated }: ServicesFilter, language: string) =>
  infiniteQueryOptions({
    queryKey: ['service-capacities', query, stated, language],
    queryFn: ({ signal, pageParam }) =>
      get<z.infer<typeof contract.serviceCapacitiesPage>>(
        '/service-capacities',
        { query, stated, limit: servicesAtOnce, cursor: pageParam ?? undefined },
        language,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
export const stateService = (
  service: string,
  change: z.input<typeof contract.serviceCapacityChange>,
  language: string,
) => send<ServiceCapacity>('PUT', `/service-capacities/${encodeURIComponent(service)}`, change, language);

export const departureCapacityQuery = (run: string, language: string) =>
  queryOptions({
    queryKey: ['departure-capacity', run, language],
    queryFn: ({ signal }) =>
      get<DepartureCapacity>(`/departures/${encodeURIComponent(run)}/capacity`, {}, language, signal),
  });
export const stateDeparture = (
  run: string,
  change: z.input<typeof contract.departureChange>,
  language: string,
) => send<DepartureCapacity>('PUT', `/departures/${encodeURIComponent(run)}/capacity`, change, language);

const weekMs = 7 * 86_400_000;
const runsMax = 2000;

/** What leaves a terminal in the week that begins on a Monday. */
export const weekRunsQuery = (terminal: string, monday: string, language: string) =>
  queryOptions({
    queryKey: ['runs', 'week', terminal, monday, language],
    queryFn: ({ signal }) => {
      const from = new Date(`${monday}T00:00:00Z`);
      return get<z.infer<typeof runsPage>>(
        '/runs',
        {
          terminal,
          from: from.toISOString(),
          to: new Date(from.getTime() + weekMs).toISOString(),
          limit: runsMax,
        },
        language,
        signal,
      );
    },
  });
