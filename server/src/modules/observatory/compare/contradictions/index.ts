/** Every constraint figures are held to. What follows from one text and what follows from one group of figures is found apart, so that a new text means looking again at its own groups only. */
import type { Found, Spot } from '../finding.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Reading } from '../reading.ts';
import { type Suspicion, standingAmong, suspicion } from '../suspicion.ts';
import { growth, share } from './arithmetic.ts';
import { exchangeRate } from './exchange-rate.ts';
import { grouped, inOrder, type Level, levelsOf } from './level.ts';
import { periodRestated } from './period.ts';
import { placeOfAsset } from './place.ts';
import { plausible } from './plausible.ts';
import type { Grouping, Rule } from './rule.ts';
import { magnitude, sameFigure } from './same-figure.ts';
import { sum } from './sum.ts';
import { partAboveWhole, regionAsCountry } from './whole.ts';

/** A figure at fault is told by the first rule that finds it. */
export const rules: readonly Rule[] = [
  placeOfAsset,
  regionAsCountry,
  partAboveWhole,
  periodRestated,
  magnitude,
  exchangeRate,
  growth,
  share,
  sum,
  plausible,
  sameFigure,
];

export const groupings: readonly Grouping[] = [
  ...new Map(rules.flatMap(({ among }) => (among ? [[among.grouping.name, among.grouping]] : []))).values(),
];

export const contradictions = (readings: readonly Reading[], knowledge: Knowledge): Found[] =>
  standingAmong(suspicionsAmong(readings, knowledge));

/** Of all texts at once. */
export function suspicionsAmong(readings: readonly Reading[], knowledge: Knowledge): Suspicion[] {
  const dates = new Map(readings.map(({ article }) => [article.id, article.date]));
  const dateOf = ({ article }: Spot) => dates.get(article) ?? null;
  const levels = readings.flatMap(levelsOf).toSorted(inOrder);
  const groups = groupings.flatMap((grouping) => {
    const byKey = grouped(levels, (level) => grouping.keyOf(level));
    return [...byKey.values()].map((group) => ({ grouping, levels: representatives(group, grouping) }));
  });
  return [
    ...readings.flatMap((reading) => inText(reading, knowledge)),
    ...groups.flatMap((group) => amongGroup(group.grouping, group.levels, knowledge, dateOf)),
  ];
}

/** Of one value the first. */
export function representatives(levels: readonly Level[], grouping: Grouping): Level[] {
  const values = new Map<string, Level>();
  for (const level of levels) {
    const value = grouping.valueOf(level);
    if (!values.has(value)) values.set(value, level);
  }
  return [...values.values()];
}

export const inText = (reading: Reading, knowledge: Knowledge): Suspicion[] =>
  rules.flatMap((rule, rank) =>
    (rule.inText?.(reading, knowledge) ?? []).map((found) =>
      suspicion(found, { rank, nearness: 0, dateOf: () => reading.article.date }),
    ),
  );

export const amongGroup = (
  grouping: Grouping,
  levels: readonly Level[],
  knowledge: Knowledge,
  dateOf: (spot: Spot) => string | null,
): Suspicion[] =>
  levels.length < 2
    ? []
    : rules.flatMap(({ among }, rank) =>
        among?.grouping === grouping
          ? among.find(levels, knowledge).map((found) => suspicion(found, { rank, nearness: 1, dateOf }))
          : [],
      );
