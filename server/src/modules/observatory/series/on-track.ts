/** A projection as an answer: the line it went by, and the figure with every input and its evidence. */
import type { z } from 'zod';
import type { Corridor, PackIndicator } from '../../../corridor/index.ts';
import type { EvidenceInput, Figure } from '../../../platform/figure.ts';
import type { projectionAnswer, projectionQuery } from './api.ts';
import { digits } from './digits.ts';
import { bestLine, type LinePoint } from './line.ts';
import { seriesName } from './names.ts';
import { writtenPeriod } from './period.ts';
import type { PlacedPoint } from './points.ts';
import { type Projection, project } from './projection.ts';

export type ProjectionAnswer = z.infer<typeof projectionAnswer>;
export type ProjectionQuery = z.infer<typeof projectionQuery>;

export function onTrack(
  indicator: PackIndicator,
  points: readonly PlacedPoint[],
  query: ProjectionQuery,
  { corridor, lang }: { corridor: Corridor; lang: string },
): ProjectionAnswer {
  const { target, by, method, source } = query;
  const line = bestLine(points, corridor, source);
  const { nature, unit } = indicator;
  const found = project(line?.points ?? [], { nature, target: Number(target), by, method });
  const { known } = found;
  return {
    ...{ indicator: indicator.id, target, by, method: found.method, unit },
    of: line && {
      key: { ...line.of.dimensions },
      name: seriesName(corridor, line.of.dimensions, lang),
      ...{ type: line.of.type, source: line.of.source },
    },
    known: { until: known?.until ?? null, value: known ? digits(known.value) : null },
    projected: projectedFigure(found, by, unit, corridor.meta.version),
    ...{
      reached: found.reached,
      formula: found.formula,
      steps: found.steps.map((step) => ({ ...step, values: { ...step.values } })),
    },
  };
}

/** What is known already is no model: it keeps its own kind where one point says it. */
function projectedFigure(
  { value, interval, known, years, method }: Projection<LinePoint>,
  by: string,
  unit: string,
  version: string,
): Figure {
  if (value === null) return { value: null, unit, kind: 'unknown', evidence: [] };
  if (known?.until === by && known.of.length === 1) return known.of[0]!.point.figure; // its length
  const inputs: EvidenceInput[] = [];
  if (known) inputs.push(summed(`V ${known.until}`, known.value, known.of, unit, version));
  for (const { year, then, by: whole } of years)
    inputs.push(
      summed(`C ${year} (1)`, then.value, then.of, unit, version),
      summed(`C ${year} (2)`, whole.value, whole.of, unit, version),
    );
  return {
    value: digits(value),
    ...(interval ? { lo: digits(interval.lo), hi: digits(interval.hi) } : {}),
    unit,
    period: by,
    kind: 'model',
    evidence: [{ type: 'formula', id: `projection-${method}`, version, inputs }],
  };
}

/** One point's evidence is its own; of several it is their sum. */
function summed(
  name: string,
  value: number,
  of: readonly LinePoint[],
  unit: string,
  version: string,
): EvidenceInput {
  const [only] = of;
  const single = of.length === 1 ? only?.point.figure.evidence[0] : undefined;
  return {
    ...{ name, value: digits(value), unit },
    evidence: single ?? {
      ...{ type: 'formula', id: 'sum', version },
      inputs: of.map(({ point, value: part }) => ({
        ...{ name: writtenPeriod(point), value: digits(part), unit },
        evidence: point.figure.evidence[0],
      })),
    },
  };
}
