import { expect, test } from 'vitest';
import { type Outcome, takeIn } from './taking.ts';

const files = (...names: string[]) => names.map((name) => ({ name }) as File);
const read = (name: string) => ({
  name,
  article: `id-${name}`,
  isNew: true,
  figures: 2,
  problem: null,
  code: null,
});

test('files go one after the other, and one that is refused or lost does not keep the rest', async () => {
  const told: string[][] = [];
  const outcomes = await takeIn(
    files('a.txt', 'b.bin', 'c.txt', 'd.txt'),
    async ([file]) => {
      if (file?.name === 'b.bin')
        return {
          items: [{ ...read('b.bin'), article: null, problem: 'Not a text.', code: 'document-kind' }],
        };
      if (file?.name === 'c.txt') throw new Error('silence');
      return { items: [read(file?.name ?? '')] };
    },
    (now) => told.push(now.map(({ state }) => state)),
    new AbortController().signal,
  );
  expect(
    outcomes.map(({ name, state, refusal, problem }) => [
      name,
      state,
      refusal?.code ?? String(problem ?? ''),
    ]),
  ).toEqual([
    ['a.txt', 'done', ''],
    ['b.bin', 'refused', 'document-kind'],
    ['c.txt', 'refused', 'Error: silence'],
    ['d.txt', 'done', ''],
  ]);
  expect(told[0]).toEqual(['reading', 'waiting', 'waiting', 'waiting']);
  expect(told[2]).toEqual(['done', 'reading', 'waiting', 'waiting']);
});
test('an index goes with all its files at once and has no outcome of its own', async () => {
  const sent: string[][] = [];
  const outcomes = await takeIn(
    files('a.txt', 'index.csv', 'b.txt'),
    async (batch) => {
      sent.push(batch.map(({ name }) => name));
      return { items: [read('a.txt'), read('b.txt')] };
    },
    () => undefined,
    new AbortController().signal,
  );
  expect(sent).toEqual([['a.txt', 'index.csv', 'b.txt']]);
  expect(outcomes.map(({ name, article }) => [name, article])).toEqual([
    ['a.txt', 'id-a.txt'],
    ['b.txt', 'id-b.txt'],
  ]);
});
test('what was stopped before it began stays waiting', async () => {
  const controller = new AbortController();
  const outcomes: readonly Outcome[] = await takeIn(
    files('a.txt', 'b.txt'),
    async ([file]) => {
      controller.abort();
      return { items: [read(file?.name ?? '')] };
    },
    () => undefined,
    controller.signal,
  );
  expect(outcomes.map(({ state }) => state)).toEqual(['done', 'waiting']);
});
