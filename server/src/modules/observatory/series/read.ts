/** Reading indicators and series: from the ledger to the answer. */
import type { z } from 'zod';
import type { PackIndicator } from '../../../corridor/index.ts';
import { momentOf } from '../../../ledgers/evidence/index.ts';
import { transaction } from '../../../platform/database/transaction.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { Series, seriesQuery } from './api.ts';
import type { AttachedClaims } from './attached.ts';
import { type Cited, citationOf } from './citation.ts';
import { type Gathered, gathered, widest } from './gather.ts';
import { definitionsOf, indicatorAnswer } from './indicators.ts';
import { knownOf } from './known.ts';
import { isOfMirror, type MirrorAnswer, type MirrorQuery, mirrorRows } from './mirror-answer.ts';
import { valueName } from './names.ts';
import { onTrack, type ProjectionAnswer, type ProjectionQuery } from './on-track.ts';
import { readAt, recordPackSeries } from './pack-series.ts';
import type { PlacedPoint } from './points.ts';
import { seriesOf } from './series.ts';

type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;
export type Query = Omit<z.infer<typeof seriesQuery>, 'lang'>;

/** As a server starts: the definitions that the pack has now, and the figures it brings. */
export async function beginSeries(parts: Parts, now: Date): Promise<void> {
  await recordIndicators(parts);
  await recordPackSeries(parts, now);
}

/** Definitions alone: what a command needs before it adds observations. */
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
  const attached = await claims.of(null, undefined);
  const known = await knownOf(parts).all();
  const items: Series['indicator'][] = [];
  for (const indicator of corridor.indicators.values()) {
    const extents = known.get(indicator.id) ?? [];
    const points = await widest(parts, extents, attached, { indicator });
    items.push(indicatorAnswer(indicator, { points, extents }, corridor, lang));
  }
  return items;
}

/** Everything known of an indicator within a question, with what was decided. Null where there is no such indicator. */
export async function readPoints(
  parts: Parts,
  claims: AttachedClaims,
  id: string,
  query: Query,
): Promise<(Gathered & { indicator: PackIndicator }) | null> {
  const indicator = parts.corridor().indicators.get(id);
  if (!indicator) return null;
  const { from, to, kind, frequency } = query;
  const wanted = { indicator, dimensions: dimensionsIn(query), from, to, asOf: momentOf(query.asOf) };
  const found = await gathered(parts, claims, wanted);
  const points = found.points.filter(
    (point) => (!kind || point.figure.kind === kind) && (!frequency || point.frequency === frequency),
  );
  return { ...found, indicator, points };
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
  const found = await readPoints(parts, claims, id, query);
  if (!found) return null;
  const { indicator, points, extents, cut } = found;
  const asOf = momentOf(query.asOf);
  const answer = indicatorAnswer(indicator, { points, extents: cut ? extents : [] }, corridor, lang);
  return {
    indicator: answer,
    series: seriesOf(points, corridor, lang),
    cut,
    citation: citationOf(answer.name, await citedBy(parts, points), { asOf, now, cut }),
  };
}

export const dimensionsIn = ({ reporter, partner, flow, category }: Query): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ reporter, partner, flow, category }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    ),
  );

/** The sources behind the points, each by the version the last of its points was read from. */
export async function citedBy(parts: Parts, points: readonly PlacedPoint[]): Promise<Map<string, Cited>> {
  const { read } = parts.evidence();
  const versionOf = new Map(
    points.map(({ source, figure }) => [source.id, figure.evidence[0]?.version ?? '']),
  );
  const [sources, rows] = await Promise.all([
    read.sourcesById([...versionOf.keys()]),
    read.versionRows([...new Set(versionOf.values())]),
  ]);
  const versions = new Map(rows.map((row) => [row.id, row]));
  const places = readAt(parts.corridor(), points);
  const cited = new Map<string, Cited>();
  for (const [id, versionId] of versionOf) {
    const [source, version] = [sources.get(id), versions.get(versionId)];
    if (source && version) cited.set(id, { ...source, ...version, readAt: places.get(id) });
  }
  return cited;
}

/** Null where there is no such indicator. */
export async function readProjection(
  parts: Parts,
  claims: AttachedClaims,
  id: string,
  query: ProjectionQuery,
  lang: string,
): Promise<ProjectionAnswer | null> {
  const { reporter, partner, flow, category, asOf, by } = query;
  const asked = { reporter, partner, flow, category, asOf, to: by };
  const found = await readPoints(parts, claims, id, asked);
  return found && onTrack(found.indicator, found.points, query, { corridor: parts.corridor(), lang });
}

export async function readMirror(
  parts: Parts,
  query: MirrorQuery,
  { lang, now }: { lang: string; now: Date },
): Promise<MirrorAnswer | Refusal<'mirror-party-unknown' | 'indicator-not-found'>> {
  const corridor = parts.corridor();
  const indicator = corridor.indicators.get(tradeIndicator);
  if (!indicator) return refuse('indicator-not-found', 'This corridor has no indicator of trade.');
  for (const at of ['a', 'b'] as const)
    if (!corridor.countries.has(query[at]) && !corridor.regions.has(query[at]))
      return refuse('mirror-party-unknown', `There is no country or region "${query[at]}".`, [
        { at: `/${at}`, problem: 'Give a code such as KZ, or a region such as central-asia.' },
      ]);
  const { from, to, frequency } = query;
  const asOf = momentOf(query.asOf);
  const where = isOfMirror(query, corridor);
  const found = await gathered(parts, null, { indicator, dimensions: {}, where, from, to, asOf });
  const points = found.points.filter((point) => !frequency || point.frequency === frequency);
  const { sources, ...rows } = mirrorRows(points, query, corridor);
  const name = (id: string) => ({ id, name: valueName(corridor, 'partner', id, lang) });
  const cited = points.filter(({ source }) => sources.includes(source.id));
  return {
    ...{ a: name(query.a), b: name(query.b), unit: indicator.unit, ...rows, cut: found.cut },
    citation: citationOf(corridor.name(`indicator:${indicator.id}`, lang), await citedBy(parts, cited), {
      ...{ asOf, now, cut: found.cut },
    }),
  };
}
const tradeIndicator = 'trade-value';
