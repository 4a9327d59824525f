/** Series as a table for people: one row a point, with its source, its words where a text states it, and how to cite it. */
import { type Cited, sourceLine } from './citation.ts';
import { lineOf } from './delimited-cell.ts';
import { dimensionNames } from './names.ts';
import { writtenPeriod } from './period.ts';
import type { PlacedPoint } from './points.ts';

const modifierWords: Readonly<Record<string, string>> = {
  '=': 'exactly',
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
  '~': 'about',
};
const before = ['indicator', 'name'];
const after = [
  ...[
    'period',
    'period_start',
    'period_end',
    'frequency',
    'value',
    'lo',
    'hi',
    'unit',
    'kind',
    'type',
    'modifier',
  ],
  ...[
    'quote',
    'speaker',
    'source',
    'publisher',
    'title',
    'address',
    'published_on',
    'retrieved_on',
    'recorded_at',
  ],
  ...['evidence_type', 'evidence_id', 'article', 'decision', 'citation'],
];

export function tableOf(
  indicator: { id: string; name: string },
  points: readonly PlacedPoint[],
  sources: ReadonlyMap<string, Cited>,
): string {
  const others = new Set(points.flatMap(({ dimensions }) => Object.keys(dimensions)));
  for (const name of dimensionNames) others.delete(name);
  const dimensions = [...dimensionNames, ...[...others].sort()];
  const rows = points.map((point) => rowOf(indicator, point, dimensions, sources.get(point.source.id)));
  return [lineOf([...before, ...dimensions, ...after]), ...rows.map(lineOf)].join('');
}

function rowOf(
  { id, name }: { id: string; name: string },
  point: PlacedPoint,
  dimensions: readonly string[],
  source: Cited | undefined,
): string[] {
  const { figure, claim, decision } = point;
  const accepted = decision ? (decision.isAccepted ? 'accepted' : 'another was accepted') : '';
  return [
    ...[id, name],
    ...dimensions.map((dimension) => point.dimensions[dimension] ?? ''),
    ...[writtenPeriod(point), point.periodStart, point.periodEnd, point.frequency],
    ...[figure.value ?? '', figure.lo ?? '', figure.hi ?? '', figure.unit, figure.kind, point.type],
    ...[modifierWords[claim?.modifier ?? ''] ?? '', claim?.quote ?? '', claim?.speaker ?? ''],
    ...[point.source.id, point.source.publisher, point.source.title, source?.address ?? ''],
    ...[source?.publishedOn ?? '', source?.retrievedAt.toISOString().slice(0, 10) ?? '', point.recordedAt],
    ...[figure.evidence[0]?.type ?? '', figure.evidence[0]?.id ?? '', point.article ?? '', accepted],
    source ? sourceLine(source) : '',
  ];
}
