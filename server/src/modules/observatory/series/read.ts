/** Reading indicators and series: from the ledger to the answer. */
import type { z } from 'zod';
import { transaction } from '../../../platform/database/transaction.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { Series, seriesQuery } from './api.ts';
import type { AttachedClaims } from './attached.ts';
import { type Cited, citationOf, sourceIds } from './citation.ts';
import { momentOf, pointsOf } from './gather.ts';
import { definitionsOf, indicatorAnswer } from './indicators.ts';
import type { PlacedPoint } from './points.ts';
import { seriesOf } from './series.ts';

type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;
type Query = Omit<z.infer<typeof seriesQuery>, 'lang'>;

/** As a server starts: the definitions that the pack has now. */
export async function recordIndicators(parts: Parts): Promise<void> {
  const definitions = definitionsOf(parts.corridor());
  await transaction(parts.database().db, (tx) => parts.evidence().addIndicators(tx, definitions));
}

export async function readIndicators(
  parts: Parts,
  claims: AttachedClaims,
  lang: string,
): Promise<Series['indicator'][]> {
  const corridor = parts.corridor();
  const items: Series['indicator'][] = [];
  for (const indicator of corridor.indicators.values()) {
    const points = await pointsOf(parts, claims, { indicator, dimensions: {} });
    items.push(indicatorAnswer(indicator, points, corridor, lang));
  }
  return items;
}

/** Null where there is no such indicator. */
export async function readSeries(
  parts: Parts,
  claims: AttachedClaims,
  id: string,
  query: Query,
  { lang, now }: { lang: string; now: Date },
): Promise<Series | null> {
  const corridor = parts.corridor();
  const indicator = corridor.indicators.get(id);
  if (!indicator) return null;
  const { from, to, kind, frequency } = query;
  const asOf = momentOf(query.asOf);
  const dimensions = dimensionsIn(query);
  const points = (await pointsOf(parts, claims, { indicator, dimensions, from, to, asOf })).filter(
    (point) => (!kind || point.figure.kind === kind) && (!frequency || point.frequency === frequency),
  );
  const answer = indicatorAnswer(indicator, points, corridor, lang);
  return {
    indicator: answer,
    series: seriesOf(points, corridor, lang),
    citation: citationOf(answer.name, await citedBy(parts, points), { asOf, now }),
  };
}

export const dimensionsIn = ({ reporter, partner, flow, category }: Query): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ reporter, partner, flow, category }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    ),
  );

/** The sources behind the points, each by the version the last of its points was read from. */
async function citedBy(parts: Parts, points: readonly PlacedPoint[]): Promise<Cited[]> {
  const { read } = parts.evidence();
  const ids = sourceIds(points);
  const versionOf = new Map(
    points.map(({ source, figure }) => [source.id, figure.evidence[0]?.version ?? '']),
  );
  const [sources, versions] = await Promise.all([
    read.sourcesById(ids),
    read.versionRows([...new Set(versionOf.values())].filter(Boolean)),
  ]);
  return ids.flatMap((id) => {
    const source = sources.get(id);
    const version = versions.find((each) => each.id === versionOf.get(id));
    return source && version ? [{ ...source, ...version }] : [];
  });
}
