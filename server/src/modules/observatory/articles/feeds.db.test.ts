import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { refuse } from '../../../platform/errors.ts';
import { buildApp } from '../../../platform/http/app.ts';
import { identifyIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { JobQueue, NewJob } from '../../../platform/jobs/queue.ts';
import type { ArticleRow, Feed } from '../api.ts';
import { type Fetched, readersErrors } from '../readers/index.ts';
import { articlesErrors } from './errors.ts';
import { feedRoutes } from './feed.routes.ts';
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
  parts = { ...articlesParts(site.parts, () => new Date()), fetch, jobs: () => jobs };
});
afterAll(() => site.end());

/** What was put on the queue, by feed. */
const queued = new Map<string, Date>();
const jobs = {
  enqueue: async (_: unknown, { key, runAt }: NewJob) => {
    queued.set(key!, runAt!);
    return key!;
  },
} as unknown as JobQueue;
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
  const beganAt = Date.now();
  await resumeFeeds(parts);
  const feeds = await readFeeds(site.database.db);
  // One that was never looked at is due; the others an hour after their last look.
  expect(queued.get(id)!.getTime()).toBeLessThan(beganAt);
  for (const { id: other, lookedAt } of feeds.filter((feed) => feed.lookedAt !== null))
    expect(queued.get(other)!.getTime() - lookedAt!.getTime()).toBe(3_600_000);
  const job = {
    id: newId(),
    kind: lookingAtFeed,
    key: id,
    payload: { feed: id },
    attempts: 1,
    attemptsMax: 1,
  };
  const look = (fetching: Fetched) =>
    feedJob({ ...parts, fetch: fetching }).work(job, new AbortController().signal);
  queued.clear();
  await expect(look(() => Promise.reject(new Error('the process dies here')))).rejects.toThrow('dies');
  expect(queued.get(id)!.getTime()).toBeGreaterThanOrEqual(beganAt + 3_600_000);
  expect((await site.ask(`/feeds/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await site.ask(`/feeds/${id}`, { method: 'DELETE' })).body.code).toBe('feed-not-found');
  queued.clear();
  await look(() => Promise.reject(new Error('nobody asks')));
  expect(queued.size).toBe(0);
});

test('a feed is added once, whoever sends it again; what is none is refused', async () => {
  const app = buildApp({
    modules: [
      { name: 'observatory', errors: { ...articlesErrors, ...readersErrors }, routes: feedRoutes(parts) },
    ],
    ...{ clock: systemClock, log: pino({ level: 'silent' }), version: '0', languages: ['en'] },
    ...{ ratePerSecond: 1_000, rateBurst: 1_000, checkAnswers: true, identify: identifyIn(site.database) },
  });
  const post = async (address: string) => {
    const response = await app.request('http://localhost/api/v1/feeds', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...site.analyst.cookie },
      body: JSON.stringify({ address }),
    });
    return { status: response.status, body: (await response.json()) as Feed & { code?: string } };
  };
  world.set(at('new'), rss('tea'));
  const [first, ...again] = await Promise.all([1, 2, 3].map(() => post(at('new'))));
  expect(first).toMatchObject({ status: 200, body: { address: at('new'), lookedAt: null } });
  for (const each of again) expect(each.body.id).toBe(first!.body.id);
  expect(queued.has(first!.body.id)).toBe(true);
  expect((await post(at('copper'))).body.code).toBe('feed-invalid');
  expect((await post(at('nothing'))).body.code).toBe('address-unreachable');
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
