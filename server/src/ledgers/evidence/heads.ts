/** Heads of chains kept in a file elsewhere: whoever can change the database can change the heads in it, but not those. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Failure } from '../../platform/failure.ts';
import type { Head } from './verify.store.ts';

const line = z.strictObject({
  source: z.string().min(1),
  rows: z.number().int().min(0),
  head: z.string().regex(/^[0-9a-f]{64}$/),
});

/** One JSON object a line. */
export function readHeads(path: string): Map<string, Head> {
  if (!existsSync(path)) throw new Failure(`There is no file ${path}.`);
  const heads = new Map<string, Head>();
  for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (text.trim() === '') continue;
    const { source, ...head } = parsed(text, `${path}:${index + 1}`);
    if (heads.has(source)) throw new Failure(`${path}:${index + 1} names ${source} a second time.`);
    heads.set(source, head);
  }
  if (heads.size === 0) throw new Failure(`${path} names no source: there is nothing to compare with.`);
  return heads;
}

function parsed(text: string, at: string): z.output<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new Failure(`${at} is not a line that --write-heads wrote: {"source","rows","head"}.`);
  }
}

/** Whole or not at all; older heads are evidence too, so a file that is there is never written over. */
export function writeHeads(path: string, heads: ReadonlyMap<string, Head>): void {
  const lines = [...heads].map(([source, { rows, head }]) => JSON.stringify({ source, rows, head }));
  const partial = `${path}.partial-${process.pid}`;
  writeFileSync(partial, lines.map((each) => `${each}\n`).join(''), { flag: 'wx' });
  renameSync(partial, path);
}

export function refuseWrittenOver(path: string): void {
  if (existsSync(path))
    throw new Failure(`${path} is there already: give the heads of today a file of their own.`);
}
