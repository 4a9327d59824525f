/**
 * What a corridor pack stated, from the ledger: all facts of one of its versions, as their rows were recorded, and the sources they are of. It is
 * read by content, so a version of a pack gives the same answer for ever.
 */
import type { Kysely } from 'kysely';
import type { FactRow, Source as PackSource } from '../../corridor/index.ts';
import { heldIn, type LoadedSource, loadText, quotesOf, sourcesOf, versionInForce } from './pack.store.ts';
import { factColumns, header, packId, packSourceId, undated } from './pack.ts';

export interface PackFacts {
  pack: string;
  /** The pack's version. */
  version: string;
  facts: FactRow[];
  sources: PackSource[];
}

/** Null where that version was never loaded. */
export async function packFacts<T>(db: Kysely<T>, pack: string, version: string): Promise<PackFacts | null> {
  const load = await loadText(db, packId(pack), version);
  if (!load) return null;
  const held = heldIn(load.text);
  const [quotes, sources] = await Promise.all([
    quotesOf(db, held),
    sourcesOf(db, held, { until: load.until, header }),
  ]);
  return { pack, version, facts: quotes.map(factRow), sources: sources.map(packSource) };
}

/** The version of a pack that was in force at a moment; null before there was one. */
export const packVersionAt = <T>(db: Kysely<T>, pack: string, asOf: Date): Promise<string | null> =>
  versionInForce(db, packId(pack), asOf);

/** A fact's row as `factLine` wrote it. */
export function factRow(line: string): FactRow {
  const cells = cellsOf(line);
  const row = Object.fromEntries(factColumns.map((name, index) => [name, cells[index] ?? '']));
  return row as unknown as FactRow;
}

/** Cells of one row; what stands in quotation marks may hold line ends. */
const cellsOf = (line: string): string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );

/** The day as the pack writes it, which may be a year alone, stands before the rows of the version and nowhere else. */
function packSource({ source, standing, head, ...described }: LoadedSource): PackSource {
  const { publisher, title, address, licence } = described;
  const date = head.slice(`${publisher}: ${title}, `.length);
  return {
    ...{ id: source.slice(packSourceId('').length), kind: standing as PackSource['kind'] },
    ...{ publisher, title, address, date: date === undated ? '' : date, licence },
  };
}
