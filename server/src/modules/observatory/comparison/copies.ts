/** Which articles are copies of one another, and what became of the figures; judged anew where the others change what facts are worth. */
import type { Kysely } from 'kysely';
import { isEarlier, isOrderKnown, judge, likenessOf, sharedFactsMin } from '../compare/copies.ts';
import { driftOf } from '../compare/drift.ts';
import { rarityAmong, sizeOf } from '../compare/facts.ts';
import { sampleMin } from '../compare/runs.ts';
import type { Comparing, Touched } from './compare-article.ts';
import * as figures from './figure.store.ts';
import { readingsOf, type StoredReading } from './library.ts';
import * as pairs from './pair.store.ts';
import { printsOf } from './print.store.ts';
import { stored } from './suspected.ts';
import { replaceSuspicions } from './suspicion.store.ts';
import { candidatesOf } from './text.store.ts';

/**
 * Whether those are copies whose facts weigh otherwise now: the article's own pairs, those of articles that state a fact which took a step in
 * rarity, and all pairs when the number of articles took one.
 */
export async function judgeCopies<T>(
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
  const told = await figures.timesTold(tx, facts);
  const stepped = facts.filter((fact) => {
    const times = told.get(fact) ?? 0;
    return before(times - step) !== now(times);
  });
  const isAll = sizeOf(textsBefore) !== sizeOf(textsNow);
  const concerned = isAll ? null : [article, ...(await figures.articlesStating(tx, stepped))];
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
  const byArticle = await figures.factsOf(tx, involved);
  const keys = [...byArticle.values()].flatMap((facts) => facts.map(({ key }) => key));
  const told = await figures.timesTold(tx, keys);
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
export async function lookAtDrift<T>(
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
  return replaceSuspicions(comparing.tx, turned.map(originOf), found);
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

/** How alike it is to each article that it can be alike to; whether these are copies is judged after. */
export async function findLikenesses<T>(tx: Kysely<T>, article: string): Promise<void> {
  const others = await candidatesOf(tx, article, { sampleMin, factsMin: sharedFactsMin });
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
