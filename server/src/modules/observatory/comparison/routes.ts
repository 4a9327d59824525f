/** What articles have in common and what they contradict: parse, call, answer. */
import { refuse } from '../../../platform/errors.ts';
import { type Route, type RouteContext, route } from '../../../platform/http/route.ts';
import * as api from '../api.ts';
import type { ObservatoryParts } from '../parts.ts';
import { findingAnswers } from './finding.ts';
import { knowledgeFor } from './library.ts';
import { lineageAnswer } from './lineage.ts';
import { pairOf, pairsPage } from './pair.store.ts';
import { pairAnswer, pairRows } from './pair.ts';
import { findingById, standingFindings } from './suspicion.store.ts';

export function comparisonRoutes(parts: ObservatoryParts): Route[] {
  const readerOf = ({ language }: RouteContext) => ({
    evidence: parts.evidence(),
    knowledge: knowledgeFor(parts.corridor()),
    lang: language,
  });
  return [
    route({
      method: 'GET',
      path: '/api/v1/findings',
      summary: 'What contradicts what among the articles, with the arithmetic; newest first',
      permission: 'public',
      query: api.findingsQuery,
      answer: api.findingsPage,
      handle: async ({ query }, context) => {
        const { db } = parts.database();
        const { cursor: before, check, class: kind, article, limit } = query;
        const articles = article === undefined ? undefined : [article];
        const rows = await standingFindings(db, { articles, check, class: kind, before, limit: limit + 1 });
        const items = await findingAnswers(db, rows.slice(0, limit), readerOf(context));
        return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/findings/:id',
      summary: 'One finding, also one that does not hold any more',
      permission: 'public',
      query: api.langQuery,
      answer: api.findingSchema,
      errors: ['finding-not-found'],
      handle: async ({ params: { id = '' } }, context) => {
        const { db } = parts.database();
        const found = isId(id) ? await findingById(db, id) : undefined;
        const [answer] = found ? await findingAnswers(db, [found], readerOf(context)) : [];
        return answer ?? refuse('finding-not-found', `No finding of the observatory is called "${id}".`);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/pairs',
      summary: 'Articles of which one was made from the other, newest first',
      permission: 'public',
      query: api.pairsQuery,
      answer: api.pairsPage,
      handle: async ({ query: { cursor: before, article, limit } }) => {
        const { db } = parts.database();
        const rows = await pairsPage(db, { article, before, limit: limit + 1 });
        const items = await pairRows(db, rows.slice(0, limit));
        return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/pairs/:id',
      summary: 'What one article made of another: each figure kept, sharpened, softened, dropped or changed',
      permission: 'public',
      query: api.langQuery,
      answer: api.pairSchema,
      errors: ['pair-not-found'],
      handle: async ({ params: { id = '' } }, context) => {
        const { db } = parts.database();
        const pair = isId(id) ? await pairOf(db, id) : undefined;
        const answer = pair ? await pairAnswer(db, pair, readerOf(context)) : null;
        return (
          answer ??
          refuse('pair-not-found', `There is no pair "${id}", or its articles are no copies any more.`)
        );
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/claims/:id/lineage',
      summary: 'A figure through the articles that carry it, each from the one it was most likely taken from',
      permission: 'public',
      query: api.langQuery,
      answer: api.lineageSchema,
      errors: ['claim-not-found'],
      handle: async ({ params: { id = '' } }) =>
        (isId(id) ? await lineageAnswer(parts.database().db, parts.evidence(), id) : null) ??
        refuse('claim-not-found', `No article has a claim "${id}".`),
    }),
  ];
}

/** What is no id is not asked for. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
