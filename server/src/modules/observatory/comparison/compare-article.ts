/**
 * One article joins the comparison, leaves it, or is judged by another pack. Only what its own figures, runs and facts touch is looked at again;
 * what is left when it is done is what comparing all articles at once would give (incremental.db.test.ts).
 */
import type { Kysely } from 'kysely';
import type { Ledger, Looking } from '../../../ledgers/evidence/index.ts';
import type { Knowledge } from '../compare/knowledge.ts';
import { agree, agreeNoMore } from './agreement.ts';
import { countStandings, statesOf, takeTurn } from './article.store.ts';
import { findLikenesses, judgeCopies, lookAtDrift } from './copies.ts';
import { factsOf, figuresOf } from './figure.store.ts';
import { keysOf } from './level.store.ts';
import { readingsOf, type StoredReading } from './library.ts';
import { likenessesOf } from './pair.store.ts';
import { lookAtGroups, lookAtText, tell } from './suspected.ts';
import { dropSuspicionsOf } from './suspicion.store.ts';
import * as texts from './text.store.ts';

export interface Comparing<T> {
  tx: Kysely<T>;
  evidence: Ledger;
  knowledge: Knowledge;
  /** What is told for the first time goes there. */
  toLedger: Looking<T>['tell'];
}
/** What a step has touched. */
export interface Touched {
  claims: readonly string[];
  articles: readonly string[];
}

export async function compareArticle<T>(comparing: Comparing<T>, article: string): Promise<void> {
  const { tx, knowledge } = comparing;
  await takeTurn(tx);
  const touched = new Set<string>();
  const seen: string[] = [];
  for (const { id, isCurrent, judgedBy } of await statesOf(tx, article)) {
    seen.push(id);
    const isCompared = judgedBy !== null;
    if (isCurrent === isCompared && (!isCurrent || judgedBy === knowledge.fingerprint)) continue;
    const step = !isCurrent ? leave : isCompared ? judgeAgain : join;
    for (const each of await step(comparing, id)) touched.add(each);
  }
  // The ledger's turns come before these rows: whoever takes an article in does it in this order too.
  await countStandings(tx, [...touched, ...seen], seen);
}

/** Answers the articles whose counts may be others now. */
async function join<T>(comparing: Comparing<T>, article: string): Promise<string[]> {
  const { tx } = comparing;
  const reading = await readOne(comparing, article);
  if (!reading) return [];
  const textsBefore = await texts.textsCompared(tx);
  await texts.insertText(tx, reading, comparing.knowledge);
  await findLikenesses(tx, article);
  const agreeing = await agree(tx, article);
  const facts = await statedIn(tx, article);
  const copied = await judgeCopies(comparing, { article, facts, textsBefore, step: 1 });
  const grouped = await lookAtGroups(comparing, await keysOf(tx, article));
  const inItself = await lookAtText(comparing, reading);
  const told = await tell(comparing, [...copied.claims, ...grouped, ...inItself]);
  return [...agreeing, ...copied.articles, ...told];
}

async function leave<T>(comparing: Comparing<T>, article: string): Promise<string[]> {
  const { tx } = comparing;
  const textsBefore = await texts.textsCompared(tx);
  const [own, facts, keys, partners] = [
    await figuresOf(tx, [article]),
    await statedIn(tx, article),
    await keysOf(tx, article),
    await likenessesOf(tx, [article]),
  ];
  const dropped = await dropSuspicionsOf(tx, article);
  await texts.deleteText(tx, article);
  const agreeing = await agreeNoMore(tx, own);
  const copied = await judgeCopies(comparing, { article, facts, textsBefore, step: -1 });
  const grouped = await lookAtGroups(comparing, keys);
  const told = await tell(comparing, [...dropped, ...copied.claims, ...grouped]);
  return [
    ...agreeing,
    ...copied.articles,
    ...told,
    ...partners.flatMap(({ earlier, later }) => [earlier, later]),
  ];
}

/** The pack is another. Who copied whom and who agrees with whom follows from the texts alone and stays. */
async function judgeAgain<T>(comparing: Comparing<T>, article: string): Promise<string[]> {
  const { tx } = comparing;
  const reading = await readOne(comparing, article);
  if (!reading) return [];
  const before = await keysOf(tx, article);
  await texts.placeAnew(tx, reading, comparing.knowledge);
  const keys = new Set([...before, ...(await keysOf(tx, article))]);
  const grouped = await lookAtGroups(comparing, [...keys]);
  const inItself = await lookAtText(comparing, reading);
  const drifted = await lookAtDrift(comparing, await likenessesOf(tx, [article]));
  return tell(comparing, [...grouped, ...inItself, ...drifted]);
}

const statedIn = async <T>(tx: Kysely<T>, article: string): Promise<string[]> =>
  (await factsOf(tx, [article])).get(article)?.map(({ key }) => key) ?? [];

const readOne = async <T>(comparing: Comparing<T>, id: string): Promise<StoredReading | undefined> =>
  (await readingsOf(comparing.tx, [id], comparing)).get(id);
