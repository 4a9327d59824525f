/** Who makes the catalogue's entries: a worker thread where the server is bundled, else this thread, one terminal at a time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { root } from '../../../platform/root.ts';
import { type Entry, type EntrySource, entryOf } from './entries.ts';

export interface Builder {
  /** Rejects when the builder was stopped meanwhile. */
  make(terminal: number): Promise<Entry>;
  stop(): void;
}
export type OpenBuilder = (source: EntrySource) => Builder;

export class BuilderStopped extends Error {}

/** scripts/bundle.mjs makes it beside the server's own bundle. */
const workerPath = join(root, 'server/dist/catalogue-worker.mjs');

export const openBuilder: OpenBuilder = (source) =>
  existsSync(workerPath) ? workerBuilder(source) : hereBuilder(source);

export function hereBuilder(source: EntrySource): Builder {
  let stopped = false;
  return {
    make: async (terminal) => {
      // Whoever waits for an answer comes first.
      await turn();
      if (stopped) throw new BuilderStopped();
      return entryOf(source, terminal);
    },
    stop: () => {
      stopped = true;
    },
  };
}

export function workerBuilder(source: EntrySource): Builder {
  const worker = new Worker(workerPath, { workerData: source });
  const asked = new Map<number, { settle(entry: Entry): void; fail(reason: Error): void }>();
  const end = (reason: Error) => {
    for (const { fail } of asked.values()) fail(reason);
    asked.clear();
  };
  let stopped = false;
  worker.unref();
  worker.on('message', ({ terminal, entry }: Made) => {
    asked.get(terminal)?.settle(entry);
    asked.delete(terminal);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new BuilderStopped()));
  return {
    make: (terminal) =>
      new Promise((settle, fail) => {
        if (stopped) return fail(new BuilderStopped());
        asked.set(terminal, { settle, fail });
        worker.postMessage(terminal);
      }),
    stop: () => {
      stopped = true;
      void worker.terminate();
    },
  };
}

/** What the worker answers when it is told a terminal. */
export interface Made {
  terminal: number;
  entry: Entry;
}
