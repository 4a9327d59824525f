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
import { heapMbMax, processesMax, type ReadingLimits, readingLimits, waitingMax } from './limits.ts';
import type { Outcome, Task } from './parsed.ts';

export const readApart = (task: Task): Promise<Outcome> => reading.read(task);

interface Asked {
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

  read(task: Task): Promise<Outcome> {
    if (this.#waiting.length >= waitingMax)
      return Promise.resolve(
        refuse('readers-busy', `${waitingMax} documents already wait to be read: try again in a minute.`),
      );
    return new Promise((settle) => {
      this.#waiting.push({ task, settle });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running >= processesMax) return;
    const asked = this.#waiting.shift();
    if (!asked) return;
    this.#running++;
    void this.#serve(asked).then(() => {
      this.#running--;
      this.#next();
    });
  }

  async #serve({ task, settle }: Asked): Promise<void> {
    let reader = this.#idle.pop();
    while (reader?.ended) reader = this.#idle.pop();
    reader ??= new Reader(await program(), this.#limits);
    settle(await reader.read(task));
    if (!reader.ended) this.#idle.push(reader);
  }
}

const reading = new Reading(readingLimits);

/** One process, which reads one document at a time. */
class Reader {
  ended = false;
  #left = documentsPerProcess;
  #settle: ((outcome: Outcome) => void) | null = null;
  #idle: NodeJS.Timeout | undefined;
  readonly #limits: ReadingLimits;
  readonly #process: ChildProcess;

  constructor(path: string, limits: ReadingLimits) {
    this.#limits = limits;
    this.#process = fork(path, [String(limits.cpuMs), String(limits.bytes)], {
      execArgv: [`--max-old-space-size=${heapMbMax}`],
      // Bytes go over as bytes.
      serialization: 'advanced',
      // It needs none of the server's settings, and what a parser warns of is nobody's business.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#process.on('message', (outcome: Outcome) => this.#answer(outcome));
    this.#process.on('error', () => this.#end(endedItself));
    this.#process.on('exit', (_code, signal) => this.#end(this.#because(signal)));
  }

  read(task: Task): Promise<Outcome> {
    clearTimeout(this.#idle);
    this.#process.ref();
    this.#process.channel?.ref();
    return new Promise((settle) => {
      const late = setTimeout(() => this.#end(tookTooLong(this.#limits.wallMs)), this.#limits.wallMs);
      this.#settle = (outcome) => {
        clearTimeout(late);
        settle(outcome);
      };
      this.#process.send(task, (failed) => failed && this.#end(endedItself));
    });
  }

  #answer(outcome: Outcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
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
const endedItself = refuse(
  'document-broken',
  'The document ended its reader. Save it anew, or give its text.',
);
