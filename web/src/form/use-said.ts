import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Problem, ProblemError } from '../api/client.ts';
import { type NetworkAnswer, networkQuery } from '../api/freight.ts';
import { useLanguage } from '../i18n/index.ts';
import { type Place, type PlaceOf, saidOf } from './said.ts';

/** What the server says about this time, in the reader's words; empty where nobody has words for it. */
export function useSaid(error: unknown): string[] {
  const language = useLanguage();
  const problem = error instanceof ProblemError ? error.problem : undefined;
  const { data } = useQuery({
    ...networkQuery(language.tag),
    enabled: problem !== undefined && speaksOfPlaces(problem),
  });
  const placeOf = useMemo(() => placesOf(data), [data]);
  return problem ? saidOf(problem, language, placeOf) : [];
}

/** Asked for only where something is said of a place; what can't be had leaves its ids standing. */
export async function placesFor(problem: Problem, queries: QueryClient, tag: string): Promise<PlaceOf> {
  if (!speaksOfPlaces(problem)) return () => undefined;
  return placesOf(await queries.fetchQuery(networkQuery(tag)).catch(() => undefined));
}

const speaksOfPlaces = ({ values, faults = [] }: Problem): boolean =>
  [values, ...faults.map((fault) => fault.values)].some((each) => each?.from !== undefined);

/** Names and clocks of terminals, and of the places they stand in. */
function placesOf(network: NetworkAnswer | undefined): PlaceOf {
  const places = new Map<string, Place>();
  for (const { id, place, name, zone } of network?.terminals ?? []) {
    places.set(id, { name, zone });
    if (!places.has(place)) places.set(place, { name, zone });
  }
  return (id) => places.get(id);
}
