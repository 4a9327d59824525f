/** Bookings as the pages ask for them; `web/src/features/booking/stream.ts` says when an answer has become old. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/freight/booking/api.ts';
import type { Ride } from '../../../server/src/modules/freight/capacity/api.ts';
import { get, send } from './client.ts';

export type { Ride };
/** When an answer came by the reader's clock, beside the server's in it: a countdown needs both. */
export interface Received {
  receivedMs: number;
}
export type Booking = contract.Booking & Received;
export type BookingRow = contract.BookingRow & Received;
export type BookingState = contract.BookingState;
export type Container = z.input<typeof contract.containerSchema>;
export type ContainerType = contract.ContainerType;
export type BookRequest = contract.BookRequest;
export type AmendRequest = z.input<typeof contract.amendRequest>;
export type BookingsPage = Omit<z.infer<typeof contract.bookingsPage>, 'items'> & { items: BookingRow[] };
export type BookingTerms = contract.BookingTerms;

export const bookingKey = (id: string) => ['booking', id] as const;

const received = async (answer: Promise<contract.Booking>): Promise<Booking> => ({
  ...(await answer),
  receivedMs: Date.now(),
});

export const bookingQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: [...bookingKey(id), language],
    queryFn: ({ signal }) => received(get(`/bookings/${encodeURIComponent(id)}`, {}, language, signal)),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export interface BookingsFilter {
  state?: string | undefined;
  query?: string | undefined;
}
export const bookingsQuery = ({ state, query }: BookingsFilter, language: string) =>
  infiniteQueryOptions({
    queryKey: ['bookings', state ?? '', query ?? '', language],
    queryFn: async ({ pageParam, signal }): Promise<BookingsPage> => {
      const page = await get<z.infer<typeof contract.bookingsPage>>(
        '/bookings',
        { state, query, cursor: pageParam, limit: 100 },
        language,
        signal,
      );
      const receivedMs = Date.now();
      return { ...page, items: page.items.map((row) => ({ ...row, receivedMs })) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const termsQuery = (language: string) =>
  queryOptions({
    queryKey: ['booking-terms', language],
    queryFn: ({ signal }) => get<BookingTerms>('/booking-terms', {}, language, signal),
    staleTime: 10 * 60_000,
    retry: false,
  });

export const stateTerms = (terms: BookingTerms, language: string) =>
  send<BookingTerms>('PUT', '/booking-terms', terms, language);

export const book = (request: BookRequest, key: string, language: string) =>
  received(send('POST', '/bookings', request, language, { key }));

export const amend = (id: string, request: AmendRequest, key: string, language: string) =>
  received(send('POST', at(id, 'amend'), request, language, { key }));

/** `confirm` what is held or offered; `cancel` lets go of anything. */
export const decide = (
  id: string,
  what: 'confirm' | 'cancel',
  version: number,
  key: string,
  language: string,
) => received(send('POST', at(id, what), { version }, language, { key }));

export const changeContainers = (
  id: string,
  change: { containers: Container[]; version: number },
  language: string,
) => received(send('PUT', at(id, 'containers'), change, language));

const at = (id: string, what: string) => `/bookings/${encodeURIComponent(id)}/${what}`;
