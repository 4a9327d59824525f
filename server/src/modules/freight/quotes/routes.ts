/** Addresses of quotes: parse, call, answer. */
import { route } from '../../../platform/http/route.ts';
import { langQuery } from '../api.ts';
import { catalogueAnswer, quoteAnswer, quoteRequest } from './api.ts';
import type { Quotes } from './open.ts';

export const quotesRoutes = (quotes: Quotes) => [
  route({
    method: 'POST',
    path: '/api/v1/quotes',
    summary: 'What a container or a parcel costs, delivered, and when it is there; at once',
    permission: 'public',
    body: quoteRequest,
    query: langQuery,
    answer: quoteAnswer,
    errors: [
      'place-unknown',
      'place-ambiguous',
      'same-place',
      'date-past',
      'date-too-far',
      'weight-over-limit',
      'no-route',
      'search-too-large',
      'load-unclear',
      'no-room',
      'ledger-away',
      'pack-changing',
    ],
    handle: ({ body }, context) =>
      quotes.quote(body, { lang: context.language, signal: () => context.signal }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/catalogue',
    summary: 'How far the catalogue that quotes are made from is built',
    permission: 'catalogue:read',
    query: langQuery,
    answer: catalogueAnswer,
    handle: () => quotes.progress(),
  }),
];
