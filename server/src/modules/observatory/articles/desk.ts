/**
 * Who finds the claims of texts: worker threads where the server is bundled, else this thread. A worker has a limit of time and of memory: a text
 * made to be slow is refused, its worker ends and another takes its place.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Corridor } from '../../../corridor/index.ts';
import { refuse } from '../../../platform/errors.ts';
import { type DeskPack, type Found, type Packed, type Task, unpacked, workOf } from './desk-work.ts';
import type { ArticlesRefusal } from './errors.ts';

export interface Desk {
  find(task: Task, corridor: Corridor): Promise<Found | ArticlesRefusal>;
  /** Begins what the first text would otherwise wait for. */
  warm(corridor: Corridor): void;
  close(): void;
}

/** 5 million characters of news take half a minute. */
export const deskLimits = { workers: 2, taskMs: 120_000, memoryMb: 1_024, waiting: 200 };

/** scripts/bundle.mjs makes it beside the bundle; tests run from the sources, where there is none. */
const workerPath = fileURLToPath(new URL('./desk-worker.mjs', import.meta.url));

export const openDesk = (path = workerPath, limits = deskLimits): Desk =>
  existsSync(path) ? new WorkerDesk(path, limits) : hereDesk();

export function hereDesk(): Desk {
  let ready: { corridor: Corridor; work: ReturnType<typeof workOf> } | undefined;
  return {
    find: async (task, corridor) => {
      if (ready?.corridor !== corridor) ready = { corridor, work: workOf(corridor) };
      return ready.work(task);
    },
    warm: () => {},
    close: () => {},
  };
}

interface Waiting {
  task: Task;
  corridor: Corridor;
  settle(found: Promise<Found> | ArticlesRefusal): void;
  fail(problem: Error): void;
}
interface Reader {
  worker: Worker;
  corridor: Corridor;
  current: Waiting | null;
  timer: NodeJS.Timeout | undefined;
}

class WorkerDesk implements Desk {
  private readonly path: string;
  private readonly limits: typeof deskLimits;
  private readonly readers = new Set<Reader>();
  private readonly queue: Waiting[] = [];
  private closed = false;

  constructor(path: string, limits: typeof deskLimits) {
    this.path = path;
    this.limits = limits;
  }

  find(task: Task, corridor: Corridor): Promise<Found | ArticlesRefusal> {
    if (this.queue.length >= this.limits.waiting)
      return Promise.resolve(
        refuse('desk-busy', 'Too many texts wait to be read: bring it again in a moment.'),
      );
    return new Promise((settle, fail) => {
      if (this.closed) return fail(closed());
      this.queue.push({ task, corridor, settle, fail });
      this.next();
    });
  }

  warm(corridor: Corridor): void {
    if (this.readers.size === 0) this.hire(corridor).worker.unref();
  }

  close(): void {
    this.closed = true;
    for (const { fail } of this.queue.splice(0)) fail(closed());
    for (const reader of this.readers) this.dismiss(reader)?.fail(closed());
  }

  private next(): void {
    const [waiting] = this.queue;
    const reader = waiting && this.readerFor(waiting.corridor);
    if (!reader) return;
    this.queue.shift();
    reader.current = waiting;
    reader.timer = setTimeout(
      () => this.giveUp(reader, 'takes longer to read than is allowed'),
      this.limits.taskMs,
    );
    // A worker keeps the process alive only while it has something to do.
    reader.worker.ref();
    reader.worker.postMessage(waiting.task);
  }

  /** A free one that knows this corridor, or a new one; those that know an older corridor make room. */
  private readerFor(corridor: Corridor): Reader | undefined {
    const free = [...this.readers].filter(({ current }) => current === null);
    const knowing = free.find((each) => each.corridor === corridor);
    if (knowing) return knowing;
    for (const each of free) this.dismiss(each);
    return this.readers.size < this.limits.workers ? this.hire(corridor) : undefined;
  }

  private hire(corridor: Corridor): Reader {
    const worker = new Worker(this.path, {
      workerData: { meta: corridor.meta, rows: corridor.rows } satisfies DeskPack,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb },
    });
    const reader: Reader = { worker, corridor, current: null, timer: undefined };
    this.readers.add(reader);
    worker.on('message', (found: Packed) => {
      const { current } = reader;
      clearTimeout(reader.timer);
      reader.current = null;
      worker.unref();
      current?.settle(unpacked(found));
      this.next();
    });
    worker.on('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'ERR_WORKER_OUT_OF_MEMORY')
        return this.giveUp(reader, 'needs more memory to read than is allowed');
      this.dismiss(reader)?.fail(problem);
      this.next();
    });
    return reader;
  }

  private giveUp(reader: Reader, why: string): void {
    this.dismiss(reader)?.settle(refuse('text-too-heavy', `It ${why}. Split it into several texts.`));
    this.next();
  }

  /** Ends it, and answers what it was at. */
  private dismiss(reader: Reader): Waiting | null {
    const { current } = reader;
    clearTimeout(reader.timer);
    reader.current = null;
    this.readers.delete(reader);
    void reader.worker.terminate();
    return current;
  }
}

const closed = () => new Error('the desk is closed');
