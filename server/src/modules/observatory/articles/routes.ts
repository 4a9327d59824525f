/** Addresses of articles and sources: parse, call, answer. */
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { type By, byOf } from '../../../platform/audit/audit.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Route, type RouteContext, route } from '../../../platform/http/route.ts';
import * as api from '../api.ts';
import { readersErrors } from '../readers/index.ts';
import type { Said } from './article.ts';
import { receivedAt } from './fetched.ts';
import { receivedIn } from './form.ts';
import { type Received, takeIn } from './intake.ts';
import type { ArticlesParts } from './open.ts';
import { articleOf, articlesPageOf, sourceOf } from './page.ts';

/** Five million characters as JSON: three bytes each in Chinese, and escapes. */
const bodyBytesMax = 18_000_000;
const timeoutMs = 300_000;
/** Each holds a whole text in memory. */
const concurrencyMax = 4;
const intakeErrors = [
  'text-too-heavy',
  'desk-busy',
  'article-date-impossible',
  'article-field-invalid',
  ...Object.keys(readersErrors),
];
type Item = z.input<typeof api.ingestAnswer>['items'][number];

export const articlesRoutes = (parts: ArticlesParts): Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/articles',
    summary: 'Take in a text, or what stands at an address; the same text again is the article it was',
    permission: 'evidence:write',
    body: api.ingestRequest,
    answer: api.ingestAnswer,
    errors: [...intakeErrors, 'nothing-to-read'],
    bodyBytesMax,
    timeoutMs,
    concurrencyMax,
    handle: async ({ body }, context) => {
      const received = await receivedFrom(parts, body, context.signal);
      if (isRefusal(received)) return received;
      const item = await itemOf(parts, received, byOf(context));
      if (isRefusal(item)) return item;
      await compareSoon(parts, context);
      return { items: [item] };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/articles/files',
    summary:
      'Take in files (multipart/form-data); one called index.csv says of each: publisher, date, address, title',
    permission: 'evidence:write',
    answer: api.ingestAnswer,
    errors: ['body-too-large', 'form-invalid', 'files-missing', 'index-invalid'],
    timeoutMs,
    concurrencyMax,
    handle: async (_, context) => {
      const files = await receivedIn(context.request, context.now());
      if (isRefusal(files)) return files;
      const items: Item[] = [];
      for (const file of files) {
        context.signal.throwIfAborted();
        const item = await itemOf(parts, file, byOf(context));
        items.push(
          isRefusal(item)
            ? {
                name: file.name,
                article: null,
                isNew: false,
                figures: 0,
                problem: item.detail,
                code: item.code,
              }
            : item,
        );
      }
      await compareSoon(parts, context);
      return { items };
    },
  }),
  ...readRoutes(parts),
];

const readRoutes = (parts: ArticlesParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/articles',
    summary: 'Articles, the last one taken in first; by words of title and text, or all versions of a source',
    permission: 'public',
    query: api.articlesQuery,
    answer: api.articlesPage,
    errors: ['articles-cursor-invalid'],
    handle: ({ query }) => articlesPageOf(parts, query),
  }),
  route({
    method: 'GET',
    path: '/api/v1/articles/:id',
    summary: 'An article with its claims, each with its standing among the others, and what was found',
    permission: 'public',
    answer: api.articleSchema,
    errors: ['article-not-found'],
    handle: ({ params: { id = '' } }, { language }) => articleOf(parts, id, language),
  }),
  route({
    method: 'GET',
    path: '/api/v1/sources/:id',
    summary: 'A source of the evidence ledger: its versions and where its chain stands',
    permission: 'public',
    answer: api.sourceSchema,
    errors: ['source-not-found'],
    handle: ({ params: { id = '' } }) => sourceOf(parts, id),
  }),
];

async function itemOf(parts: ArticlesParts, received: Received, by: By): Promise<Item | Refusal> {
  const outcome = await takeIn(parts, received, by);
  return isRefusal(outcome) ? outcome : { name: received.name, ...outcome, problem: null, code: null };
}

/** What stands at an address, unless the text was given with it. */
async function receivedFrom(
  parts: ArticlesParts,
  { text, address, ...rest }: z.output<typeof api.ingestRequest>,
  signal: AbortSignal,
): Promise<Received | Refusal> {
  const said: Said = rest;
  if (text !== undefined)
    return {
      name: said.title ?? address ?? 'text',
      bytes: new TextEncoder().encode(text),
      hint: { mediaType: 'text/plain; charset=utf-8' },
      said: address === undefined ? said : { ...said, address },
    };
  if (address === undefined) return refuse('nothing-to-read', 'Give a text, an address, or both.');
  return receivedAt(parts, address, said, signal);
}

/** Nearly always all of it is done by then; the page of an article that is not compared yet says so. */
const comparedMs = 5_000;

/** The texts are stored; where comparing them takes long or fails, it is done later, and this answer neither waits nor fails. */
async function compareSoon(parts: ArticlesParts, { log }: RouteContext): Promise<void> {
  const enough = new AbortController();
  const comparison = parts
    .comparer()
    .compare()
    .catch((problem: Error) => {
      log.error({ problem: problem.message }, 'an article was stored and could not be compared');
    })
    .finally(() => enough.abort());
  // Ends as soon as all is compared.
  const late = wait(comparedMs, undefined, { signal: enough.signal, ref: false }).catch(() => {});
  await Promise.race([comparison, late]);
}
