/** Files taken in one after the other, so that each is told as soon as it is read. */
import type { IngestAnswer } from '../../../api/observatory.ts';

export type Item = IngestAnswer['items'][number];
export interface Outcome {
  name: string;
  state: 'waiting' | 'reading' | 'done' | 'refused';
  article?: string;
  isNew?: boolean;
  figures?: number;
  /** Why it was refused: what the server says of it, or what was thrown. */
  refusal?: { code: string; detail: string };
  problem?: unknown;
}
export type Send = (files: readonly File[]) => Promise<IngestAnswer>;

/** An index speaks of all files, so they go together; and it is none of them. */
export function batchesOf(files: readonly File[]): File[][] {
  return files.some(({ name }) => name === indexName) ? [[...files]] : files.map((file) => [file]);
}
const indexName = 'index.csv';
export const textsOf = (files: readonly File[]): File[] => files.filter(({ name }) => name !== indexName);

/** Tells after each batch how all of them stand. What was refused or did not arrive is told, and the rest goes on. */
export async function takeIn(
  files: readonly File[],
  send: Send,
  tell: (outcomes: readonly Outcome[]) => void,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  let outcomes: Outcome[] = textsOf(files).map(({ name }) => ({ name, state: 'waiting' }));
  let from = 0;
  for (const batch of batchesOf(files)) {
    const to = from + textsOf(batch).length;
    const put = (state: (outcome: Outcome, index: number) => Outcome) => {
      const [first, last] = [from, to];
      outcomes = outcomes.map((outcome, at) =>
        at >= first && at < last ? state(outcome, at - first) : outcome,
      );
      tell(outcomes);
    };
    if (signal.aborted) break;
    put(({ name }) => ({ name, state: 'reading' }));
    try {
      const { items } = await send(batch);
      put((outcome, index) => outcomeOf(outcome.name, items[index]));
    } catch (problem) {
      put(({ name }) => ({ name, state: 'refused', problem }));
    }
    from = to;
  }
  return outcomes;
}

export function outcomeOf(name: string, item: Item | undefined): Outcome {
  if (!item?.article)
    return { name, state: 'refused', refusal: { code: item?.code ?? '', detail: item?.problem ?? '' } };
  return { name, state: 'done', article: item.article, isNew: item.isNew, figures: item.figures };
}
