/** The mirror as an answer: rows of both sides out of the points of trade, each figure with its evidence. */
import type { z } from 'zod';
import type { Corridor } from '../../../corridor/index.ts';
import type { Evidence, Figure } from '../../../platform/figure.ts';
import { unknownFigure } from '../../../platform/figure.ts';
import type { mirrorAnswer, mirrorQuery } from './api.ts';
import { digits } from './digits.ts';
import { groupBy } from './group.ts';
import { causesOf, mirrorFormulas, type Pair, reconciled, type Weights, weightsOf } from './mirror.ts';
import { type Dimensions, isTotal } from './names.ts';
import { dayAfter, frequencyOf, monthEnd, monthsIn, type Period, writtenPeriod } from './period.ts';
import type { PlacedPoint } from './points.ts';

export type MirrorAnswer = z.infer<typeof mirrorAnswer>;
export type MirrorQuery = z.infer<typeof mirrorQuery>;
type Row = MirrorAnswer['rows'][number];
interface Side extends Period {
  figure: Figure;
  value: number;
  sources: string[];
}

/** Series that tell of either side: of these goods, between the two or, where weights are asked for, of one of them and anybody. */
export function isOfMirror(
  { a, b, method, category }: Pick<MirrorQuery, 'a' | 'b' | 'method' | 'category'>,
  { regions }: Corridor,
): (dimensions: Dimensions) => boolean {
  const sides = new Set([a, b].flatMap((id) => [id, ...(regions.get(id)?.countries ?? [])]));
  return ({ reporter = '', partner = '', category: goods }) =>
    (isTotal(category) ? isTotal(goods) : goods === category) &&
    (method === 'reliability'
      ? sides.has(reporter) || sides.has(partner)
      : sides.has(reporter) && sides.has(partner));
}

/** `sources` of what is shown, for the citation. */
export function mirrorRows(
  points: readonly PlacedPoint[],
  query: MirrorQuery,
  corridor: Corridor,
): Pick<MirrorAnswer, 'exporter' | 'importer' | 'formula' | 'weights' | 'rows'> & { sources: string[] } {
  const { a, b, flow, method, category } = query;
  const [exporter, importer] = flow === 'a-to-b' ? [a, b] : [b, a];
  const { version } = corridor.meta;
  const stated = statedOf(points, category);
  const side = (reporter: string, partner: string, way: 'export' | 'import') =>
    sideOf(stated, { reporter, partner, way }, corridor);
  const [exported, imported] = [side(exporter, importer, 'export'), side(importer, exporter, 'import')];
  const weights = method === 'reliability' ? weightsOf(pairsOf(stated), exporter, importer) : null;
  const keys = [...new Set([...exported.keys(), ...imported.keys()])].sort(byPeriodKey);
  const rows = keys.map((key): Row => {
    const [x, m] = [exported.get(key), imported.get(key)];
    const { periodStart, periodEnd } = (x ?? m)!; // the key is of one of them
    const both = x && m ? { x, m } : null;
    return {
      ...{ periodStart, periodEnd },
      exporter: x?.figure ?? unknownFigure('USD'),
      importer: m?.figure ?? unknownFigure('USD'),
      ratio: both && both.x.value > 0 ? (both.m.value / both.x.value).toFixed(4) : null,
      gap: both ? digits(both.m.value - both.x.value) : null,
      reconciled: method === 'none' ? null : reconciledFigure(method, x, m, weights, version),
      causes: both
        ? causesOf({
            ...{ exported: both.x.value, imported: both.m.value, months: monthsIn(both.x) },
            exportedBefore: exported.get(keyBefore(both.x))?.value ?? null,
            isAllGoods: isTotal(category),
          }).map(({ id, explains }) => ({ id, explains: explains === null ? null : explains.toFixed(3) }))
        : [],
    };
  });
  return {
    ...{ exporter, importer, formula: mirrorFormulas[method], rows },
    weights: weights && {
      ...{ exporter: weights.exporter.toFixed(4), importer: weights.importer.toFixed(4) },
      pairs: weights.pairs,
    },
    sources: [...new Set([...exported.values(), ...imported.values()].flatMap(({ sources }) => sources))],
  };
}

const keyOfPeriod = ({ periodStart, periodEnd }: Period) => `${periodStart}/${periodEnd}`;
/** By their ends; of one end the longer first. */
const byPeriodKey = (a: string, b: string) => a.slice(11).localeCompare(b.slice(11)) || a.localeCompare(b);
/** The period of as many months right before it. */
function keyBefore(period: Period): string {
  const months = monthsIn(period);
  if (months === null) return '';
  const start = new Date(`${period.periodStart}T00:00:00Z`);
  start.setUTCMonth(start.getUTCMonth() - months);
  const end = monthEnd(dayAfter(period.periodStart, -1).slice(0, 7));
  return `${start.toISOString().slice(0, 10)}/${end}`;
}

/** Official figures of these goods, one for each reporter, partner, flow and period: the accepted one, else official, else the last recorded. */
function statedOf(points: readonly PlacedPoint[], category: string | undefined): Map<string, PlacedPoint> {
  const stated = points.filter(
    ({ type, figure, dimensions }) =>
      type === 'observation' &&
      figure.value !== null &&
      (dimensions.category === category || (isTotal(category) && isTotal(dimensions.category))),
  );
  const groups = groupBy(stated, ({ dimensions, ...period }) =>
    statedKey(
      dimensions.reporter ?? '',
      dimensions.partner ?? '',
      dimensions.flow ?? '',
      keyOfPeriod(period),
    ),
  );
  return new Map([...groups].map(([key, group]) => [key, group.toSorted(byStanding)[0]!])); // one at least
}
const statedKey = (...parts: [reporter: string, partner: string, flow: string, period: string]) =>
  parts.join(' ');
const standings = ['official', 'metered', 'reported', 'attested', 'model'];
const byStanding = (a: PlacedPoint, b: PlacedPoint): number =>
  Number(b.decision?.isAccepted ?? false) - Number(a.decision?.isAccepted ?? false) ||
  standings.indexOf(a.figure.kind) - standings.indexOf(b.figure.kind) ||
  b.recordedAt.localeCompare(a.recordedAt) ||
  a.source.id.localeCompare(b.source.id);

/** What one side says; of a region that says nothing itself the sum of its countries, where all of them do. */
function sideOf(
  stated: ReadonlyMap<string, PlacedPoint>,
  { reporter, partner, way }: { reporter: string; partner: string; way: 'export' | 'import' },
  corridor: Corridor,
): Map<string, Side> {
  const found = new Map<string, Side>();
  const members = corridor.regions.get(reporter)?.countries;
  const ofMembers = new Map<string, PlacedPoint[]>();
  for (const point of stated.values()) {
    const { dimensions } = point;
    if (dimensions.partner !== partner || dimensions.flow !== way) continue;
    const key = keyOfPeriod(point);
    if (dimensions.reporter === reporter) found.set(key, sideOfPoint(point));
    else if (members?.includes(dimensions.reporter ?? ''))
      ofMembers.set(key, [...(ofMembers.get(key) ?? []), point]);
  }
  for (const [key, points] of ofMembers)
    if (!found.has(key) && points.length === members?.length)
      found.set(key, sumOf(points, corridor.meta.version));
  return found;
}

const sideOfPoint = ({ periodStart, periodEnd, figure, source }: PlacedPoint): Side => ({
  ...{ periodStart, periodEnd, figure, value: Number(figure.value), sources: [source.id] },
});

function sumOf(points: readonly PlacedPoint[], version: string): Side {
  const { periodStart, periodEnd } = points[0]!; // a group has one at least
  const value = points.reduce((sum, { figure }) => sum + Number(figure.value), 0);
  const figure: Figure = {
    ...{ value: digits(value), unit: 'USD', period: writtenPeriod(points[0]!), kind: 'model' },
    evidence: [
      {
        ...{ type: 'formula', id: 'sum', version },
        inputs: points.map((point) => ({
          ...{ name: point.dimensions.reporter ?? '', value: point.figure.value ?? '', unit: 'USD' },
          evidence: point.figure.evidence[0],
        })),
      },
    ],
  };
  return { periodStart, periodEnd, figure, value, sources: points.map(({ source }) => source.id) };
}

/** Every pair of figures there is of one flow, of years where there are any. */
function pairsOf(stated: ReadonlyMap<string, PlacedPoint>): Pair[] {
  const pairs: Pair[] = [];
  for (const point of stated.values()) {
    const { reporter = '', partner = '', flow } = point.dimensions;
    if (flow !== 'export') continue;
    const other = stated.get(statedKey(partner, reporter, 'import', keyOfPeriod(point)));
    if (other && frequencyOf(point) !== 'to-date')
      pairs.push({
        ...{ exporter: reporter, importer: partner },
        ...{ exported: Number(point.figure.value), imported: Number(other.figure.value) },
      });
  }
  return pairs;
}

function reconciledFigure(
  method: Exclude<MirrorQuery['method'], 'none'>,
  x: Side | undefined,
  m: Side | undefined,
  weights: Weights | null,
  version: string,
): Figure {
  const value = reconciled(method, x?.value ?? null, m?.value ?? null, weights);
  if (value === null) return unknownFigure('USD');
  const input = (name: string, side: Side | undefined) =>
    side
      ? [{ name, value: side.figure.value ?? '', unit: 'USD', evidence: side.figure.evidence[0] as Evidence }]
      : [];
  const weight = (name: string, of: number | undefined) =>
    of === undefined ? [] : [{ name, value: of.toFixed(4), unit: '' }];
  return {
    ...{ value: digits(Math.round(value)), unit: 'USD', period: writtenPeriod((x ?? m)!), kind: 'model' }, // one gave the value
    evidence: [
      {
        ...{ type: 'formula', id: `mirror-${method}`, version },
        inputs: [
          ...(method === 'cif-108' ? [] : input('X', x)),
          ...input('M', m),
          ...weight('w(X)', weights?.exporter),
          ...weight('w(M)', weights?.importer),
        ],
      },
    ],
  };
}
