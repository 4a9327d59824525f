/** Every statement about feeds and what they have named. */
import { type Kysely, sql } from 'kysely';

export interface FeedRecord {
  id: string;
  address: string;
  addedAt: Date;
  lookedAt: Date | null;
  problem: string | null;
  articles: number;
  refused: number;
  problems: { address: string; problem: string; at: string }[];
}

const problemsShown = 5;

export async function readFeeds<T>(db: Kysely<T>, id: string | null = null): Promise<FeedRecord[]> {
  const { rows } = await sql<FeedRecord>`
    select feed.id, feed.address, feed.added_at as "addedAt", feed.looked_at as "lookedAt", feed.problem,
           (select count(*)::integer from observatory.feed_item item where item.feed = feed.id and article is not null) as articles,
           (select count(*)::integer from observatory.feed_item item where item.feed = feed.id and article is null) as refused,
           coalesce((select json_agg(json_build_object('address', item.address, 'problem', item.problem, 'at', item.at) order by item.at desc)
                       from (select address, problem, to_char(looked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
                               from observatory.feed_item item where item.feed = feed.id and article is null
                              order by looked_at desc limit ${problemsShown}) item), '[]') as problems
      from observatory.feed feed where ${id === null ? sql`true` : sql`feed.id = ${id}::uuid`}
     order by feed.added_at, feed.id`.execute(db);
  return rows;
}

/** The id of the feed of that address, and whether it is new. */
export async function insertFeed<T>(
  trx: Kysely<T>,
  id: string,
  address: string,
): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await sql<{ id: string }>`
    insert into observatory.feed (id, address) values (${id}, ${address})
    on conflict (address) do update set address = excluded.address returning id`.execute(trx);
  const held = rows[0]!.id; // an insert or an update: one row either way
  return { id: held, isNew: held === id };
}

export async function deleteFeed<T>(trx: Kysely<T>, id: string): Promise<string | null> {
  const { rows } = await sql<{ address: string }>`
    delete from observatory.feed where id = ${id}::uuid returning address`.execute(trx);
  return rows[0]?.address ?? null;
}

export async function noteLook<T>(db: Kysely<T>, id: string, problem: string | null): Promise<void> {
  await sql`update observatory.feed set looked_at = now(), problem = left(${problem}, 1000) where id = ${id}::uuid`.execute(
    db,
  );
}

/** Which of these are not to be fetched: read before, by whomever, or tried as often as is worth it. */
export async function readSettled<T>(
  db: Kysely<T>,
  feed: string,
  items: readonly { address: string; source: string }[],
  triesMax: number,
): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`
    select item.address from unnest(${items.map(({ address }) => address)}::text[], ${items.map(({ source }) => source)}::text[]) as item (address, source)
     where exists (select from observatory.article where article.source = item.source)
        or exists (select from observatory.feed_item known where known.feed = ${feed}::uuid and known.address = item.address
                      and (known.article is not null or known.tries >= ${triesMax}))`.execute(db);
  return new Set(rows.map(({ address }) => address));
}

export async function noteItem<T>(
  db: Kysely<T>,
  item: { feed: string; address: string } & ({ article: string } | { problem: string }),
): Promise<void> {
  const { article, problem } = { article: null, problem: null, ...item };
  // The feed may have been removed while its item was read.
  await sql`
    insert into observatory.feed_item (feed, address, article, problem)
    select id, ${item.address}, ${article}::uuid, left(${problem}, 1000) from observatory.feed where id = ${item.feed}::uuid
    on conflict (feed, address) do update
      set article = excluded.article, problem = excluded.problem, tries = feed_item.tries + 1, looked_at = now()`.execute(
    db,
  );
}
