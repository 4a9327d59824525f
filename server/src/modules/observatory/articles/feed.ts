/** Feeds: every hour what a feed names is read once, and what came of it can be seen. */
import { bySerai } from '../../../platform/audit/audit.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { JobKind } from '../../../platform/jobs/queue.ts';
import { type FeedItem, readFeed } from '../readers/index.ts';
import { cleaned, dayProblem, limits, type Said, sourceIdOf } from './article.ts';
import { noteItem, noteLook, readFeeds, readSettled } from './feed.store.ts';
import { receivedAt } from './fetched.ts';
import { takeIn } from './intake.ts';
import type { ArticlesParts } from './open.ts';

export const lookingAtFeed = 'observatory.feed';
export const everyMs = 3_600_000;
/** Of one look; what is left waits for the next. */
const itemsMax = 50;
/** A page that could not be read three times in three hours will not be read the fourth time. */
const triesMax = 3;

/** The next look is put down before anything is done: whatever becomes of this one, there is another. */
export const feedJob = (parts: ArticlesParts): JobKind => ({
  name: lookingAtFeed,
  attemptsMax: 1,
  timeoutMs: 1_800_000,
  work: async ({ payload }, signal) => {
    const { feed } = payload as { feed: string };
    const { db } = parts.database();
    const [known] = await readFeeds(db, feed);
    if (!known) return undefined;
    await putDown(parts, feed, new Date(Date.now() + everyMs));
    await lookAt(parts, known, signal);
    return undefined;
  },
});

export const putDown = (parts: ArticlesParts, feed: string, runAt: Date, within = parts.database().db) =>
  parts.jobs().enqueue(within, { kind: lookingAtFeed, key: feed, payload: { feed }, runAt });

/** Every feed has a look ahead of it; one whose time came while no server ran is looked at now. */
export async function resumeFeeds(parts: ArticlesParts): Promise<void> {
  for (const { id, lookedAt } of await readFeeds(parts.database().db))
    await putDown(parts, id, new Date((lookedAt?.getTime() ?? 0) + everyMs));
}

export async function lookAt(
  parts: ArticlesParts,
  { id, address }: { id: string; address: string },
  signal: AbortSignal,
): Promise<void> {
  const { db } = parts.database();
  const items = await itemsOf(parts, address, signal);
  if (isRefusal(items)) return noteLook(db, id, items.detail);
  const named = [...new Map(items.map((item) => [item.address, item])).values()];
  const settled = await readSettled(
    db,
    id,
    named.map((item) => ({ address: item.address, source: sourceIdOf(item.address, '') })),
    triesMax,
  );
  for (const item of named.filter((each) => !settled.has(each.address)).slice(0, itemsMax)) {
    signal.throwIfAborted();
    const received = await receivedAt(parts, item.address, saidOf(item, parts.now()), signal);
    const outcome = isRefusal(received) ? received : await takeIn(parts, received, bySerai);
    const came = isRefusal(outcome) ? { problem: outcome.detail } : { article: outcome.article };
    await noteItem(db, { feed: id, address: item.address, ...came });
  }
  await noteLook(db, id, null);
  await parts.comparer().compare();
}

/** What the feed names; of it only addresses that could be read. */
export async function itemsOf(
  { fetch }: ArticlesParts,
  address: string,
  signal: AbortSignal,
): Promise<FeedItem[] | Refusal> {
  const fetched = await fetch(address, signal);
  if (isRefusal(fetched)) return fetched;
  const items = readFeed(fetched.bytes, fetched.address);
  return isRefusal(items) ? items : items.filter((item) => item.address.length <= limits.addressCharacters);
}

/** A feed is no person who could mend it: what can't be used of what it says is left out. */
function saidOf({ title, publisher, date }: FeedItem, now: Date): Said {
  const said = {
    title: cleaned(title, limits.titleCharacters),
    publisher: cleaned(publisher, limits.publisherCharacters),
    date: date !== null && dayProblem(date, now) === undefined ? date : '',
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}
