/**
 * The facts of the corridor pack in the ledger. Each source of the pack is a source here, the facts it gives are one version of it, and each
 * fact is a claim whose quote is its row. What a pack holds at one time is a version of the corridor's own source.
 */
import { createHash } from 'node:crypto';
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import { type Corridor, type Fact, type Source as PackSource, periodOf } from '../../corridor/index.ts';
import { claimRows } from './add.ts';
import { addVersions } from './add-version.ts';
import { appendEach, takeTurns } from './chain.store.ts';
import { runChecks } from './checks.ts';
import type { Source, Version } from './evidence.ts';
import { lastLoad } from './pack.store.ts';
import { packConflicts } from './pack-conflicts.ts';

export const packSourceId = (source: string) => `pack:${source}`;
export const packId = (pack: string) => `corridor:${pack}`;
const extractor = 'pack';

/**
 * Records what the pack says, in the transaction of the load where there is one. A pack that was recorded last adds nothing; of a changed one only
 * the sources whose facts changed get a version, and what was said before stays.
 */
export async function recordPack<T>(within: Kysely<T>, corridor: Corridor, now: Date): Promise<boolean> {
  const { meta } = corridor;
  await takeTurns(within, [packId(meta.id)]);
  const last = await lastLoad(within, packId(meta.id));
  if (last?.version === meta.version) return false;
  const sources = [...corridor.sources.values()].map((source) => packSource(corridor, source, now));
  const versions = await addVersions(within, sources);
  const turns = await takeTurns(
    within,
    sources.map(({ source }) => source.id),
  );
  const claims = sources.flatMap(({ source, version, facts }, index) => {
    const { isNew, version: id } = versions[index]!;
    if (!isNew) return [];
    const rows = claimRows(claimsOf(corridor, version.text, facts), {
      version: id,
      text: version.text,
      extractor,
    });
    return rows.map((row) => ({ turn: turns.get(source.id)!, row }));
  });
  await appendEach(within, 'claim', claims);
  const [load] = await addVersions(within, [loadOf(corridor, (last?.load ?? 0) + 1, sources, now)]);
  // A pack is loaded before there is a server whose modules could have registered theirs.
  await runChecks(within, [packConflicts], { versions: load ? [load.version] : [] });
  return true;
}

/** Of a row, in their order. */
export const factColumns = [
  'subject',
  'measure',
  'lo',
  'hi',
  'unit',
  'period',
  'source',
  'confidence',
  'formula',
  'note',
] as const;
export const undated = 'undated';
export const header = factColumns.join();
const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A fact as a row of facts.csv: the quote of its claim. */
export const factLine = (fact: Fact): string => factColumns.map((column) => cell(fact[column])).join();

const kinds = {
  official: 'document',
  reported: 'document',
  attested: 'attestation',
  model: 'model',
} as const;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** A source's facts in the order of their ids, so that rows that only moved in the file are no change. */
function packSource(
  corridor: Corridor,
  { id, kind, publisher, title, address, date, licence }: PackSource,
  now: Date,
) {
  const facts = [...corridor.facts.values()]
    .filter((fact) => fact.source === id)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const text = [`${publisher}: ${title}, ${date || undated}`, header, ...facts.map(factLine), ''].join('\n');
  const source: Source = {
    ...{ id: packSourceId(id), kind: kinds[kind], standing: kind },
    ...{ publisher, title, address, licence },
  };
  return { source, version: versionOf(text, 'text/csv', now, isDay(date) ? date : null), facts };
}

const versionOf = (
  text: string,
  mediaType: string,
  retrievedAt: Date,
  publishedOn: string | null,
): Omit<Version, 'id' | 'source'> => ({
  ...{ contentHash: hashOf(text), mediaType, language: '', publishedOn, retrievedAt, text },
});

/**
 * What the pack held: its version, and the content of each source. The load is counted, so that going back to an older pack is recorded too, and
 * what was in force on any day can be told.
 */
function loadOf(
  { meta }: Corridor,
  load: number,
  sources: readonly { source: Source; version: { contentHash: string } }[],
  now: Date,
) {
  const text = [
    `${meta.id} ${meta.version} ${load}`,
    ...sources.map(({ source, version }) => `${source.id} ${version.contentHash}`).sort(),
    '',
  ].join('\n');
  const source: Source = {
    ...{ id: packId(meta.id), kind: 'dataset', standing: 'attested', publisher: 'Serai' },
    ...{ title: `Corridor pack ${meta.id}`, address: `corridors/${meta.id}`, licence: '' },
  };
  return { source, version: versionOf(text, 'text/plain', now, null) };
}

function claimsOf(corridor: Corridor, text: string, facts: readonly Fact[]): Claim[] {
  let at = text.indexOf(header) + header.length + 1;
  return facts.map((fact) => {
    const quote = factLine(fact);
    const start = at;
    at += quote.length + 1;
    return claimOf(corridor, fact, { start, end: start + quote.length, quote });
  });
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function claimOf(corridor: Corridor, fact: Fact, span: Pick<Claim, 'start' | 'end' | 'quote'>): Claim {
  const period = periodOf(fact.period);
  return {
    ...span,
    kind: corridor.currencies.has(fact.unit) ? 'money' : 'measure',
    lo: fact.lo,
    hi: fact.hi,
    precision: null,
    unit: fact.unit,
    modifier: fact.confidence === 'estimated' ? '~' : '=',
    direction: null,
    modality: 'reported',
    measure: fact.measure,
    subject: fact.subject,
    partner: null,
    place: null,
    period: period && { start: day(period.start), end: day(period.end - 1), label: fact.period },
    speaker: corridor.sources.get(fact.source)?.publisher || null,
    confidence: 1,
    restates: null,
  };
}
