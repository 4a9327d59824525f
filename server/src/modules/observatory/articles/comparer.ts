/**
 * Who compares: where the server is bundled a thread with a database connection of its own, since holding a long text to the others takes
 * seconds in one piece; else this thread.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Corridor } from '../../../corridor/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { Comparison } from './comparing.ts';
import type { DeskPack } from './desk-work.ts';

export interface Comparer {
  /** When all is compared that was committed before the call. */
  compare(): Promise<void>;
  close(): void;
}
type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;

/** scripts/bundle.mjs makes it beside the bundle; tests run from the sources, where there is none. */
const workerPath = fileURLToPath(new URL('./comparing-worker.mjs', import.meta.url));

export function openComparer(parts: Parts, path = workerPath): Comparer {
  if (existsSync(path)) {
    const thread = new ComparingThread(path);
    return { ...inTurns(() => thread.run(parts.corridor())), close: () => thread.close() };
  }
  const comparison = new Comparison(parts);
  return { ...inTurns(() => comparison.compareWaiting()), close: () => {} };
}

/** However many ask while one comparison goes on, one more follows it for all of them. */
export function inTurns(work: () => Promise<void>): Pick<Comparer, 'compare'> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    next = null;
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    compare: () => {
      if (running === null) return begin();
      next ??= running.then(begin, begin);
      return next;
    },
  };
}

/** What the thread answers. */
export interface Compared {
  /** Why one could not be compared; absent where all could. */
  problem?: string;
}

class ComparingThread {
  private readonly path: string;
  private worker: { thread: Worker; corridor: Corridor } | null = null;
  private closed = false;

  constructor(path: string) {
    this.path = path;
  }

  async run(corridor: Corridor): Promise<void> {
    if (this.closed) throw new Error('the server leaves');
    // A thread compares with the corridor it was begun with.
    if (this.worker?.corridor !== corridor) this.end();
    this.worker ??= { corridor, thread: this.begin(corridor) };
    const { thread } = this.worker;
    thread.ref();
    try {
      const { problem } = await answerOf(thread);
      if (problem !== undefined) throw new Error(problem);
    } finally {
      thread.unref();
    }
  }

  close(): void {
    this.closed = true;
    this.end();
  }

  private begin(corridor: Corridor): Worker {
    const thread = new Worker(this.path, {
      workerData: { meta: corridor.meta, rows: corridor.rows } satisfies DeskPack,
    });
    thread.on('exit', () => {
      if (this.worker?.thread === thread) this.worker = null;
    });
    // An error is told to whoever waits for the answer; without a listener it would end the server.
    thread.on('error', () => {});
    return thread;
  }

  private end(): void {
    void this.worker?.thread.terminate();
    this.worker = null;
  }
}

const answerOf = (thread: Worker): Promise<Compared> =>
  new Promise((settle, fail) => {
    const leave = () => {
      thread.off('message', onMessage);
      thread.off('error', onEnd);
      thread.off('exit', onEnd);
    };
    const onMessage = (compared: Compared) => {
      leave();
      settle(compared);
    };
    const onEnd = (problem: unknown) => {
      leave();
      fail(problem instanceof Error ? problem : new Error('the comparing thread has ended'));
    };
    thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    thread.postMessage('compare');
  });
