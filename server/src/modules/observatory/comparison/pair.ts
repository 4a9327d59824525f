/** Two articles of which one was made from the other: what became of each figure. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Pair, pairsPage } from '../api.ts';
import { changesOf } from '../compare/changes.ts';
import { languageOf, shown } from '../compare/say.ts';
import { namesOf } from './article.store.ts';
import { copyOf } from './copies.ts';
import type { Reader } from './finding.ts';
import { readingsOf, type StoredReading } from './library.ts';
import type { StoredPair } from './pair.store.ts';
import { spotsOf } from './spot.ts';

type PairRow = z.infer<typeof pairsPage>['items'][number];

/** Without what became of the figures. */
export async function pairRows<T>(db: Kysely<T>, pairs: readonly StoredPair[]): Promise<PairRow[]> {
  const names = await namesOf(
    db,
    pairs.flatMap(({ earlier, later }) => [earlier, later]),
  );
  return pairs.flatMap(({ id, how, earlier, later, ...pair }) => {
    const [first, second] = [names.get(earlier), names.get(later)];
    if (!how || !first || !second) return [];
    return [
      {
        ...{ id, how, earlier: first, later: second, orderKnown: pair.orderKnown },
        sharedFacts: pair.earlierPlaces.length,
        containment: rounded(pair.containment),
        shingles: rounded(pair.shingles),
      },
    ];
  });
}
const rounded = (share: number): number => Number(share.toFixed(3));

export async function pairAnswer<T>(
  db: Kysely<T>,
  pair: StoredPair,
  { evidence, knowledge, lang }: Reader,
): Promise<Pair | null> {
  const readings = await readingsOf(db, [pair.earlier, pair.later], { evidence, knowledge });
  const [copy, [row]] = [copyOf(pair, readings), await pairRows(db, [pair])];
  if (!copy || !row) return null;
  const idOf = ({ article, claim }: { article: string; claim: number }) =>
    (readings.get(article) as StoredReading).ids[claim] ?? '';
  const changes = changesOf(copy).map((change) => ({
    ...change,
    from: change.from && idOf(change.from),
    to: change.to && idOf(change.to),
  }));
  const spots = await spotsOf(
    db,
    evidence,
    changes.flatMap(({ from, to }) => [from, to].filter((each) => each !== null)),
  );
  return {
    ...row,
    changes: changes.map(({ kind, part, from, to, values }) => ({
      ...{ kind, part },
      from: (from && spots.get(from)) || null,
      to: (to && spots.get(to)) || null,
      values: Object.fromEntries(
        Object.entries(shown(values, languageOf(lang), knowledge)).map(([key, value]) => [
          key,
          String(value),
        ]),
      ),
    })),
  };
}
