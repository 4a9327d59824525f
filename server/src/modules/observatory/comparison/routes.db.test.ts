import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article, FindingAnswer, Pair } from '../api.ts';
import { type TestSite, testSite } from '../articles/testing.ts';
import { fixtures } from '../compare/testing.ts';

let site: TestSite;
const articles = new Map<string, string>();
beforeAll(async () => {
  site = await testSite();
  for (const { id, title, date, text } of fixtures('copies')) {
    const { body } = await site.ask<{ items: { article: string }[] }>('/articles', {
      post: { text, title, ...(date ? { date } : {}) },
    });
    articles.set(id, body.items[0]!.article);
  }
});
afterAll(() => site.end());

const anybody = { headers: null };
const answer = async <Answer>(path: string): Promise<Answer> => {
  const { status, body } = await site.ask<Answer>(path, anybody);
  expect(status).toBe(200);
  return body;
};
const article = (id: string) => answer<Article>(`/articles/${articles.get(id)}`);
const fits = ({ sentence, at, quote }: FindingAnswer['spots'][number]) =>
  expect(sentence.slice(at, at + quote.length)).toBe(quote);

describe('findings', () => {
  it('are told to anybody, each with its claims in their sentences and in the language asked for', async () => {
    const { items } = await answer<{ items: FindingAnswer[] }>('/findings?lang=ru');
    expect(items.map(({ message }) => message).sort()).toEqual([
      'hardened',
      'scope-dropped',
      'scope-dropped',
      'speaker-given',
      'value-changed',
    ]);
    for (const { id, spots, stands, text } of items) {
      expect(stands).toBe(true);
      expect(text).toMatch(/\p{Script=Cyrillic}/u);
      expect(spots.length).toBe(2);
      for (const spot of spots) fits(spot);
      expect((await answer<FindingAnswer>(`/findings/${id}`)).spots).toEqual(spots);
    }
    expect(items.find(({ message }) => message === 'scope-dropped')?.values.scope).toBe('Центральная Азия');
  });

  it('come page by page, of one article, check or class', async () => {
    const first = await answer<{ items: FindingAnswer[]; next: string }>('/findings?limit=3');
    const rest = await answer<{ items: FindingAnswer[]; next: null }>(
      `/findings?limit=3&cursor=${first.next}`,
    );
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, null]);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
    const of = async (query: string) =>
      (await answer<{ items: unknown[] }>(`/findings?${query}`)).items.length;
    expect(await of(`article=${articles.get('training-rewrite')}`)).toBe(2);
    expect(await of('check=copy-drift&class=copy-drift')).toBe(5);
    expect(await of('check=growth')).toBe(0);
  });

  it('that there are none of are refused', async () => {
    for (const id of ['nonsense', '0190a0a0-0000-7000-8000-000000000000'])
      expect((await site.ask(`/findings/${id}`, anybody)).body.code).toBe('finding-not-found');
    expect((await site.ask('/findings?cursor=nonsense', anybody)).status).toBe(400);
  });
});

describe('pairs', () => {
  it('tell what became of each figure, with both places', async () => {
    const { items } = await answer<{ items: Omit<Pair, 'changes'>[] }>(
      `/pairs?article=${articles.get('training-rewrite')}`,
    );
    expect(items.map(({ how, earlier }) => [how, earlier.title])).toEqual([
      ['rewritten', 'training-original'],
    ]);
    const pair = await answer<Pair>(`/pairs/${items[0]!.id}`);
    const changed = pair.changes.find(({ kind, part }) => kind === 'changed' && part === 'value');
    expect([changed?.from?.quote, changed?.to?.quote]).toEqual(['312 teachers', '321 teachers']);
    for (const { from, to } of pair.changes) for (const spot of [from, to]) if (spot) fits(spot);
    expect(pair.changes.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['kept', 'changed', 'added', 'dropped']),
    );
    expect((await answer<{ items: unknown[] }>('/pairs')).items.length).toBe(4);
  });

  it('that there are none of are refused', async () => {
    expect((await site.ask('/pairs/nonsense', anybody)).body.code).toBe('pair-not-found');
  });
});

describe('an article', () => {
  it('has each figure’s standing, who agrees with it, and where it was copied from', async () => {
    const { claims, pairs, findings, ...row } = await article('port-rewrite');
    const figures = claims.filter(({ standing }) => standing !== null);
    const agree = figures.filter(({ standing }) => standing === 'agree');
    expect(agree.length).toBeGreaterThanOrEqual(row.agree);
    expect(row.agree).toBeGreaterThan(4);
    for (const spot of agree.flatMap(({ agreesWith }) => agreesWith)) fits(spot);
    expect(pairs.map(({ how, other }) => [how, other.title]).sort()).toEqual([
      ['rewritten', 'port-original'],
      ['rewritten', 'port-reprint'],
    ]);
    expect([row.copies, findings.length]).toEqual([2, 3]);
    const blamed = claims.filter((claim) => claim.findings.length > 0);
    expect(blamed.every(({ standing }) => standing === 'conflict')).toBe(true);
  });
});

describe('the lineage of a figure', () => {
  it('goes from the first text through its copies', async () => {
    const { claims } = await article('port-rewrite');
    const claim = claims.find(({ quote }) => quote.includes('350 million yuan'))!;
    const { nodes, edges } = await answer<{
      nodes: { title: string; claim: string }[];
      edges: { from: string; to: string; how: string }[];
    }>(`/claims/${claim.id}/lineage`);
    expect(nodes.map(({ title }) => title)).toEqual(['port-original', 'port-rewrite']);
    expect(edges).toEqual([{ from: nodes[0]!.claim, to: claim.id, how: 'rewritten' }]);
  });

  it('of no claim is refused', async () => {
    expect((await site.ask('/claims/nonsense/lineage', anybody)).body.code).toBe('claim-not-found');
  });
});
