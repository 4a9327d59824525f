/** What is done with a text at the desk: its claims are found, which of a long text takes seconds. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Claim } from '@serai/extract';
import { Corridor } from '../../../corridor/index.ts';
import { type Knowledge, knowledgeOf } from '../compare/knowledge.ts';
import { claimsOf, readingOf } from '../compare/reading.ts';
import { wordsOf } from './words.ts';

/** What a text is read with: the pack as it is stored, for it has to reach another thread. */
export type DeskPack = Pick<Corridor, 'meta' | 'rows'>;

export interface Task {
  text: string;
  title: string;
  date: string | null;
}
export interface Found {
  /** In the order they are to be stored in. */
  claims: Claim[];
  /** How many of them state a figure that can be compared. */
  figures: number;
  words: string[];
}

/** As it travels between threads: thousands of claims in one piece would keep whoever receives them from everything else. */
export interface Packed {
  claims: string[];
  figures: number;
  words: string;
}
const claimsAtOnce = 200;

export function packed({ claims, figures, words }: Found): Packed {
  const slices: string[] = [];
  for (let from = 0; from < claims.length; from += claimsAtOnce)
    slices.push(JSON.stringify(claims.slice(from, from + claimsAtOnce)));
  return { claims: slices, figures, words: words.join(' ') };
}

export async function unpacked({ claims, figures, words }: Packed): Promise<Found> {
  const found: Found = { claims: [], figures, words: words === '' ? [] : words.split(' ') };
  for (const slice of claims) {
    found.claims.push(...(JSON.parse(slice) as Claim[]));
    await turn();
  }
  return found;
}

export function workOf({ meta, rows }: DeskPack): (task: Task) => Found {
  const knowledge = knowledgeOf(new Corridor(meta, rows));
  return (task) => found(task, knowledge);
}

function found({ text, title, date }: Task, knowledge: Knowledge): Found {
  const claims = claimsOf({ text, date }, knowledge);
  const { figures } = readingOf({ id: '', title, publisher: '', date, text }, claims, knowledge);
  return { claims, figures: figures.length, words: wordsOf(`${title}\n${text}`) };
}
