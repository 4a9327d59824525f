/** The freight module's questions as query options: the key says what an answer depends on, the language included. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/freight/api.ts';
import { get, post } from './client.ts';

export type {
  Leg,
  NetworkAnswer,
  Option,
  PlanAnswer,
  PlanRequest,
  Run,
} from '../../../server/src/modules/freight/api.ts';
export type { Evidence, EvidenceInput, Figure, FigureKind } from '../../../server/src/platform/figure.ts';
export type Place = z.infer<typeof contract.placeSchema>;
export type Fact = contract.Fact;
export type PlacesAnswer = z.infer<typeof contract.placesAnswer>;
export type FactsAnswer = z.infer<typeof contract.factsPage>;
export type MethodsAnswer = z.infer<typeof contract.methodsAnswer>;
export type OverviewAnswer = z.infer<typeof contract.overviewAnswer>;

/** The pack changes only when the server restarts with another one. */
const packMinutes = 10 * 60_000;

export const networkQuery = (language: string) =>
  queryOptions({
    queryKey: ['network', language],
    queryFn: ({ signal }) => get<contract.NetworkAnswer>('/network', {}, language, signal),
    staleTime: packMinutes,
  });

export const placesQuery = (query: string, language: string) =>
  queryOptions({
    queryKey: ['places', query, language],
    queryFn: ({ signal }) => get<PlacesAnswer>('/places', { query, limit: 12 }, language, signal),
    staleTime: packMinutes,
    placeholderData: keepPreviousData,
    enabled: query.trim().length > 0,
  });

export const planQuery = (request: contract.PlanRequest | null, language: string) =>
  queryOptions({
    queryKey: ['plan', request, language],
    queryFn: ({ signal }) => post<contract.PlanAnswer>('/plans', request, language, signal),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    enabled: request !== null,
  });

export const factsQuery = (subject: string, measure: string, language: string) =>
  queryOptions({
    queryKey: ['facts', subject, measure, language],
    queryFn: ({ signal }) => get<FactsAnswer>('/facts', { subject, measure }, language, signal),
    staleTime: packMinutes,
  });

export const factQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['fact', id, language],
    queryFn: ({ signal }) => get<FactsAnswer>('/facts', { id }, language, signal),
    staleTime: packMinutes,
  });

export const methodsQuery = (language: string) =>
  queryOptions({
    queryKey: ['methods', language],
    queryFn: ({ signal }) => get<MethodsAnswer>('/methods', {}, language, signal),
    staleTime: packMinutes,
  });

export const overviewQuery = (language: string) =>
  queryOptions({
    queryKey: ['overview', language],
    queryFn: ({ signal }) => get<OverviewAnswer>('/overview', {}, language, signal),
    staleTime: packMinutes,
  });
