/** Declarations, borders and goods as the pages ask for them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/freight/customs/api.ts';
import { bookingKey } from './booking.ts';
import { get, send } from './client.ts';

export type CustomsStatus = contract.CustomsStatus;
export type Declaration = contract.Declaration;
export type DeclarationContent = z.input<typeof contract.declarationContent>;
export type CustomsBorder = z.infer<typeof contract.borderSchema>;
export type CustomsPage = z.infer<typeof contract.customsPage>;
export type CustomsItem = CustomsPage['items'][number];
export type GoodsAnswer = z.infer<typeof contract.goodsAnswer>;
export type Goods = GoodsAnswer['items'][number];
export type CustomsOffice = z.infer<typeof contract.officeSchema>;
export type StatusChange = z.input<typeof contract.statusChange>;

export const declarationQuery = (booking: string, language: string) =>
  queryOptions({
    queryKey: [...bookingKey(booking), 'declaration', language],
    queryFn: ({ signal }) => get<Declaration>(at(booking, 'declaration'), {}, language, signal),
    placeholderData: keepPreviousData,
  });

export const saveDeclaration = (
  booking: string,
  change: { content: DeclarationContent; version: number },
  language: string,
) => send<Declaration>('PUT', at(booking, 'declaration'), change, language);

export const setStatus = (
  booking: string,
  crossing: string,
  change: StatusChange,
  key: string,
  language: string,
) =>
  send<Declaration>('POST', at(booking, `borders/${encodeURIComponent(crossing)}/status`), change, language, {
    key,
  });

export const customsQuery = (
  { crossing, status }: { crossing?: string | undefined; status?: string | undefined },
  language: string,
) =>
  infiniteQueryOptions({
    queryKey: ['customs', crossing ?? '', status ?? '', language],
    queryFn: ({ pageParam, signal }) =>
      get<CustomsPage>('/customs', { crossing, status, cursor: pageParam, limit: 100 }, language, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const goodsQuery = (query: string, language: string) =>
  queryOptions({
    queryKey: ['goods', query, language],
    queryFn: ({ signal }) => get<GoodsAnswer>('/goods', { query, limit: 12 }, language, signal),
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
    enabled: query.trim().length > 0,
  });

/** A heading and the goods below it. */
export const goodsUnderQuery = (hs: string, language: string) =>
  queryOptions({
    queryKey: ['goods-under', hs, language],
    queryFn: ({ signal }) => get<GoodsAnswer>('/goods', { query: hs, limit: 50 }, language, signal),
    staleTime: 10 * 60_000,
  });

const at = (booking: string, what: string) => `/bookings/${encodeURIComponent(booking)}/${what}`;

export const officesQuery = (language: string) =>
  queryOptions({
    queryKey: ['customs-offices', language],
    queryFn: ({ signal }) =>
      get<z.infer<typeof contract.officesAnswer>>('/customs-offices', {}, language, signal),
  });

export const stateOffice = (change: z.input<typeof contract.officeChange>, language: string) =>
  send<CustomsOffice>('PUT', '/customs-offices', change, language);
