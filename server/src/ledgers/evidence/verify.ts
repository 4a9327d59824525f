/**
 * Whether the chains are whole: every row is as it was recorded, follows the one before it, and none is missing at the end. Rows are read
 * in pages, so memory does not grow with them.
 */
import type { Kysely } from 'kysely';
import { hashOf, type TableName, tables } from './rows.ts';
import { countLinks, type Head, headsOf, type Link, linksOf, miscounted } from './verify.store.ts';

export type ProblemKind =
  /** The row is not what was recorded. */
  | 'changed'
  /** Rows between two others are not there. */
  | 'missing'
  /** The row is as it was recorded, but not after the row it was recorded after. */
  | 'moved'
  /** A row nobody recorded through the ledger. */
  | 'added'
  /** The last rows are not there. */
  | 'cut'
  /** The last row is not the one the chain's head was made of. */
  | 'head'
  /** The chain is whole in itself, and not the one whose head was kept elsewhere. */
  | 'rewritten'
  /** The chains are whole, and what is noted of a series, by which its observations are found, is not what they say. */
  | 'miscounted';

export interface Problem {
  source: string;
  /** The row's number in the chain of its source; of rows that are not there the first. */
  row: number;
  table: TableName | null;
  /** The row's id, where it has one. */
  id: string | null;
  problem: ProblemKind;
  /** What is wrong, in a sentence. */
  detail: string;
}

export interface Verified {
  sources: number;
  rows: number;
  problems: number;
  heads: ReadonlyMap<string, Head>;
}

interface Options {
  /** Only this source. */
  source?: string | undefined;
  /** Heads kept elsewhere, at any earlier time. */
  kept?: ReadonlyMap<string, Head> | undefined;
  onProblem(problem: Problem): void;
  onProgress?: ((rows: number) => void) | undefined;
}

/** All of it as it stood at one instant, while others go on adding. */
export const verifyEvidence = <T>(db: Kysely<T>, options: Options): Promise<Verified> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((snapshot) => verifyIn(snapshot, options));

/** Within a transaction that has one snapshot. */
export async function verifyIn<T>(db: Kysely<T>, options: Options): Promise<Verified> {
  const { source: only, kept = new Map<string, Head>() } = options;
  let problems = 0;
  const report = (problem: Problem) => {
    problems += 1;
    options.onProblem(problem);
  };
  const heads = await headsOf(db, only);
  const unseen = new Set([...heads.keys(), ...[...kept.keys()].filter((id) => !only || id === only)]);
  let rows = 0;
  let walk: Walk | null = null;
  for await (const page of linksOf(db, only)) {
    for (const link of page) {
      if (walk?.source !== link.source) {
        walk?.end(report);
        walk = new Walk(link.source, heads.get(link.source), kept.get(link.source));
        unseen.delete(link.source);
      }
      walk.step(link, report);
    }
    rows += page.length;
    options.onProgress?.(rows);
  }
  walk?.end(report);
  for (const source of unseen) new Walk(source, heads.get(source), kept.get(source)).end(report);
  const counted = await countLinks(db, only);
  if (counted !== rows)
    report({
      ...{ source: only ?? '', row: 0, table: null, id: null, problem: 'added' },
      detail: `${counted} rows are there and ${rows} have a place of their own in a chain`,
    });
  if (problems === 0)
    for (const { source: id, series, periods } of await miscounted(db, only))
      report({
        ...{ source: id, row: 0, table: 'observation', id: null, problem: 'miscounted' },
        detail: `what is noted of the series ${series} is not what its ${periods} periods say`,
      });
  return { sources: heads.size, rows, problems, heads };
}

/** One source's chain, row by row. */
class Walk {
  readonly source: string;
  private readonly head: Head | undefined;
  private readonly kept: Head | undefined;
  private row = 0;
  private hash: Buffer = Buffer.alloc(32);
  /** Of the row before: then it is no wonder that the next one does not follow it. */
  private broken = false;

  constructor(source: string, head: Head | undefined, kept: Head | undefined) {
    this.source = source;
    this.head = head;
    this.kept = kept;
  }

  step(link: Link, report: (problem: Problem) => void): void {
    const about = { source: this.source, row: link.seq, table: link.table, id: idOf(link) };
    const say = (problem: ProblemKind, detail: string) => report({ ...about, problem, detail });
    const gap = link.seq > this.row + 1;
    if (gap)
      report({
        ...{ source: this.source, row: this.row + 1, table: null, id: null, problem: 'missing' },
        detail: `${range(this.row + 1, link.seq - 1)} not there`,
      });
    const intact = link.form !== null && hashOf(link.previous, link.table, link.form).equals(link.hash);
    if (link.seq <= this.row) say('added', 'another row has the same number');
    else if (this.head === undefined || link.seq > this.head.rows)
      say('added', 'the chain’s head knows nothing of it');
    else if (!intact) say('changed', 'it is not what was recorded');
    else if (!gap && !this.broken && !link.previous.equals(this.hash))
      say('moved', 'it was not recorded after the row before it');
    if (this.kept?.rows === link.seq && this.kept.head !== link.hash.toString('hex'))
      say('rewritten', 'another row stood here when the heads were written');
    this.broken = !intact;
    this.row = link.seq;
    this.hash = link.hash;
  }

  end(report: (problem: Problem) => void): void {
    const say = (row: number, problem: ProblemKind, detail: string) =>
      report({ source: this.source, row, table: null, id: null, problem, detail });
    const rows = Math.max(this.head?.rows ?? 0, this.kept?.rows ?? 0);
    if (rows > this.row) say(this.row + 1, 'cut', `${range(this.row + 1, rows)} not there`);
    else if (this.head?.rows === this.row && this.head.head !== this.hash.toString('hex'))
      say(this.row, 'head', 'it is not the row the chain’s head was made of');
  }
}

const range = (from: number, to: number) => (from === to ? `row ${from} is` : `rows ${from} to ${to} are`);

function idOf({ table, form }: Link): string | null {
  const at = Object.keys(tables[table]).indexOf('id');
  return at < 0 ? null : (form?.[at] ?? null);
}
