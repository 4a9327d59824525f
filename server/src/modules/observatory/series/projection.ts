/**
 * "On track?": what a flow will have come to by a day, or where a stock will stand, going by what is known. Formulas and steps are part of the
 * answer, and the interval is of 80 %. docs/observatory.md states the formulas. Plain functions: the same points give the same answer.
 */
import { cumulativeAt, cumulativeOf, monthsUntil, type Value } from './cumulative.ts';
import { daysIn, monthEnd, type Period } from './period.ts';
import { type Step, stepOf } from './projection-steps.ts';
import { deviation, drift, mean, t90 } from './spread.ts';

export interface KnownPoint extends Period {
  value: number;
}
export interface Question {
  nature: 'flow' | 'stock';
  target: number;
  by: string;
  method: 'run-rate' | 'seasonal';
}
export type Reached = 'yes' | 'likely' | 'open' | 'unlikely' | 'no' | 'unknown';
export interface Projection<Of extends KnownPoint = KnownPoint> {
  /** What was used: without two former years a seasonal projection is a run-rate. */
  method: 'run-rate' | 'seasonal';
  known: { until: string; value: number; of: readonly Of[] } | null;
  value: number | null;
  interval: { lo: number; hi: number } | null;
  reached: Reached;
  formula: string;
  steps: Step[];
  /** Former years it went by. */
  years: readonly FormerYear<Of>[];
}
export interface FormerYear<Of extends KnownPoint = KnownPoint> {
  year: number;
  /** Up to the same day, and by the day asked for. */
  then: Value<Of>;
  by: Value<Of>;
}

const formerYearsMax = 10;
export const formulas = {
  'run-rate': 'P = V × m(by) / m(until)',
  seasonal: 'P = V × exp(mean over years y of ln(C_y(by) / C_y(until)))',
  stock: 'P = V + k × mean(Δ)',
  known: 'P = C(by)',
  none: '',
} as const;

export function project<Of extends KnownPoint>(points: readonly Of[], asked: Question): Projection<Of> {
  return asked.nature === 'stock' ? stockProjection(points, asked) : flowProjection(points, asked);
}

function flowProjection<Of extends KnownPoint>(points: readonly Of[], asked: Question): Projection<Of> {
  const { by, target } = asked;
  const year = Number(by.slice(0, 4));
  const until = cumulativeOf(points, year);
  const whole = cumulativeAt(until, by);
  if (whole) {
    const known = { until: by, value: whole.value, of: whole.of };
    return answer({
      ...{ method: asked.method, known, value: whole.value, interval: null, formula: formulas.known },
      reached: whole.value >= target ? 'yes' : 'no',
      ...{ steps: [stepOf.came(by, whole.value)], years: [] },
    });
  }
  const { whole: monthsBy, part } = monthsUntil(by);
  const last = [...until.keys()].filter((month) => month <= monthsBy).sort((a, b) => b - a)[0];
  const known = last === undefined ? undefined : until.get(last);
  if (last === undefined || !known || known.value <= 0) return unknown(asked.method);
  const end = monthEnd(`${year}-${String(last).padStart(2, '0')}`);
  const years = formerYears(points, year, end, by);
  const flow: Flow<Of> = { known, end, last, monthsBy: monthsBy + part, years, asked, points, year };
  return asked.method === 'seasonal' && years.length >= 2 ? seasonal(flow) : runRate(flow);
}

interface Flow<Of extends KnownPoint> {
  known: Value<Of>;
  end: string;
  /** The last month known, and months up to the day asked for. */
  last: number;
  monthsBy: number;
  years: readonly FormerYear<Of>[];
  asked: Question;
  points: readonly Of[];
  year: number;
}

/** Years of which both are known: what it came to by the same day as now, and by the day asked for. */
function formerYears<Of extends KnownPoint>(
  points: readonly Of[],
  year: number,
  end: string,
  by: string,
): FormerYear<Of>[] {
  const found: FormerYear<Of>[] = [];
  for (let former = year - 1; former >= year - formerYearsMax; former--) {
    const until = cumulativeOf(points, former);
    const then = cumulativeAt(until, sameDay(end, former));
    const whole = cumulativeAt(until, sameDay(by, former));
    if (then && whole && then.value > 0 && whole.value > 0) found.push({ year: former, then, by: whole });
  }
  return found;
}
/** A month's last day stays one, in leap years too. */
const sameDay = (day: string, year: number): string => {
  const month = `${year}-${day.slice(5, 7)}`;
  const last = monthEnd(month);
  const same = `${month}-${day.slice(8)}`;
  return day === monthEnd(day.slice(0, 7)) || same > last ? last : same;
};

/** Each former year says by how much the known part is to be multiplied; their spread is the interval's. */
function seasonal<Of extends KnownPoint>(flow: Flow<Of>): Projection<Of> {
  const { known, years, end, asked } = flow;
  const logs = years.map(({ then, by }) => Math.log(by.value / then.value));
  const middle = mean(logs);
  const value = known.value * Math.exp(middle);
  const t = t90(logs.length - 1);
  const half = t * deviation(logs) * Math.sqrt(1 + 1 / logs.length);
  return flowAnswer(flow, {
    ...{ method: 'seasonal', value, formula: formulas.seasonal },
    interval: around(value, half, known.value),
    steps: [
      stepOf.known(end, known.value),
      ...years.map(({ year, then, by }) =>
        stepOf.year(
          year,
          { day: sameDay(end, year), value: then.value },
          { day: sameDay(asked.by, year), value: by.value },
        ),
      ),
      stepOf.meanFactor(Math.exp(middle), logs.length),
      stepOf.byFactor(known.value, Math.exp(middle), value),
      stepOf.spreadFactor(t, deviation(logs), half, `s × √(1 + 1/${logs.length})`),
    ],
  });
}

/**
 * As much a month as so far. How far that was off in former years is the interval; without two of them how the months known differ from each
 * other; with fewer than three months there is none.
 */
function runRate<Of extends KnownPoint>(flow: Flow<Of>): Projection<Of> {
  const { known, years, last, end, monthsBy } = flow;
  const value = (known.value * monthsBy) / last;
  const steps = [stepOf.known(end, known.value), stepOf.byPace(known.value, last, monthsBy, value)];
  if (years.length >= 2) {
    const errors = years.map(({ then, by }) => Math.log((by.value * last) / (then.value * monthsBy)));
    const spread = Math.sqrt(mean(errors.map((error) => error ** 2)));
    const t = t90(errors.length);
    return flowAnswer(flow, {
      ...{ method: 'run-rate', value, formula: formulas['run-rate'] },
      interval: around(value, t * spread, known.value),
      steps: [
        ...steps,
        ...years.map(({ year }, index) => stepOf.paceYear(year, Math.exp(errors[index]!))), // as many as years
        stepOf.spreadFactor(t, spread, t * spread, 's'),
      ],
    });
  }
  const months = monthsOf(flow);
  const { half } = drift(months, monthsBy - last);
  return flowAnswer(flow, {
    ...{ method: 'run-rate', value, formula: formulas['run-rate'] },
    interval: half === null ? null : { lo: Math.max(known.value, value - half), hi: value + half },
    steps:
      half === null
        ? steps
        : [
            ...steps,
            stepOf.spreadAmount(
              t90(months.length - 1),
              deviation(months),
              half,
              months.length,
              monthsBy - last,
            ),
          ],
  });
}

/** The months of the year so far, where each is known by itself; none where one is not. */
function monthsOf<Of extends KnownPoint>({ points, year, last }: Flow<Of>): number[] {
  const until = cumulativeOf(
    points.filter((point) => daysIn(point) <= 31),
    year,
  );
  if (!until.has(last)) return [];
  return Array.from(
    { length: last },
    (_, index) => (until.get(index + 1)?.value ?? 0) - (until.get(index)?.value ?? 0),
  );
}

/** A flow that only adds up never falls below what is known. */
const around = (value: number, half: number, least: number) => ({
  lo: Math.max(Math.min(least, value), value * Math.exp(-half)),
  hi: value * Math.exp(half),
});

function flowAnswer<Of extends KnownPoint>(
  { known, end, years, asked }: Flow<Of>,
  found: Omit<Projection<Of>, 'known' | 'years' | 'reached'>,
): Projection<Of> {
  return answer({
    ...found,
    known: { until: end, value: known.value, of: known.of },
    years: found.method === 'seasonal' || years.length >= 2 ? years : [],
    reached: known.value >= asked.target ? 'yes' : within(asked.target, found.interval),
  });
}

const stockYearsMax = 5;
/** A stock goes on as it went: the mean of its steps, as often as there is time for. */
function stockProjection<Of extends KnownPoint>(points: readonly Of[], asked: Question): Projection<Of> {
  const seen = byDay(points.filter(({ periodEnd }) => periodEnd <= asked.by));
  const last = seen.at(-1);
  if (!last) return unknown('run-rate');
  const known = { until: last.periodEnd, value: last.value, of: [last] };
  if (last.periodEnd === asked.by)
    return answer({
      ...{ method: 'run-rate', known, value: last.value, interval: null, formula: formulas.known },
      reached: last.value >= asked.target ? 'yes' : 'no',
      ...{ steps: [stepOf.came(asked.by, last.value)], years: [] },
    });
  const first = `${Number(last.periodEnd.slice(0, 4)) - stockYearsMax}${last.periodEnd.slice(4)}`;
  const recent = seen.filter(({ periodEnd }) => periodEnd >= first);
  const steps = recent.slice(1).map((each, index) => each.value - recent[index]!.value); // one less than there are
  if (steps.length === 0) return { ...unknown('run-rate'), known };
  const stepDays = daysBetween(recent[0]!.periodEnd, last.periodEnd) / steps.length; // two at least
  const ahead = daysBetween(last.periodEnd, asked.by) / stepDays;
  const { sum, half } = drift(steps, ahead);
  const value = last.value + sum;
  const interval = half === null ? null : { lo: value - half, hi: value + half };
  return answer({
    ...{ method: 'run-rate', known: { ...known, of: recent }, value, interval, formula: formulas.stock },
    reached: within(asked.target, interval),
    steps: [
      stepOf.known(last.periodEnd, last.value),
      stepOf.meanStep(mean(steps), steps.length, ahead),
      stepOf.bySteps(last.value, ahead, mean(steps), value),
      ...(half === null
        ? []
        : [stepOf.spreadAmount(t90(steps.length - 1), deviation(steps), half, steps.length, ahead)]),
    ],
    years: [],
  });
}

/** One value a day, the last one given. */
function byDay<Of extends KnownPoint>(points: readonly Of[]): Of[] {
  const days = new Map(points.map((point) => [point.periodEnd, point]));
  return [...days.values()].sort((a, b) => a.periodEnd.localeCompare(b.periodEnd));
}
const daysBetween = (from: string, to: string) => daysIn({ periodStart: from, periodEnd: to }) - 1;

/** Likely and unlikely: nine in ten of what may come lies on one side. */
function within(target: number, interval: { lo: number; hi: number } | null): Reached {
  if (!interval) return 'unknown';
  if (target <= interval.lo) return 'likely';
  return target > interval.hi ? 'unlikely' : 'open';
}

const unknown = (method: 'run-rate' | 'seasonal'): Projection<never> => ({
  ...{ method, known: null, value: null, interval: null, reached: 'unknown', formula: formulas.none },
  ...{ steps: [], years: [] },
});
const answer = <Of extends KnownPoint>(projection: Projection<Of>): Projection<Of> => projection;
