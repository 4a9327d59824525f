/** After articles are committed they are held to the others. Where a process dies between the two, the next one finds what is left to do. */
import type { JobKind } from '../../../platform/jobs/queue.ts';
import { compareArticles } from '../comparison/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { readUncompared } from './article.store.ts';

/** Read and compared at once. */
const atOnce = 200;

export const comparing = 'observatory.comparing';

/** What was left when a process died; put on the queue as a server begins. */
export const comparingJob = (parts: ObservatoryParts): JobKind => ({
  name: comparing,
  work: async () => {
    await compareWaiting(parts);
    return undefined;
  },
});

/** All that waits, whoever brought it. */
export async function compareWaiting(
  parts: ObservatoryParts,
  onProgress: (compared: number) => void = () => {},
): Promise<void> {
  const { db } = parts.database();
  let compared = 0;
  let after: string | null = null;
  for (;;) {
    const waiting: string[] = await readUncompared(db, after, atOnce);
    const last = waiting.at(-1);
    if (last === undefined) return;
    await compareArticles(parts, waiting);
    compared += waiting.length;
    onProgress(compared);
    after = last;
  }
}
