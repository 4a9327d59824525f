import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../platform/root.ts';
import type { Article, FindingAnswer, Pair } from '../api.ts';
import { type TestSite, testSite } from '../articles/testing.ts';

/** Real news texts, which are not ours to keep here. */
const folder = join(root, '../shared/articles');
const isThere = existsSync(folder);
if (!isThere) console.info(`skipped: the sample articles are not at ${folder}`);

describe.skipIf(!isThere)('the five sample articles, taken in over HTTP', () => {
  let site: TestSite;
  const ids: string[] = [];
  beforeAll(async () => {
    site = await testSite();
    for (const name of ['000', '001', '002', '003', '004']) {
      const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
      const { body } = await site.ask<{ items: { article: string }[] }>('/articles', {
        post: { text, title: name },
      });
      ids.push(body.items[0]!.article);
    }
  });
  afterAll(() => site?.end());

  it('show what is wrong with them, by rule', async () => {
    const { body } = await site.ask<{ items: FindingAnswer[] }>('/findings');
    const told = body.items.map(({ message, spots, values }) => [
      message,
      spots[0]!.title,
      ...(message === 'place-of-asset' ? [values.asset, values.said, values.home] : []),
    ]);
    expect(told.map((each) => each.join(' | ')).sort()).toEqual([
      'hardened | 001',
      'period-restated | 003',
      'place-of-asset | 001 | Kaskelen photovoltaic power station | Uzbekistan | Kazakhstan',
      'place-of-asset | 001 | Turgusun hydropower station | Kyrgyzstan | Kazakhstan',
      'region-as-country-own | 003',
      'scope-dropped | 001',
      'speaker-given | 001',
    ]);
    for (const { steps, message, text } of body.items) {
      expect(text).not.toContain('@');
      if (['place-of-asset', 'region-as-country-own', 'period-restated'].includes(message))
        expect(steps.length).toBeGreaterThan(0);
    }
  });

  it('show the second as a rewriting of the first', async () => {
    const { body } = await site.ask<{ items: Pair[] }>('/pairs');
    expect(body.items.map(({ how, earlier, later }) => [how, earlier.title, later.title])).toEqual([
      ['rewritten', '000', '001'],
    ]);
    const pair = await site.ask<Pair>(`/pairs/${body.items[0]!.id}`);
    const kinds = new Set(pair.body.changes.map(({ kind, part }) => `${kind} ${part}`));
    for (const kind of ['kept value', 'sharpened modality', 'dropped scope', 'added speaker'])
      expect(kinds).toContain(kind);
  });

  it('have every figure with its standing', async () => {
    const { body } = await site.ask<Article>(`/articles/${ids[1]}`);
    expect([body.agree, body.conflict, body.alone]).toEqual([10, 2, 1]);
    expect(body.copies).toBe(1);
  });
});
