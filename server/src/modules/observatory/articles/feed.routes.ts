/** Addresses of feeds: parse, call, answer. */
import { byOf, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import { type Feed, feedRequest, feedSchema, feedsAnswer } from '../api.ts';
import { deleteFeed, type FeedRecord, insertFeed, readFeeds } from './feed.store.ts';
import { everyMs, itemsOf, putDown } from './feed.ts';
import type { ArticlesParts } from './open.ts';

const feedsMax = 200;

export const feedRoutes = (parts: ArticlesParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/feeds',
    summary: 'Feeds that are looked at every hour, and what came of it',
    permission: 'public',
    answer: feedsAnswer,
    handle: async () => ({ items: (await readFeeds(parts.database().db)).map(feedOf) }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/feeds',
    summary: 'Look at a feed (RSS, Atom) now and every hour; one that is known stays as it is',
    permission: 'evidence:write',
    body: feedRequest,
    answer: feedSchema,
    errors: [
      'feeds-many',
      'feed-invalid',
      'address-invalid',
      'address-private',
      'address-unreachable',
      'address-timed-out',
    ],
    timeoutMs: 60_000,
    handle: async ({ body: { address } }, context) => {
      // What is no feed is refused while somebody is there to correct it.
      const items = await itemsOf(parts, address, context.signal);
      if (isRefusal(items)) return items;
      return transaction(parts.database().db, async (trx) => {
        if ((await readFeeds(trx)).length >= feedsMax)
          return refuse(
            'feeds-many',
            `${feedsMax} feeds are looked at. Remove one that is not needed any more.`,
          );
        const { id, isNew } = await insertFeed(trx, newId(), address);
        if (isNew) {
          await putDown(parts, id, context.now(), trx);
          await recordChange(trx, byOf(context), {
            what: 'feed.added',
            subject: `feed:${id}`,
            after: { address },
          });
        }
        const [feed] = await readFeeds(trx, id);
        return feedOf(feed!); // it was inserted or found a moment ago, in this transaction
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/feeds/:id',
    summary: 'Look at a feed no more; the articles it brought stay',
    permission: 'evidence:write',
    errors: ['feed-not-found'],
    handle: ({ params: { id = '' } }, context) =>
      transaction(parts.database().db, async (trx) => {
        const address = isId(id) ? await deleteFeed(trx, id) : null;
        if (address === null) return refuse('feed-not-found', 'It was removed already, or never was.');
        await recordChange(trx, byOf(context), {
          what: 'feed.removed',
          subject: `feed:${id}`,
          before: { address },
        });
        return {};
      }),
  }),
];

const feedOf = ({ addedAt, lookedAt, ...feed }: FeedRecord): Feed => ({
  ...feed,
  addedAt: addedAt.toISOString(),
  lookedAt: lookedAt?.toISOString() ?? null,
  nextAt: lookedAt === null ? null : new Date(lookedAt.getTime() + everyMs).toISOString(),
});

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
