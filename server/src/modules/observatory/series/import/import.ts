/**
 * A file of official series into the evidence ledger, whole or not at all. Its text becomes a version of its source; each value that is new or
 * changed an observation, resting on a claim on the row it stands in. What the ledger has already adds nothing.
 */
import { createHash } from 'node:crypto';
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import type { Corridor } from '../../../../corridor/index.ts';
import { isStorable, type Ledger, type Source, type Version } from '../../../../ledgers/evidence/index.ts';
import { type By, recordChange } from '../../../../platform/audit/audit.ts';
import { transaction } from '../../../../platform/database/transaction.ts';
import { isRefusal, type Refusal, refuse } from '../../../../platform/errors.ts';
import type { ObservatoryParts } from '../../parts.ts';
import { readSeriesApart } from '../../readers/index.ts';
import { writtenPeriod } from '../period.ts';
import type { DescribedImport, ImportedSeries, Mapping } from './api.ts';
import { isSame } from './decimal.ts';
import type { ImportRefusal } from './errors.ts';
import { type FileRead, knownOf, type ReadAs } from './formats.ts';
import { mappingNamed, noteImport, wasImported } from './import.store.ts';
import type { Stated } from './stated.ts';

export interface SeriesFile {
  text: string;
  /** SHA-256 of what was received, in hex. */
  contentHash: string;
  mediaType: string;
}
export interface ImportContext {
  by: By;
  now: Date;
  /** A mapping that is not saved. */
  mapping?: Mapping | undefined;
  onProgress?: ((done: number, of: number) => void) | undefined;
  /** Whoever asked has gone, or the time is up: what was begun is taken back. */
  signal?: AbortSignal | undefined;
}
type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;

export async function importSeries(
  parts: Parts,
  file: SeriesFile,
  described: DescribedImport,
  context: ImportContext,
): Promise<ImportedSeries | ImportRefusal | Refusal<'readers-busy'>> {
  const { db } = parts.database();
  const mapping =
    context.mapping ??
    (described.mapping === undefined ? undefined : await mappingNamed(db, described.mapping));
  if (mapping === null)
    return refuse(
      'mapping-not-found',
      `There is no mapping “${described.mapping}”: GET /api/v1/mappings lists those there are, PUT saves one.`,
    );
  if (!isStorable(file.text))
    return refuse(
      'series-invalid',
      'The file holds U+0000 or half of a surrogate pair, which is no text: save it as UTF-8 and import it again.',
    );
  const indicators = new Map((await parts.evidence().read.indicators()).map((each) => [each.id, each]));
  const read = await readHere(file.text, {
    described,
    mapping,
    indicators,
    corridor: parts.corridor(),
    context,
  });
  if (isRefusal(read)) return read;
  const units = new Map([...indicators].map(([id, { unit }]) => [id, unit]));
  const work = { parts, file, described, context, read, units, reading: readingOf(described, mapping) };
  return described.dryRun ? counted(db, work) : transaction(db, (tx) => added(tx, work));
}

/** A process beside this one takes the file apart: what strangers wrote can neither keep others waiting nor fill the server's memory. */
async function readHere(
  text: string,
  {
    described: { format, indicator },
    corridor,
    context: { signal },
    ...as
  }: Omit<ReadAs, 'described' | 'corridor'> & {
    described: DescribedImport;
    corridor: Corridor;
    context: ImportContext;
  },
): Promise<FileRead | ImportRefusal | Refusal<'readers-busy'>> {
  const stated: Stated[] = [];
  const found = await readSeriesApart(
    { kind: 'series', text, as: { ...as, described: { format, indicator }, corridor: knownOf(corridor) } },
    { onRows: (rows) => void stated.push(...rows), signal },
  );
  signal?.throwIfAborted();
  if (!isRefusal(found)) return { stated, leftOut: found.leftOut };
  if (found.code === 'document-bomb') return tooHeavy;
  if (found.code === 'document-broken') return refuse('series-invalid', found.detail);
  return found as ImportRefusal | Refusal<'readers-busy'>; // what readFile refuses, or that there is no room
}
const tooHeavy = refuse(
  'series-too-large',
  'Reading the file took more time or memory than one file is given: import it in parts of the same source.',
);

interface Work {
  parts: Parts;
  file: SeriesFile;
  described: DescribedImport;
  context: ImportContext;
  read: FileRead;
  /** Of indicators. */
  units: ReadonlyMap<string, string>;
  reading: string;
}

/** Releases of one title are versions of one source, so that a newer one supersedes. */
export function sourceOf({ source, publisher, title, address, licence }: DescribedImport): Source {
  const name = source ?? `${wordsOf(publisher)}/${wordsOf(title)}`;
  return {
    id: `series:${name}`.slice(0, 200),
    kind: 'dataset',
    standing: 'official',
    publisher,
    title,
    address,
    licence,
  };
}
const wordsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 90)
    // Half of a pair where it was cut.
    .replace(/[\ud800-\udbff]$/, '') || createHash('sha256').update(text).digest('hex').slice(0, 12);

/** What decides how a file is read: the same file read in another way states other things. */
const readingOf = ({ format, indicator }: DescribedImport, mapping: Mapping | undefined): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        format,
        indicator ?? null,
        mapping ? Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)) : null,
      ]),
    )
    .digest('hex');

async function added<T>(tx: Kysely<T>, work: Work): Promise<ImportedSeries> {
  const { parts, file, described, context, read, reading } = work;
  const ledger = parts.evidence();
  const source = sourceOf(described);
  // From here on it is this source's turn: nobody adds to it between comparing and adding.
  const { version } = await ledger.addVersion(tx, source, versionOf(file, described, context));
  if (await wasImported(tx, source.id, file.contentHash, reading)) return known(work);
  const plan = await compare(tx, work, source.id);
  await addAll(tx, ledger, { ...work, source: source.id, version }, plan.changed);
  const counts = { observations: plan.changed.length, superseded: plan.superseded };
  const { contentHash } = file;
  await noteImport(tx, {
    source: source.id,
    contentHash,
    version,
    reading,
    format: described.format,
    ...counts,
  });
  await recordChange(tx, context.by, {
    what: 'series.imported',
    subject: `source:${source.id}`,
    after: {
      version,
      format: described.format,
      indicators: [...new Set(read.stated.map(({ indicator }) => indicator))],
      ...counts,
    },
  });
  return answerOf(work, plan, true);
}

/** Without writing anything: what an import would answer now. */
async function counted<T>(db: Kysely<T>, work: Work): Promise<ImportedSeries> {
  const source = sourceOf(work.described).id;
  if (await wasImported(db, source, work.file.contentHash, work.reading)) return known(work);
  return answerOf(work, await compare(db, work, source), true);
}

const answerOf = ({ described, read }: Work, plan: Plan, isNew: boolean): ImportedSeries => ({
  ...{
    source: sourceOf(described).id,
    isNew,
    observations: plan.changed.length,
    superseded: plan.superseded,
  },
  ...{ unchanged: plan.unchanged, older: plan.older, leftOut: read.leftOut, dryRun: described.dryRun },
});
const known = (work: Work): ImportedSeries =>
  answerOf(work, { changed: [], superseded: 0, unchanged: work.read.stated.length, older: 0 }, false);

const versionOf = (
  { text, contentHash, mediaType }: SeriesFile,
  { date }: DescribedImport,
  { now }: ImportContext,
): Omit<Version, 'id' | 'source'> => ({
  ...{ contentHash, mediaType, language: '', publishedOn: date ?? null, retrievedAt: now, text },
});

interface Plan {
  changed: Stated[];
  superseded: number;
  unchanged: number;
  older: number;
}
/** At once: compared in one statement; added, with the text read once for all of them. */
const rowsMax = { compared: 5_000, added: 5_000 };

async function compare<T>(
  db: Kysely<T>,
  { parts, described, read, context }: Work,
  source: string,
): Promise<Plan> {
  const reading = parts.evidence().readIn(db);
  const plan: Plan = { changed: [], superseded: 0, unchanged: 0, older: 0 };
  const dates = new Map<string, string | null>();
  for (let from = 0; from < read.stated.length; from += rowsMax.compared) {
    context.signal?.throwIfAborted();
    const rows = read.stated.slice(from, from + rowsMax.compared);
    const latest = await reading.latest(source, rows);
    const unknown = [
      ...new Set(latest.flatMap((each) => (each && !dates.has(each.version) ? [each.version] : []))),
    ];
    for (const { id, publishedOn } of await reading.versionRows(unknown)) dates.set(id, publishedOn);
    for (const [index, row] of rows.entries()) {
      const before = latest[index] ?? null;
      const theirs = before === null ? null : (dates.get(before.version) ?? null);
      if (before !== null && isSame(before.value, row.value) && before.kind === row.kind) plan.unchanged += 1;
      else if (before !== null && described.date !== undefined && theirs !== null && described.date < theirs)
        plan.older += 1;
      else {
        plan.changed.push(row);
        if (before !== null) plan.superseded += 1;
      }
    }
  }
  return plan;
}

async function addAll<T>(
  tx: Kysely<T>,
  ledger: Ledger,
  work: Work & { source: string; version: string },
  rows: readonly Stated[],
): Promise<void> {
  const { source, version, described, units, context } = work;
  for (let from = 0; from < rows.length; from += rowsMax.added) {
    context.signal?.throwIfAborted();
    const some = rows.slice(from, from + rowsMax.added);
    const claims = some.map((row) =>
      claimOf(row, work.file.text, units.get(row.indicator) ?? '', described.publisher),
    );
    const ids = await ledger.addClaims(tx, source, version, claims, `import ${described.format} 1`);
    await ledger.addObservations(
      tx,
      some.map(({ indicator, dimensions, periodStart, periodEnd, value, kind }, index) => ({
        ...{
          indicator,
          dimensions,
          periodStart,
          periodEnd,
          value,
          kind,
          source,
          version,
          claim: ids[index]!,
        },
      })),
    );
    context.onProgress?.(from + some.length, rows.length);
  }
}

/**
 * The row an observation stands in. What it measures and of whom is said by the observation alone: a hundred thousand rows of customs with a
 * subject would stand between a reader and what texts say of it.
 */
function claimOf(row: Stated, text: string, unit: string, publisher: string): Claim {
  const { start, end, value, periodStart, periodEnd } = row;
  return {
    ...{ start, end, quote: text.slice(start, end) },
    kind: /^[A-Z]{3}$/.test(unit) ? 'money' : 'measure',
    ...{ lo: value, hi: value, precision: null, unit },
    modifier: row.isEstimate ? '~' : '=',
    direction: null,
    modality: row.kind === 'model' ? 'forecast' : 'reported',
    ...{ measure: null, subject: null, partner: null, place: null },
    period: { start: periodStart, end: periodEnd, label: writtenPeriod(row) },
    speaker: publisher,
    confidence: 1,
    restates: null,
  };
}
