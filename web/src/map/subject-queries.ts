/** What a terminal's and a crossing's page know, asked once for the page, the small sheet on the map and the list. */
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Fact, Figure } from '../api/freight.ts';
import type { Crossing, Terminal } from './subject.ts';

export interface SubjectAnswer {
  names: { lang: string; name: string; kind: string }[];
  /** What a search uses, one a measure. */
  figures: { measure: string; figure: Figure }[];
  facts: Fact[];
  services: ServiceSummary[];
}
export interface ServiceSummary {
  id: string;
  name: string;
  mode: 'rail' | 'sea' | 'road';
  operator: string | null;
  days: number[];
  routePublished: boolean;
}
export type CrossingAnswer = SubjectAnswer & {
  crossing: Crossing & { calendar?: string; status?: 'open' | 'closed' | 'planned' };
};
export type TerminalAnswer = SubjectAnswer & {
  terminal: Terminal & { operator?: string | null; locode?: string | null };
};

const packMinutes = 10 * 60_000;

export const crossingQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['crossing', id, language],
    queryFn: ({ signal }) =>
      get<CrossingAnswer>(`/crossings/${encodeURIComponent(id)}`, {}, language, signal),
    staleTime: packMinutes,
  });

export const terminalQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['terminal', id, language],
    queryFn: ({ signal }) =>
      get<TerminalAnswer>(`/terminals/${encodeURIComponent(id)}`, {}, language, signal),
    staleTime: packMinutes,
  });
