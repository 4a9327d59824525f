/** What a terminal's and a crossing's page know, asked once for the page and the small sheet on the map. */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/freight/api.ts';
import { get } from '../api/client.ts';

export type CrossingAnswer = z.infer<typeof contract.crossingAnswer>;
export type TerminalAnswer = z.infer<typeof contract.terminalAnswer>;
export type ServiceRow = z.infer<typeof contract.serviceSchema>;
/** What both have in common. */
export type SubjectAnswer = Pick<
  CrossingAnswer & TerminalAnswer,
  'names' | 'figures' | 'facts' | 'conflicts' | 'services'
>;

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
