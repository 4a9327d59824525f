/**
 * Who parses what strangers wrote: processes with a heap and a time of their own, at most two, started when there is something to read. A document that takes more ends
 * its process and is refused; nobody else notices. Threads would not do: V8 ends the whole server when a thread's heap is full at the wrong moment (Node 20.20: a page with
 * 500,000 attributes).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { readerFromSources } from './from-sources.ts';
import { type ReadingLimits, readingLimits, seriesLimits } from './limits.ts';
import type { DocumentTask, Outcome, Said, SeriesTask, Task } from './parsed.ts';

export const readApart = (task: DocumentTask): Promise<Outcome<DocumentTask>> => documents.read(task);
/** `onRows` is told the rows as they come; where it ends in a refusal those it was told are none. */
export const readSeriesApart = (
  task: SeriesTask,
  following: Required<Pick<Following, 'onRows'>> & Following,
): Promise<Outcome<SeriesTask>> => series.read(task, following);

interface Following {
  onRows?: (rows: Extract<Said, { rows: unknown }>['rows']) => void;
  /** Whoever asked has gone: the process ends. */
  signal?: AbortSignal | undefined;
}
interface Asked extends Following {
  task: Task;
  settle(outcome: Outcome): void;
}

/** A process is used again, since loading the parsers takes longer than most documents, but not for ever: parsers keep things. */
const documentsPerProcess = 200;
/** A process with nothing to do gives its memory back. */
const idleMs = 30_000;

export class Reading {
  readonly #limits: ReadingLimits;
  readonly #waiting: Asked[] = [];
  readonly #idle: Reader[] = [];
  #running = 0;

  constructor(limits: ReadingLimits) {
    this.#limits = limits;
  }

  read<Of extends Task>(task: Of, following: Following = {}): Promise<Outcome<Of>> {
    const { waiting } = this.#limits;
    if (this.#waiting.length >= waiting)
      return Promise.resolve(
        refuse('readers-busy', `${waiting} documents already wait to be read: try again in a minute.`),
      );
    return new Promise<Outcome>((settle) => {
      this.#waiting.push({ ...following, task, settle });
      this.#next();
    }) as Promise<Outcome<Of>>; // a reader answers what it was asked
  }

  #next(): void {
    if (this.#running >= this.#limits.processes) return;
    const asked = this.#waiting.shift();
    if (!asked) return;
    this.#running++;
    void this.#serve(asked).then(() => {
      this.#running--;
      this.#next();
    });
  }

  async #serve({ settle, ...asked }: Asked): Promise<void> {
    if (asked.signal?.aborted) return settle(stopped);
    let reader = this.#idle.pop();
    while (reader?.ended) reader = this.#idle.pop();
    reader ??= new Reader(await program(), this.#limits);
    settle(await reader.read(asked));
    if (!reader.ended) this.#idle.push(reader);
  }
}

const documents = new Reading(readingLimits);
const series = new Reading(seriesLimits);

/** One process, which reads one document at a time. */
class Reader {
  ended = false;
  #left = documentsPerProcess;
  #settle: ((outcome: Outcome) => void) | null = null;
  #onRows: Following['onRows'];
  #idle: NodeJS.Timeout | undefined;
  readonly #limits: ReadingLimits;
  readonly #process: ChildProcess;

  constructor(path: string, limits: ReadingLimits) {
    this.#limits = limits;
    this.#process = fork(path, [String(limits.cpuMs), String(limits.bytes)], {
      execArgv: [`--max-old-space-size=${limits.heapMb}`],
      // Bytes go over as bytes.
      serialization: 'advanced',
      // It needs none of the server's settings, and what a parser warns of is nobody's business.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#process.on('message', (said: Said) => {
      if ('rows' in said) this.#onRows?.(said.rows);
      else this.#answer(said.outcome);
    });
    this.#process.on('error', () => this.#end(endedItself));
    this.#process.on('exit', (_code, signal) => this.#end(this.#because(signal)));
  }

  read({ task, onRows, signal }: Omit<Asked, 'settle'>): Promise<Outcome> {
    clearTimeout(this.#idle);
    this.#process.ref();
    this.#process.channel?.ref();
    return new Promise((settle) => {
      const late = setTimeout(() => this.#end(tookTooLong(this.#limits.wallMs)), this.#limits.wallMs);
      const gone = () => this.#end(stopped);
      signal?.addEventListener('abort', gone, { once: true });
      this.#onRows = onRows;
      this.#settle = (outcome) => {
        clearTimeout(late);
        signal?.removeEventListener('abort', gone);
        settle(outcome);
      };
      this.#process.send(task, (failed) => failed && this.#end(endedItself));
    });
  }

  #answer(outcome: Outcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
    this.#onRows = undefined;
    this.#left--;
    if (this.#left === 0) {
      this.#end(endedItself);
      return;
    }
    // A program that has read everything ends; it does not wait for its readers.
    this.#process.unref();
    this.#process.channel?.unref();
    this.#idle = setTimeout(() => this.#end(endedItself), idleMs);
    this.#idle.unref();
  }

  /** It ends itself by a signal for each of its limits (reader.ts); V8 by SIGABRT where the heap is full. */
  #because(signal: NodeJS.Signals | null): Refusal {
    if (signal === null) return endedItself;
    return signal === 'SIGTERM' ? tookTooLong(this.#limits.cpuMs) : tookTooMuch;
  }

  /** Whoever still waits is told why. */
  #end(why: Refusal): void {
    this.ended = true;
    clearTimeout(this.#idle);
    this.#settle?.(why);
    this.#settle = null;
    this.#onRows = undefined;
    this.#process.kill('SIGKILL');
  }
}

/** scripts/bundle.mjs makes it beside the server's own bundle; where there is none, this runs from its sources. */
async function program(): Promise<string> {
  const bundled = fileURLToPath(new URL('./reader.mjs', import.meta.url));
  return existsSync(bundled) ? bundled : readerFromSources();
}

const tookTooLong = (limitMs: number): Refusal =>
  refuse(
    'document-bomb',
    `Reading the document took longer than ${limitMs / 1_000} seconds and was stopped. Give its text, or a part of it.`,
  );
const tookTooMuch = refuse(
  'document-bomb',
  'Reading the document took more memory than one document is given, and was stopped. Give its text, or a part of it.',
);
const stopped = refuse('document-broken', 'Reading was stopped by whoever had asked for it.');
const endedItself = refuse(
  'document-broken',
  'The document ended its reader. Save it anew, or give its text.',
);
