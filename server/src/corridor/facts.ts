/** Which of several facts a search uses, and which contradict each other. Nothing is thrown away: the rest is kept and shown. */
import type { FactRow, Source } from './rows.ts';

export interface Fact extends FactRow {
  id: string;
}
/** The fact a search uses of a subject and measure, the rule by which it won, and the others that were kept. */
export interface Choice {
  fact: Fact;
  why: string;
  others: Fact[];
}
export const factId = (row: FactRow) =>
  `${row.subject}/${row.measure}/${row.source}${row.period ? `/${row.period}` : ''}`;

const sourceRank = { official: 0, attested: 1, reported: 2, model: 3 } as const;

/** The rules in their order; the first that tells two facts apart decides and gives the reason shown to the reader. */
const rules: readonly {
  why: string;
  compare: (a: Fact, b: Fact, sources: ReadonlyMap<string, Source>) => number;
}[] = [
  {
    why: 'published-before-estimated',
    compare: (a, b) => rank(a.confidence === 'estimated') - rank(b.confidence === 'estimated'),
  },
  { why: 'dated-before-undated', compare: (a, b) => rank(!a.period) - rank(!b.period) },
  {
    why: 'latest-period',
    compare: (a, b) => (periodOf(b.period)?.end ?? 0) - (periodOf(a.period)?.end ?? 0),
  },
  {
    why: 'official-before-reported',
    compare: (a, b, sources) =>
      sourceRank[sources.get(a.source)?.kind ?? 'model'] - sourceRank[sources.get(b.source)?.kind ?? 'model'],
  },
  {
    why: 'narrower-interval',
    compare: (a, b) => Number(a.hi) - Number(a.lo) - (Number(b.hi) - Number(b.lo)),
  },
  { why: 'alphabetical', compare: (a, b) => (a.id < b.id ? -1 : 1) },
];
export type ChoiceReason = 'only-one' | (typeof rules)[number]['why'];

/** The winner by the rules above, with the rule that set it apart from the runner-up. */
export function rankFacts(facts: readonly Fact[], sources: ReadonlyMap<string, Source>): Choice | null {
  const sorted = facts.toSorted((a, b) => {
    for (const rule of rules) {
      const order = rule.compare(a, b, sources);
      if (order !== 0) return order;
    }
    return 0;
  });
  const [fact, second, ...rest] = sorted;
  if (!fact) return null;
  if (!second) return { fact, why: 'only-one', others: [] };
  const decided = rules.find((rule) => rule.compare(fact, second, sources) !== 0);
  return { fact, why: decided?.why ?? 'alphabetical', others: [second, ...rest] };
}

/** Facts of one subject and measure that can't both be true: overlapping (or unstated) periods, disjoint intervals. */
export function conflictsOf(fact: Fact, others: readonly Fact[]): Fact[] {
  return others.filter(
    (other) =>
      other.id !== fact.id &&
      other.unit === fact.unit &&
      overlap(fact.period, other.period) &&
      (Number(other.lo) > Number(fact.hi) || Number(other.hi) < Number(fact.lo)),
  );
}

function overlap(a: string, b: string): boolean {
  const first = periodOf(a);
  const second = periodOf(b);
  return !first || !second || (first.start < second.end && second.start < first.end);
}

/** A period (`2022`, `2025-H1`, `2025-Q3`, `2024-07`, `2024-07-05`, `start/end`) as UTC milliseconds [start, end); null if empty or malformed. */
export function periodOf(period: string): { start: number; end: number } | null {
  const [from, to, tooMany] = period.split('/');
  if (tooMany !== undefined) return null;
  if (to !== undefined) {
    const start = periodOf(from ?? '');
    const end = periodOf(to);
    return start && end && start.start < end.end ? { start: start.start, end: end.end } : null;
  }
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(period);
  if (!match) return null;
  const year = Number(match[1]);
  const [half, quarter, month, day] = [match[2], match[3], match[4], match[5]].map((part) =>
    part === undefined ? null : Number(part),
  );
  if (half) return span(year, (half - 1) * 6, 6);
  if (quarter) return span(year, (quarter - 1) * 3, 3);
  if (month == null) return span(year, 0, 12);
  if (month < 1 || month > 12) return null;
  if (day == null) return span(year, month - 1, 1);
  const start = Date.UTC(year, month - 1, day);
  return new Date(start).getUTCDate() === day ? { start, end: start + 86_400_000 } : null;
}

const span = (year: number, month: number, months: number) => ({
  start: Date.UTC(year, month, 1),
  end: Date.UTC(year, month + months, 1),
});
const rank = (is: boolean) => (is ? 1 : 0);
