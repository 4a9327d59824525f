/** After articles are committed they are held to the others. Where a process dies between the two, the next one finds what is left to do. */
import type { JobKind } from '../../../platform/jobs/queue.ts';
import { compareArticles, judgeAnew } from '../comparison/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { noteCompareTry, readUncompared } from './article.store.ts';
import type { Comparer } from './comparer.ts';

export const comparing = 'observatory.comparing';

/** What was left when a process died; put on the queue as a server begins. */
export const comparingJob = (comparer: () => Comparer): JobKind => ({
  name: comparing,
  work: async () => {
    await comparer().compare();
    return undefined;
  },
});

/** Read at once. */
const atOnce = 200;

export class Comparison {
  private readonly parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;
  /** Tried in this process and not to be tried again by it: one article that can't be compared must not keep all others from it. */
  private readonly failed = new Set<string>();

  constructor(parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>) {
    this.parts = parts;
  }

  /** All that waits, whoever brought it, and what an older pack judged. Throws at the end where one could not be compared. */
  async compareWaiting(onProgress: (compared: number) => void = () => {}): Promise<void> {
    const { db } = this.parts.database();
    let compared = 0;
    let problem: unknown;
    let after: string | null = null;
    for (;;) {
      const waiting: string[] = await readUncompared(db, after, atOnce);
      for (const article of waiting.filter((id) => !this.failed.has(id))) {
        try {
          await noteCompareTry(db, article);
          await compareArticles(this.parts, [article]);
          onProgress(++compared);
        } catch (thrown) {
          this.failed.add(article);
          problem ??= thrown;
        }
      }
      after = waiting.at(-1) ?? null;
      if (after === null) break;
    }
    if (problem !== undefined) throw problem;
    await judgeAnew(this.parts, () => onProgress(++compared));
  }
}
