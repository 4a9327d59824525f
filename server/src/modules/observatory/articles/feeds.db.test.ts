import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuse } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { ArticleRow, Feed } from '../api.ts';
import type { Fetched } from '../readers/index.ts';
import { insertFeed, readFeeds } from './feed.store.ts';
import { feedJob, lookAt, lookingAtFeed, resumeFeeds } from './feed.ts';
import { type ArticlesParts, articlesParts } from './open.ts';
import { type TestSite, testSite } from './testing.ts';

/** The world outside: what stands at an address, and how often it was asked for. */
const world = new Map<string, string>();
const asked: string[] = [];
const fetch: Fetched = async (address) => {
  asked.push(address);
  const content = world.get(address);
  return content === undefined
    ? refuse('address-unreachable', `${address} did not answer.`)
    : {
        bytes: new TextEncoder().encode(content),
        mediaType: content.startsWith('<?xml') ? 'application/rss+xml' : 'text/plain',
        address,
      };
};
const at = (name: string) => `https://news.example/${name}`;
const rss = (...names: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>The Caravan</title><link>https://news.example/</link>${names
    .map(
      (name) =>
        `<item><title>Of ${name}</title><link>${at(name)}</link><pubDate>Wed, 18 Jun 2025 08:00:00 GMT</pubDate></item>`,
    )
    .join('')}</channel></rss>`;
const story = (name: string) => `A story of ${name}\n\nExports of ${name} reached $3.2 billion last year.`;

let site: TestSite;
let parts: ArticlesParts;
beforeAll(async () => {
  site = await testSite();
  parts = { ...articlesParts(site.parts, () => new Date()), fetch };
});
afterAll(() => site.end());

const jobs = async () =>
  (
    await sql<{ key: string; due: boolean }>`
      select key, run_at <= now() as due from platform.job where kind = ${lookingAtFeed} and attempts = 0`.execute(
      site.database.db,
    )
  ).rows;
const feedAt = async (address: string) => (await insertFeed(site.database.db, newId(), address)).id;
const shown = async (id: string) =>
  (await site.ask<{ items: Feed[] }>('/feeds')).body.items.find((feed) => feed.id === id)!;
const look = async (id: string) =>
  lookAt(parts, (await readFeeds(site.database.db, id))[0]!, new AbortController().signal);

test('what a feed names is read once, and what can’t be read is tried three times', async () => {
  world.set(at('feed'), rss('copper', 'wool', 'gone'));
  world.set(at('copper'), story('copper'));
  world.set(at('wool'), story('wool'));
  const id = await feedAt(at('feed'));
  expect(await shown(id)).toMatchObject({ lookedAt: null, articles: 0, refused: 0, problem: null });
  await look(id);
  expect(await shown(id)).toMatchObject({
    ...{ articles: 2, refused: 1, problem: null },
    problems: [{ address: at('gone'), problem: `${at('gone')} did not answer.` }],
  });
  const { body } = await site.ask<{ items: ArticleRow[] }>('/articles?query=copper');
  expect(body.items).toMatchObject([
    { title: 'Of copper', publisher: 'The Caravan', date: '2025-06-18', address: at('copper') },
  ]);
  for (let hour = 0; hour < 4; hour++) await look(id);
  const times = (name: string) => asked.filter((address) => address === at(name)).length;
  expect([times('copper'), times('wool'), times('gone')]).toEqual([1, 1, 3]);
  world.set(at('feed'), rss('silk', 'copper'));
  world.set(at('silk'), story('silk'));
  await look(id);
  expect(await shown(id)).toMatchObject({ articles: 3 });
});

test('an article known by its address is not fetched for a second feed', async () => {
  world.set(at('other'), rss('copper', 'wool'));
  const before = asked.length;
  await look(await feedAt(at('other')));
  expect(asked.slice(before)).toEqual([at('other')]);
});

test('a feed that fails says why, and well again it forgets it', async () => {
  const id = await feedAt(at('weak'));
  await look(id);
  expect(await shown(id)).toMatchObject({ problem: `${at('weak')} did not answer.`, articles: 0 });
  world.set(at('weak'), '<?xml version="1.0"?><page/>');
  await look(id);
  expect((await shown(id)).problem).toMatch(/\S/);
  world.set(at('weak'), rss());
  await look(id);
  expect(await shown(id)).toMatchObject({ problem: null });
});

test('each look puts down the next before it begins, and a removed feed is looked at no more', async () => {
  const id = await feedAt(at('hourly'));
  await resumeFeeds(parts);
  const waiting = await jobs();
  expect(waiting.find(({ key }) => key === id)).toEqual({ key: id, due: true });
  // Looked at a moment ago: its time is in an hour.
  expect(waiting.filter(({ due }) => !due).length).toBeGreaterThan(0);
  await sql`delete from platform.job`.execute(site.database.db);
  const job = {
    id: newId(),
    kind: lookingAtFeed,
    key: id,
    payload: { feed: id },
    attempts: 1,
    attemptsMax: 1,
  };
  world.set(at('hourly'), rss());
  await feedJob(parts).work(job, new AbortController().signal);
  expect(await jobs()).toEqual([{ key: id, due: false }]);
  expect((await site.ask(`/feeds/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await site.ask(`/feeds/${id}`, { method: 'DELETE' })).body.code).toBe('feed-not-found');
  await sql`delete from platform.job`.execute(site.database.db);
  await feedJob(parts).work(job, new AbortController().signal);
  expect(await jobs()).toEqual([]);
});

test('a feed removed while its page is read leaves the article and no trace', async () => {
  world.set(at('fleeting'), rss('salt'));
  world.set(at('salt'), story('salt'));
  const id = await feedAt(at('fleeting'));
  const removing: Fetched = async (address, signal) => {
    if (address === at('salt')) await site.ask(`/feeds/${id}`, { method: 'DELETE' });
    return fetch(address, signal);
  };
  await lookAt({ ...parts, fetch: removing }, { id, address: at('fleeting') }, new AbortController().signal);
  expect(await readFeeds(site.database.db, id)).toEqual([]);
  expect((await site.ask<{ items: ArticleRow[] }>('/articles?query=salt')).body.items).toHaveLength(1);
});

test('an address of this machine and one that is none are refused as a feed', async () => {
  const post = async (address: string) => (await site.ask('/feeds', { post: { address } })).body.code;
  expect(await post('http://localhost/feed')).toBe('address-private');
  expect(await post('nowhere')).toBe('body-invalid');
  expect(await site.ask('/feeds', { post: { address: at('feed') }, headers: null })).toMatchObject({
    status: 401,
  });
});
