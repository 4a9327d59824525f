import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dossier } from '../api.ts';
import { type TestSite, testSite } from '../articles/testing.ts';

const texts = {
  trade: `Trade between China and Kazakhstan reached $43.8 billion in 2024, the customs office said. Trade between China and Kazakhstan was $41 billion in 2023. China's trade with Central Asia came to $94.8 billion in 2024.`,
  dam: `Engineers visited Kyrgyzstan's Rogun hydropower plant. Trade between China and Kyrgyzstan reached $22.7 billion in 2024. A logistics centre opened in Khorgos in May 2024.`,
};

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
  for (const [title, text] of Object.entries(texts))
    await site.ask('/articles', { post: { text, title, date: '2025-03-01' } });
});
afterAll(() => site.end());

const answer = async <Answer>(path: string): Promise<Answer> => {
  const { status, body } = await site.ask<Answer>(path, { headers: null });
  expect(status).toBe(200);
  return body;
};
interface Page {
  items: { kind: string; id: string; name: string; claims: number; articles: number; findings: number }[];
  next: string | null;
}

describe('the list of dossiers', () => {
  it('has what articles speak of, with counts, that with most claims first', async () => {
    const { items } = await answer<Page>('/dossiers');
    const of = (id: string) => items.find((row) => row.id === id);
    expect(items[0]).toMatchObject({ id: 'CN', kind: 'country', articles: 2 });
    expect(of('KZ')).toMatchObject({ kind: 'country', name: 'Kazakhstan', articles: 1, findings: 0 });
    expect(of('central-asia')).toMatchObject({ kind: 'region', name: 'Central Asia' });
    expect(of('asset:rogun')).toMatchObject({ kind: 'project', findings: 1 });
    expect(items.map(({ claims }) => claims)).toEqual(
      items.map(({ claims }) => claims).toSorted((a, b) => b - a),
    );
  });

  it('comes page by page, of one kind, by name in the reader’s language', async () => {
    const all = await answer<Page>('/dossiers');
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await answer<Page>(`/dossiers?limit=2${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    const named = await answer<Page>(`/dossiers?lang=ru&query=${encodeURIComponent('казах')}`);
    expect(named.items.map(({ id }) => id)).toEqual(['KZ']);
    expect((await answer<Page>('/dossiers?kind=region')).items.map(({ id }) => id)).toEqual(['central-asia']);
    const { body } = await site.ask('/dossiers?cursor=nonsense', { headers: null });
    expect(body.code).toBe('dossiers-cursor-invalid');
  });
});

describe('a dossier', () => {
  it('has figures by measure with the newest period first, each in its sentence, and the articles', async () => {
    const dossier = await answer<Dossier>('/dossiers/country/KZ');
    expect(dossier.measures.map(({ measure }) => measure)).toEqual(['trade']);
    expect(dossier.measures[0]!.claims.map(({ quote, period }) => [quote, period?.end])).toEqual([
      ['$43.8 billion', '2024-12-31'],
      ['$41 billion', '2023-12-31'],
    ]);
    for (const { spot } of dossier.measures[0]!.claims)
      expect(spot.sentence.slice(spot.at, spot.at + spot.quote.length)).toBe(spot.quote);
    expect(dossier.articles.map(({ title }) => title)).toEqual(['trade']);
    expect(dossier.indicators.map(({ id }) => id)).toContain('trade-value');
    expect(dossier.claims).toBe(2);
  });

  it('of a plant tells what is wrong with what is said of it', async () => {
    const { findings, events } = await answer<Dossier>('/dossiers/project/asset:rogun');
    expect(findings.map(({ check }) => check)).toEqual(['place-of-asset']);
    expect(events.map(({ measure }) => measure)).toContain('location');
  });

  it('of a place has its point on the map, and needs no claims', async () => {
    expect((await answer<Dossier>('/dossiers/place/place:aktau')).at).toEqual([
      expect.closeTo(51.2, 0),
      expect.closeTo(43.6, 0),
    ]);
  });

  it.each([
    '/dossiers/country/ZZ',
    '/dossiers/place/KZ',
    '/dossiers/nonsense/KZ',
    '/dossiers/place/place:nowhere',
  ])('that there is none of is refused: %s', async (path) => {
    expect((await site.ask(path, { headers: null })).body.code).toBe('dossier-not-found');
  });
});

describe('the map of a dossier', () => {
  it('has places of the register at their own points: those its claims name, and those within it', async () => {
    const text = 'In Almaty 900,000 tonnes of freight were handled in 2024.';
    await site.ask('/articles', { post: { title: 'places', text, date: '2025-03-02' } });
    // A claim of the country that names a place outside it.
    await sql`insert into observatory.mention
      select 'place:khorgos', claim, article, 'place' from observatory.mention where thing = 'KZ' limit 1`.execute(
      site.database.db,
    );
    const dossiers = await Promise.all(
      ['country/KZ', 'region/central-asia', 'country/CN', 'project/asset:zhanatas'].map((path) =>
        answer<Dossier>(`/dossiers/${path}`),
      ),
    );
    const [almaty, khorgos] = ['almaty', 'khorgos'].map((id) => {
      const { lon, lat } = site.corridor.places.get(id)!;
      return { id: `place:${id}`, at: [lon, lat], claims: 1 };
    });
    expect(dossiers.map(({ at }) => at)).toEqual([null, null, null, null]);
    expect(dossiers.map(({ places }) => places.map(({ name: _, ...place }) => place))).toEqual([
      [
        { ...almaty, by: 'within' },
        { ...khorgos, by: 'named' },
      ],
      [{ ...almaty, by: 'within' }],
      [{ ...khorgos, by: 'named' }],
      [],
    ]);
  });
});
