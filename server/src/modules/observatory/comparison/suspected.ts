/** What rules find in an article and in the groups its figures belong to, and which of it is told. */

import { faults } from '../compare/audit.ts';
import { amongGroup, groupings, inText } from '../compare/contradictions/index.ts';
import { inOrder, type Level, levelsOf } from '../compare/contradictions/level.ts';
import type { Spot } from '../compare/finding.ts';
import { type Suspicion, standingAmong } from '../compare/suspicion.ts';
import type { Comparing } from './compare-article.ts';
import { setConflicts } from './figure.store.ts';
import { type LevelRow, representativesOf } from './level.store.ts';
import { readingsOf, type StoredReading } from './library.ts';
import * as suspicions from './suspicion.store.ts';

/** Rules over the article by itself. */
export function lookAtText<T>({ tx, knowledge }: Comparing<T>, reading: StoredReading): Promise<string[]> {
  const { id } = reading.article;
  const found = inText(reading, knowledge).map((each) =>
    stored(each, `text:${id}`, new Map([[id, reading]])),
  );
  return suspicions.replaceSuspicions(tx, [`text:${id}`], found);
}

/** Rules over the groups of figures that the article's own belong to. */
export async function lookAtGroups<T>(comparing: Comparing<T>, keys: readonly string[]): Promise<string[]> {
  const rows = await representativesOf(comparing.tx, keys);
  const byKey = new Map<string, LevelRow[]>();
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

function levelsAt(readings: ReadonlyMap<string, StoredReading>): (row: LevelRow) => Level {
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
export function stored(
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
export async function tell<T>({ tx, toLedger }: Comparing<T>, claims: readonly string[]): Promise<string[]> {
  if (claims.length === 0) return [];
  const around = await suspicions.suspicionsAround(tx, claims);
  const standing = new Set(standingAmong(around));
  const news = around.filter((each) => standing.has(each) && each.finding === null);
  const ids = await toLedger(
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
  const changed = await setConflicts(tx, all, inConflict);
  return changed;
}
