/**
 * One article joins the comparison, or leaves it. Only what its own figures, runs and facts touch is looked at again; what is left when it is done is
 * what comparing all articles at once would give (incremental.db.test.ts).
 */
import type { Kysely } from 'kysely';
import type { Ledger } from '../../../ledgers/evidence/index.ts';
import { faults } from '../compare/audit.ts';
import { amongGroup, groupings, inText } from '../compare/contradictions/index.ts';
import { inOrder, type Level, levelsOf } from '../compare/contradictions/level.ts';
import { isEarlier, isOrderKnown, judge, likenessOf, sharedFactsMin } from '../compare/copies.ts';
import { driftOf } from '../compare/drift.ts';
import { rarityAmong, sizeOf } from '../compare/facts.ts';
import type { Spot } from '../compare/finding.ts';
import type { Knowledge } from '../compare/knowledge.ts';
import { sampleMin } from '../compare/runs.ts';
import { type Suspicion, standingAmong } from '../compare/suspicion.ts';
import { agree, agreeNoMore } from './agreement.ts';
import { countStandings, statesOf, takeTurn } from './article.store.ts';
import { readingsOf, type StoredReading } from './library.ts';
import * as pairs from './pair.store.ts';
import { printsOf } from './print.store.ts';
import * as suspicions from './suspicion.store.ts';
import * as texts from './text.store.ts';

export interface Comparing<T> {
  tx: Kysely<T>;
  evidence: Ledger;
  knowledge: Knowledge;
}
/** What a step has touched. */
interface Touched {
  claims: readonly string[];
  articles: readonly string[];
}

export async function compareArticle<T>(comparing: Comparing<T>, article: string): Promise<void> {
  await takeTurn(comparing.tx);
  const touched = new Set<string>();
  const seen: string[] = [];
  for (const { id, isCurrent, isCompared } of await statesOf(comparing.tx, article)) {
    seen.push(id);
    if (isCurrent === isCompared) continue;
    const changed = isCurrent ? await join(comparing, id) : await leave(comparing, id);
    for (const each of changed) touched.add(each);
  }
  // The ledger's turns come before these rows: whoever takes an article in does it in this order too.
  await countStandings(comparing.tx, [...touched, ...seen], seen);
}

/** Answers the articles whose counts may be others now. */
async function join<T>(comparing: Comparing<T>, article: string): Promise<string[]> {
  const { tx } = comparing;
  const [reading] = await readAll(comparing, [article]);
  if (!reading) return [];
  const textsBefore = await texts.textsCompared(tx);
  await texts.insertText(tx, reading, comparing.knowledge);
  await findLikenesses(tx, article);
  const agreeing = await agree(tx, article);
  const facts = await statedIn(tx, article);
  const copied = await judgeAnew(comparing, { article, facts, textsBefore, step: 1 });
  const grouped = await lookAtGroups(comparing, await texts.keysOf(tx, article));
  const origin = `text:${article}`;
  const inItself = await suspicions.replaceSuspicions(
    tx,
    [origin],
    inText(reading, comparing.knowledge).map((each) => stored(each, origin, new Map([[article, reading]]))),
  );
  const told = await tell(comparing, [...copied.claims, ...grouped, ...inItself]);
  return [...agreeing, ...copied.articles, ...told];
}

async function leave<T>(comparing: Comparing<T>, article: string): Promise<string[]> {
  const { tx } = comparing;
  const textsBefore = await texts.textsCompared(tx);
  const [own, facts, keys, partners] = [
    await texts.figuresOf(tx, [article]),
    await statedIn(tx, article),
    await texts.keysOf(tx, article),
    await pairs.likenessesOf(tx, [article]),
  ];
  const dropped = await suspicions.dropSuspicionsOf(tx, article);
  await texts.deleteText(tx, article);
  const agreeing = await agreeNoMore(tx, own);
  const copied = await judgeAnew(comparing, { article, facts, textsBefore, step: -1 });
  const grouped = await lookAtGroups(comparing, keys);
  const told = await tell(comparing, [...dropped, ...copied.claims, ...grouped]);
  return [
    ...agreeing,
    ...copied.articles,
    ...told,
    ...partners.flatMap(({ earlier, later }) => [earlier, later]),
  ];
}

const statedIn = async <T>(tx: Kysely<T>, article: string): Promise<string[]> =>
  (await texts.factsOf(tx, [article])).get(article)?.map(({ key }) => key) ?? [];

async function readAll<T>(comparing: Comparing<T>, ids: readonly string[]): Promise<StoredReading[]> {
  const found = await readingsOf(comparing.tx, ids, comparing);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** How alike it is to each article that it can be alike to; whether these are copies is judged after. */
async function findLikenesses<T>(tx: Kysely<T>, article: string): Promise<void> {
  const others = await texts.candidatesOf(tx, article, { sampleMin, factsMin: sharedFactsMin });
  const prints = await printsOf(tx, [article, ...others]);
  const own = prints.get(article)!; // just inserted
  const found = others.flatMap((id) => {
    const other = prints.get(id)!; // candidates are compared articles
    const [earlier, later] = isEarlier(own, other) ? [own, other] : [other, own];
    const likeness = likenessOf(earlier, later);
    if (!likeness) return [];
    const { isExact, isNear, shingles, shared } = likeness;
    return [
      {
        earlier: earlier.id,
        later: later.id,
        orderKnown: isOrderKnown(earlier, later),
        ...{ isExact, isNear, shingles },
        earlierPlaces: shared.map(({ a }) => a.figure.index),
        laterPlaces: shared.map(({ b }) => b.figure.index),
      },
    ];
  });
  await pairs.insertPairs(tx, found);
}

/**
 * Whether those are copies whose facts weigh otherwise now: the article's own pairs, those of articles that state a fact which took a step in
 * rarity, and all pairs when the number of articles took one.
 */
async function judgeAnew<T>(
  comparing: Comparing<T>,
  {
    article,
    facts,
    textsBefore,
    step,
  }: { article: string; facts: readonly string[]; textsBefore: number; step: 1 | -1 },
): Promise<Touched> {
  const { tx } = comparing;
  const textsNow = textsBefore + step;
  const [before, now] = [rarityAmong(textsBefore), rarityAmong(textsNow)];
  const told = await texts.timesTold(tx, facts);
  const stepped = facts.filter((fact) => {
    const times = told.get(fact) ?? 0;
    return before(times - step) !== now(times);
  });
  const isAll = sizeOf(textsBefore) !== sizeOf(textsNow);
  const concerned = isAll ? null : [article, ...(await texts.articlesStating(tx, stepped))];
  const looked = await pairs.likenessesOf(tx, concerned);
  if (looked.length === 0) return { claims: [], articles: [] };
  const weighed = await weights(tx, looked, textsNow);
  const judged = looked.flatMap((pair) => {
    const verdict = weighed(pair);
    return verdict.how === pair.how && verdict.containment === pair.containment
      ? []
      : [{ pair, ...verdict, id: pair.id }];
  });
  await pairs.judgePairs(
    tx,
    judged.map(({ id, how, containment }) => ({ id, how, containment })),
  );
  const turned = judged.filter(({ pair, how }) => pair.how !== how);
  const claims = await lookAtDrift(
    comparing,
    turned.map(({ pair, how }) => ({ ...pair, how })),
  );
  return { claims, articles: turned.flatMap(({ pair }) => [pair.earlier, pair.later]) };
}

async function weights<T>(tx: Kysely<T>, looked: readonly pairs.StoredPair[], textsNow: number) {
  const involved = [...new Set(looked.flatMap(({ earlier, later }) => [earlier, later]))];
  const byArticle = await texts.factsOf(tx, involved);
  const keys = [...byArticle.values()].flatMap((facts) => facts.map(({ key }) => key));
  const told = await texts.timesTold(tx, keys);
  const rarity = rarityAmong(textsNow);
  const rarityOf = (key: string) => rarity(told.get(key) ?? 1);
  return (pair: pairs.StoredPair) => {
    const [a, b] = [byArticle.get(pair.earlier) ?? [], byArticle.get(pair.later) ?? []];
    const [ofA, ofB] = [a, b].map((facts) => new Map(facts.map((fact) => [fact.place, fact])));
    const shared = pair.earlierPlaces.map((place, nth) => ({
      a: ofA!.get(place)!, // places of facts, by the keys of both tables
      b: ofB!.get(pair.laterPlaces[nth]!)!,
    }));
    return judge({ isExact: pair.isExact, isNear: pair.isNear, shared }, [a, b], rarityOf);
  };
}

/** What rewriting did, of pairs that became copies or are none any more. */
async function lookAtDrift<T>(
  comparing: Comparing<T>,
  turned: readonly pairs.StoredPair[],
): Promise<string[]> {
  const copies = turned.filter(({ how }) => how !== null && how !== 'exact');
  const readings = await readingsOf(
    comparing.tx,
    copies.flatMap(({ earlier, later }) => [earlier, later]),
    comparing,
  );
  const found = copies.flatMap((pair) => {
    const copy = copyOf(pair, readings);
    return copy ? driftOf(copy).map((each) => stored(each, originOf(pair), readings)) : [];
  });
  return suspicions.replaceSuspicions(comparing.tx, turned.map(originOf), found);
}
const originOf = ({ earlier, later }: pairs.StoredPair): string => `pair:${earlier}:${later}`;

/** A stored pair as the rules know it; null where an article is not there. */
export function copyOf(pair: pairs.StoredPair, readings: ReadonlyMap<string, StoredReading>) {
  const [earlier, later] = [readings.get(pair.earlier), readings.get(pair.later)];
  if (!earlier || !later) return null;
  const [ofEarlier, ofLater] = [earlier, later].map(
    ({ figures }) => new Map(figures.map((figure) => [figure.index, figure])),
  );
  const shared = pair.earlierPlaces.flatMap((place, nth) => {
    const [a, b] = [ofEarlier!.get(place), ofLater!.get(pair.laterPlaces[nth]!)]; // as many places of either
    return a && b ? [{ a, b }] : [];
  });
  return { earlier, later, orderKnown: pair.orderKnown, shared };
}

/** Rules over the groups of figures that the article's own belong to. */
async function lookAtGroups<T>(comparing: Comparing<T>, keys: readonly string[]): Promise<string[]> {
  const rows = await texts.representativesOf(comparing.tx, keys);
  const byKey = new Map<string, texts.LevelRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const groups = [...byKey].flatMap(([key, members]) => {
    const grouping = groupings.find(({ name }) => key.startsWith(`${name}:`));
    const isWorth = members.length > 1 && (grouping?.mayViolate?.(members.map(({ value }) => value)) ?? true);
    return grouping && isWorth ? [{ key, grouping, members }] : [];
  });
  const readings = await readingsOf(
    comparing.tx,
    groups.flatMap(({ members }) => members.map(({ article }) => article)),
    comparing,
  );
  const dateOf = ({ article }: Spot) => readings.get(article)?.article.date ?? null;
  const levelAt = levelsAt(readings);
  const found = groups.flatMap(({ key, grouping, members }) => {
    const levels = members.map(levelAt).toSorted(inOrder);
    return amongGroup(grouping, levels, comparing.knowledge, dateOf).map((each) =>
      stored(each, `group:${key}`, readings),
    );
  });
  return suspicions.replaceSuspicions(
    comparing.tx,
    keys.map((key) => `group:${key}`),
    found,
  );
}

function levelsAt(readings: ReadonlyMap<string, StoredReading>): (row: texts.LevelRow) => Level {
  const byArticle = new Map(
    [...readings].map(([id, reading]) => [
      id,
      new Map(levelsOf(reading).map((level) => [level.index, level])),
    ]),
  );
  return ({ article, place }) => {
    const level = byArticle.get(article)?.get(place);
    if (!level) throw new Error(`the article ${article} has no level at ${place}`);
    return level;
  };
}

/** With its claims as the ledger names them. */
function stored(
  found: Suspicion,
  origin: string,
  readings: ReadonlyMap<string, StoredReading>,
): suspicions.NewSuspicion {
  const claims = found.spots.map(({ article, claim }) => {
    const id = readings.get(article)?.ids[claim];
    if (id === undefined) throw new Error(`the article ${article} has no claim ${claim}`);
    return id;
  });
  const { check, class: kind, message, order, values, steps } = found;
  const articles = found.spots.map(({ article }) => article);
  return { origin, check, class: kind, message, order, values, steps, claims, articles };
}

/** Which of all that is said of these claims is told now: what is told for the first time goes to the ledger. Answers the articles concerned. */
async function tell<T>({ tx, evidence }: Comparing<T>, claims: readonly string[]): Promise<string[]> {
  if (claims.length === 0) return [];
  const around = await suspicions.suspicionsAround(tx, claims);
  const standing = new Set(standingAmong(around));
  const news = around.filter((each) => standing.has(each) && each.finding === null);
  const ids = await evidence.addFindings(
    tx,
    news.map((each) => ({
      check: each.check,
      class: each.class,
      evidence: each.claims.map((id) => ({ type: 'claim' as const, id })),
      proof: { message: each.message, values: each.values, steps: each.steps },
    })),
  );
  const idOf = new Map(news.map((each, nth) => [each, ids[nth] ?? null]));
  await suspicions.setStanding(
    tx,
    around
      .filter((each) => each.stands !== standing.has(each) || idOf.has(each))
      .map((each) => ({
        id: each.id,
        stands: standing.has(each),
        finding: each.finding ?? idOf.get(each) ?? null,
      })),
  );
  const all = [...new Set([...claims, ...around.flatMap((each) => each.claims)])];
  const inConflict = [...standing].flatMap(({ check, claims: spots }) => faults({ check, spots }));
  const changed = await texts.setConflicts(tx, all, inConflict);
  return changed;
}
