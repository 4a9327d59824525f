import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { corridorFromFiles } from '../../../corridor/index.ts';
import { root } from '../../../platform/root.ts';
import { inTurns } from './comparer.ts';
import { type Desk, hereDesk, openDesk } from './desk.ts';
import { packed, unpacked } from './desk-work.ts';

const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
const task = (text: string) => ({ text, title: '', date: null });

/** A worker that does as its text says, in place of the real one, which only a bundle has. */
const folder = mkdtempSync(join(tmpdir(), 'serai desk '));
const path = join(folder, 'desk-worker.mjs');
writeFileSync(
  path,
  `import { parentPort } from 'node:worker_threads';
   const held = [];
   parentPort.on('message', ({ text }) => {
     if (text === 'for ever') for (;;);
     if (text === 'memory') for (;;) held.push(new Array(100_000).fill({}));
     if (text === 'fault') throw new Error('a fault of ours');
     parentPort.postMessage({ claims: [], figures: text.length, words: text });
   });`,
);
const desks: Desk[] = [];
const desk = (limits = {}) => {
  const made = openDesk(path, { workers: 2, taskMs: 60_000, memoryMb: 64, waiting: 10, ...limits });
  desks.push(made);
  return made;
};
afterAll(() => {
  for (const each of desks) each.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a desk of threads', () => {
  test('answers each text with its own claims, however many come at once', async () => {
    const at = desk();
    const texts = Array.from({ length: 10 }, (_, index) => 'x'.repeat(index));
    const found = await Promise.all(texts.map((text) => at.find(task(text), corridor)));
    expect(found.map((each) => 'figures' in each && each.figures)).toEqual(texts.map(({ length }) => length));
  });
  test('refuses a text that takes too long or too much memory, and reads the next', async () => {
    const at = desk({ workers: 1, taskMs: 1_500 });
    const [slow, next, large, last] = await Promise.all(
      ['for ever', 'a', 'memory', 'ab'].map((text) => at.find(task(text), corridor)),
    );
    expect(slow).toMatchObject({ code: 'text-too-heavy', detail: expect.stringContaining('longer') });
    expect(large).toMatchObject({ code: 'text-too-heavy' });
    expect([next, last]).toMatchObject([{ figures: 1 }, { figures: 2 }]);
  });
  test('tells a fault of ours to whoever brought the text, and goes on', async () => {
    const at = desk({ workers: 1 });
    await expect(at.find(task('fault'), corridor)).rejects.toThrow('a fault of ours');
    expect(await at.find(task('abc'), corridor)).toMatchObject({ figures: 3 });
  });
  test('turns away what is more than may wait, and whoever waits when it closes', async () => {
    const at = desk({ workers: 1, waiting: 1 });
    const first = at.find(task('for ever'), corridor);
    const second = at.find(task('a'), corridor);
    expect(await at.find(task('b'), corridor)).toMatchObject({ code: 'desk-busy' });
    at.close();
    await expect(first).rejects.toThrow('closed');
    await expect(second).rejects.toThrow('closed');
  });
});

test('claims come through in slices as they were, in their order', async () => {
  const text = Array.from(
    { length: 300 },
    (_, at) => `Exports of town ${at} reached $${at + 1} billion ($1 billion) in 2024.`,
  ).join('\n\n');
  const found = await hereDesk().find(task(text), corridor);
  if ('refused' in found) throw new Error(found.detail);
  expect(found.claims.length).toBeGreaterThan(600);
  expect(await unpacked(structuredClone(packed(found)))).toEqual(found);
  expect(await unpacked(packed({ claims: [], figures: 0, words: [] }))).toEqual({
    claims: [],
    figures: 0,
    words: [],
  });
});

test('however many ask for a comparison while one goes on, one more follows for all of them, also where the first failed', async () => {
  let begun = 0;
  const ends: (() => void)[] = [];
  const { compare } = inTurns(
    () =>
      new Promise((settle, fail) => {
        const mine = ++begun;
        ends.push(() => (mine === 1 ? fail(new Error('the first')) : settle()));
      }),
  );
  const first = compare();
  const later = [compare(), compare(), compare()];
  expect(begun).toBe(1);
  ends[0]!();
  await expect(first).rejects.toThrow('the first');
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBe(2);
  ends[1]!();
  await Promise.all(later);
  const last = compare();
  ends[2]!();
  await last;
  expect(begun).toBe(3);
});
