/** How long a whole catalogue takes to make, in worker threads, and what it takes in memory. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bytesOf, type Entry, type EntrySource } from '../../server/src/modules/freight/quotes/entries.ts';

export interface Built {
  terminals: number;
  seconds: number;
  megabytes: number;
  sequences: number;
  entries: Entry[];
}

/** The first so many terminals, to all others, shared out over `threads` workers of the server's own bundle as they become free. */
export async function buildAll(
  root: string,
  source: EntrySource,
  threads: number,
  terminals = source.through.stopCount,
): Promise<Built> {
  const entries: Entry[] = new Array(terminals);
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(join(root, 'server/dist/catalogue-worker.mjs'), { workerData: source });
      for (let terminal = next++; terminal < terminals; terminal = next++) {
        entries[terminal] = await new Promise<Entry>((settle, fail) => {
          worker.once('message', (made: { entry: Entry }) => settle(made.entry));
          worker.once('error', fail);
          worker.postMessage(terminal);
        });
        worker.removeAllListeners('error');
      }
      await worker.terminate();
    }),
  );
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  return {
    terminals,
    seconds: (performance.now() - startedAt) / 1000,
    megabytes: bytes / 1_000_000,
    sequences: entries.reduce(
      (sum, { through, changing }) => sum + through.parent.length + changing.parent.length,
      0,
    ),
    entries,
  };
}
