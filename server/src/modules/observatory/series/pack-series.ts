/**
 * Figures of series that the corridor pack brings, in the evidence ledger. Each line is a source of its own, which says whom it quotes; its version is its
 * rows, each with the source it was read from, and each observation opens to its row.
 */
import { createHash } from 'node:crypto';
import type { Claim } from '@serai/extract';
import { type Corridor, type PackObservation, periodOf } from '../../../corridor/index.ts';
import type { Evidence, Source } from '../../../ledgers/evidence/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { transaction } from '../../../platform/database/transaction.ts';
import { cellOf } from './delimited-cell.ts';
import { groupBy } from './group.ts';
import { type Dimensions, dimensionNames, keyOf } from './names.ts';
import { isoDay } from './period.ts';

const header = 'indicator,reporter,partner,flow,category,period,value,note,publisher,title,address,date';
const kinds = { official: 'dataset', reported: 'document', attested: 'attestation', model: 'model' } as const;

/** Rows that were recorded before add nothing; a changed line is a new version, and what it said stays. */
export async function recordPackSeries(
  parts: { corridor(): Corridor; database(): Pick<Database, 'db'>; evidence(): Evidence },
  now: Date,
): Promise<number> {
  const corridor = parts.corridor();
  const lines = groupBy(corridor.rows.observations, ({ series }) => series);
  let recorded = 0;
  for (const [series, rows] of lines) {
    const source = sourceOf(series, corridor);
    const given = rows.map((row) => ({ row, quote: rowText(row, corridor) }));
    const text = [
      `${source.publisher}: ${source.title}`,
      header,
      ...given.map(({ quote }) => quote),
      '',
    ].join('\n');
    recorded += await transaction(parts.database().db, async (tx) => {
      const { version, isNew } = await parts.evidence().addVersion(tx, source, {
        ...{ contentHash: createHash('sha256').update(text).digest('hex'), text },
        ...{ mediaType: 'text/csv', language: '', publishedOn: null, retrievedAt: now },
      });
      if (!isNew) return 0;
      const claims = claimsOf(given, text, corridor);
      const ids = await parts.evidence().addClaims(tx, source.id, version, claims, 'pack');
      const observations = rows.map((row, index) => ({
        ...{ indicator: row.indicator, dimensions: dimensionsOf(row), ...daysOf(row), value: row.value },
        ...{ kind: source.standing, source: source.id, version, claim: ids[index] ?? null },
      }));
      await parts.evidence().addObservations(tx, observations);
      return observations.length;
    });
  }
  return recorded;
}

/** Where the pack's figures behind these points were read, by their line: publisher and address, each once. */
export function readAt(
  corridor: Corridor,
  points: readonly { source: { id: string }; dimensions: Dimensions; periodStart: string }[],
): Map<string, string[]> {
  const keyFor = (source: string, dimensions: Dimensions, start: string) =>
    `${source} ${keyOf(dimensions)} ${start}`;
  const shown = new Set(
    points.map(({ source, dimensions, periodStart }) => keyFor(source.id, dimensions, periodStart)),
  );
  const places = new Map<string, Set<string>>();
  for (const row of corridor.rows.observations) {
    const line = `series:${row.series}`;
    if (!shown.has(keyFor(line, dimensionsOf(row), daysOf(row).periodStart))) continue;
    const { publisher, address } = corridor.sources.get(row.source)!; // the pack was checked
    places.set(line, (places.get(line) ?? new Set()).add([publisher, address].filter(Boolean).join(', ')));
  }
  return new Map([...places].map(([line, found]) => [line, [...found].sort()]));
}

function sourceOf(id: string, corridor: Corridor): Source {
  const { kind, publisher, title, address, licence } = corridor.sources.get(id)!; // the pack was checked
  return { id: `series:${id}`, kind: kinds[kind], standing: kind, publisher, title, address, licence };
}

const dimensionsOf = (row: PackObservation): Record<string, string> =>
  Object.fromEntries(dimensionNames.flatMap((name) => (row[name] === '' ? [] : [[name, row[name]]])));

function daysOf({ period }: PackObservation): { periodStart: string; periodEnd: string } {
  const { start, end } = periodOf(period)!; // the pack was checked
  return { periodStart: isoDay(start), periodEnd: isoDay(end - 1) };
}

function rowText(row: PackObservation, corridor: Corridor): string {
  const { publisher, title, address, date } = corridor.sources.get(row.source)!; // the pack was checked
  const { indicator, reporter, partner, flow, category, period, value, note } = row;
  const cells = [
    indicator,
    reporter,
    partner,
    flow,
    category,
    period,
    value,
    note,
    publisher,
    title,
    address,
    date,
  ];
  return cells.map(cellOf).join(',');
}

function claimsOf(
  given: readonly { row: PackObservation; quote: string }[],
  text: string,
  corridor: Corridor,
): Claim[] {
  let at = text.indexOf(`\n${header}\n`) + header.length + 2;
  return given.map(({ row, quote }) => {
    const start = at;
    at += quote.length + 1;
    const { periodStart, periodEnd } = daysOf(row);
    const { unit } = corridor.indicators.get(row.indicator)!; // the pack was checked
    return {
      ...{ start, end: start + quote.length, quote },
      kind: corridor.currencies.has(unit) ? 'money' : 'measure',
      ...{ lo: row.value, hi: row.value, precision: null, unit, modifier: '=', direction: null },
      ...{ modality: 'reported', measure: row.indicator, subject: row.reporter || null },
      ...{ partner: row.partner || null, place: null, confidence: 1, restates: null },
      period: { start: periodStart, end: periodEnd, label: row.period },
      speaker: corridor.sources.get(row.source)?.publisher || null,
    };
  });
}
