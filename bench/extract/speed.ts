import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Reader } from './found.ts';
import type { Text } from './texts.ts';

/** What a reader's process is asked to do: read for a while untimed, or read all the texts, timed. */
type Turn = 'warm' | 'read';

/**
 * Texts a second of processor time, all of its process's threads counted, its own garbage collection too: the median of rounds in which
 * the readers take turns, each in a process of its own. In one process a peer decides how fast the others are: it may change
 * built-in prototypes, after which V8 no longer takes for granted what it was before for anybody.
 * Everybody has read the texts for four seconds before: what is compiled on the way is not counted, since who reads many texts waits for it once.
 */
export async function textsPerSecond(
  readers: readonly Reader[],
  texts: readonly Text[],
  set: string,
  rounds: number,
): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = Object.fromEntries(readers.map(({ name }) => [name, []]));
  const processes = readers.map(({ name }) => ({ name, ...processOf(name, set) }));
  try {
    for (const each of processes) await turn(each, 'warm');
    for (let round = 0; round < rounds; round++)
      for (const each of processes) rates[each.name]!.push(texts.length / (await turn(each, 'read')));
  } finally {
    for (const { child } of processes) child.stdin!.end();
  }
  return Object.fromEntries(Object.entries(rates).map(([name, of]) => [name, median(of)]));
}

/** This bench again, as `--speed-of=NAME --texts=SET`. */
function processOf(name: string, set: string): { child: ChildProcess; lines: Interface } {
  const child = spawn(
    process.execPath,
    [...process.execArgv, process.argv[1]!, ...process.argv.slice(2), `--speed-of=${name}`, `--texts=${set}`],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  return { child, lines: createInterface({ input: child.stdout! }) };
}

async function turn(
  { child, lines }: { child: ChildProcess; lines: Interface },
  what: Turn,
): Promise<number> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`A reader’s process ended with ${code}.`);
  });
  child.stdin!.write(`${what}\n`);
  const [line] = (await Promise.race([once(lines, 'line'), gone])) as [string];
  gone.catch(() => undefined);
  return Number(line);
}

/** The other end: answers each turn with the seconds of processor time that reading all the texts takes. */
export async function answerTurns(reader: Reader, texts: readonly Text[]): Promise<void> {
  for await (const what of createInterface({ input: process.stdin })) {
    const begin = process.cpuUsage();
    const spentSeconds = () => {
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1e6;
    };
    let read = 0;
    // A turn ends with the last text, except in warming up: a slow reader need not read them all for that.
    while (spentSeconds() < SECONDS[what as Turn] || (what === 'read' && read % texts.length !== 0)) {
      const { text, date } = texts[read++ % texts.length]!;
      reader.read(text, date);
    }
    process.stdout.write(`${(spentSeconds() / read) * texts.length}\n`);
  }
}

/** A turn is at least so long. */
const SECONDS: Record<Turn, number> = { warm: 4, read: 0.5 };
const median = (values: readonly number[]) =>
  Math.round(values.toSorted((one, other) => one - other)[values.length >> 1]! * 10) / 10;
