/** The ledger's own addresses: parse, call, answer. */
import type { Corridor } from '../../corridor/index.ts';
import { byOf } from '../../platform/audit/audit.ts';
import type { Database } from '../../platform/database/index.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { isRefusal, refuse } from '../../platform/errors.ts';
import { route } from '../../platform/http/route.ts';
import type { Module } from '../../platform/module.ts';
import * as api from './api.ts';
import { decideOn } from './decide.ts';
import { evidenceErrors } from './errors.ts';
import { decisionAnswer, factRecord, momentOf } from './facts.ts';
import { reading } from './ledger.ts';
import { claimRecord, observationRecord } from './records.ts';

export interface EvidenceParts {
  corridor(): Corridor;
  database(): Database;
}

/** Its migrations run before those of modules, which refer to it (app.ts). */
export const evidence = (parts: EvidenceParts): Module => ({
  name: 'evidence',
  errors: evidenceErrors,
  routes: evidenceRoutes(parts),
});

const evidenceRoutes = (parts: EvidenceParts) => [
  route({
    method: 'GET',
    path: '/api/v1/evidence/facts',
    summary:
      'The record behind a fact of the corridor: its source, what else is said, what was said on a day',
    permission: 'public',
    query: api.factRecordQuery,
    answer: api.factRecordSchema,
    errors: ['fact-not-found'],
    handle: async ({ query: { id, asOf } }) =>
      (await factRecord(parts.database().db, parts.corridor().meta.id, id, momentOf(asOf))) ??
      refuse('fact-not-found', `No pack has stated "${id}". /api/v1/facts lists the facts there are.`),
  }),
  route({
    method: 'GET',
    path: '/api/v1/evidence/claims/:id',
    summary: 'The record behind a claim: the words, the source they stand in, and what read them',
    permission: 'public',
    answer: api.claimRecordSchema,
    errors: ['evidence-not-found'],
    handle: async ({ params: { id = '' } }) =>
      (await claimRecord(parts.database().db, id)) ??
      refuse('evidence-not-found', `There is no claim "${id}".`),
  }),
  route({
    method: 'GET',
    path: '/api/v1/evidence/observations/:id',
    summary: 'The record behind an observation: its source, every vintage of it, and the decision',
    permission: 'public',
    answer: api.observationRecordSchema,
    errors: ['evidence-not-found'],
    handle: async ({ params: { id = '' } }) =>
      (await observationRecord(parts.database().db, id)) ??
      refuse('evidence-not-found', `There is no observation "${id}".`),
  }),
  route({
    method: 'GET',
    path: '/api/v1/evidence/heads',
    summary:
      'The head of every source’s chain: kept elsewhere, they tell whether the ledger was written anew',
    permission: 'public',
    query: api.headsQuery,
    answer: api.headsPage,
    handle: ({ query }) => reading(parts.database().db).heads(query),
  }),
  route({
    method: 'GET',
    path: '/api/v1/decisions',
    summary: 'Which of several values is accepted, and why; with all that was decided before',
    permission: 'public',
    query: api.decisionsQuery,
    answer: api.decisionsAnswer,
    handle: async ({ query: { about } }) => {
      const items = await reading(parts.database().db).decisionsAbout(about);
      return {
        inForce: decisionAnswer(items[0]),
        items: items.map((decision) => decisionAnswer(decision)!),
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/decisions',
    summary: 'Accept one of several values; the same decision again changes nothing',
    permission: 'evidence:write',
    body: api.decisionRequest,
    answer: api.decisionSchema,
    errors: ['nothing-to-decide', 'accepted-not-found', 'accepted-elsewhere'],
    handle: async ({ body }, context) => {
      const answer = await transaction(parts.database().db, (tx) =>
        decideOn(tx, body, {
          corridor: parts.corridor(),
          // The permission is for people and systems that are known.
          person: context.principal!.person.id,
          by: byOf(context),
        }),
      );
      return isRefusal(answer) ? answer : decisionAnswer(answer)!;
    },
  }),
];
