/** Observations and claims as points of a chart: each a figure that opens to its evidence. */
import {
  aboutSeries,
  type Decision,
  type Observation,
  type Source,
} from '../../../ledgers/evidence/index.ts';
import type { Figure } from '../../../platform/figure.ts';
import type { Point } from './api.ts';
import type { Attached } from './attached.ts';
import type { Dimensions } from './names.ts';
import { type Frequency, frequencyOf, writtenPeriod } from './period.ts';

/** A point with what groups it into series. */
export interface PlacedPoint extends Point {
  dimensions: Dimensions;
  frequency: Frequency;
  /** What a decision on its period is about. */
  about: string;
}

export function observationPoint(
  observation: Observation,
  older: readonly Observation[],
  source: Source,
  unit: string,
): PlacedPoint {
  const { id, periodStart, periodEnd, value, kind, version, recordedAt, dimensions } = observation;
  return {
    ...{ id, periodStart, periodEnd, dimensions, type: 'observation', article: null, claim: null },
    figure: {
      ...{ value, unit, period: writtenPeriod(observation) },
      kind: value === null ? 'unknown' : kind,
      evidence: [{ type: 'observation', id, version }],
    },
    source: sourceOf(source),
    decision: null,
    recordedAt: recordedAt.toISOString(),
    vintages: older.map((each) => ({
      ...{ value: each.value, source: each.source },
      recordedAt: each.recordedAt.toISOString(),
    })),
    frequency: frequencyOf(observation),
    about: aboutSeries(observation),
  };
}

export function claimPoint(attached: Attached, unit: string): PlacedPoint {
  const { claim, article, periodStart, periodEnd, dimensions, indicator, sentence } = attached;
  return {
    ...{ id: claim.id, periodStart, periodEnd, dimensions, type: 'claim', article: article.id },
    figure: claimFigure(attached, unit),
    source: { id: article.source, publisher: article.publisher, title: article.title },
    claim: { quote: claim.quote, sentence, modifier: claim.modifier, speaker: claim.speaker },
    decision: null,
    recordedAt: claim.recordedAt.toISOString(),
    vintages: [],
    frequency: frequencyOf(attached),
    about: aboutSeries({ indicator, dimensions, periodStart, periodEnd }),
  };
}

function claimFigure(attached: Attached, unit: string): Figure {
  const { lo, hi, claim } = attached;
  const range = lo === hi ? {} : { lo, hi };
  return {
    value: lo === hi ? lo : middle(lo, hi),
    ...range,
    unit,
    period: writtenPeriod(attached),
    kind: 'reported',
    evidence: [{ type: 'claim', id: claim.id, version: claim.version }],
  };
}
const middle = (lo: string, hi: string) => String(Number(((Number(lo) + Number(hi)) / 2).toPrecision(12)));

const sourceOf = ({ id, publisher, title }: Source) => ({ id, publisher, title });

/** Says of each point of a decided period whether it is the one that was accepted. */
export function decided(points: readonly PlacedPoint[], decisions: ReadonlyMap<string, Decision>): void {
  for (const point of points) {
    const decision = decisions.get(point.about);
    if (!decision) continue;
    const { accepted, reason, recordedAt } = decision;
    point.decision = {
      isAccepted: accepted.id === point.id && accepted.type === point.type,
      accepted: { ...accepted },
      ...{ reason, recordedAt: recordedAt.toISOString() },
    };
  }
}
