/** Every statement about two articles that are alike. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import type { How } from '../compare/copies.ts';

export interface StoredPair {
  id: string;
  earlier: string;
  later: string;
  orderKnown: boolean;
  isExact: boolean;
  isNear: boolean;
  shingles: number;
  earlierPlaces: number[];
  laterPlaces: number[];
  how: How | null;
  containment: number;
}
const columns = sql`
  id, earlier, later, order_known as "orderKnown", is_exact as "isExact", is_near as "isNear", shingles,
  earlier_places as "earlierPlaces", later_places as "laterPlaces", how, containment`;

export async function insertPairs<T>(
  tx: Kysely<T>,
  pairs: readonly Omit<StoredPair, 'id' | 'how' | 'containment'>[],
): Promise<void> {
  const rows = pairs.map((pair) => ({
    id: newId(),
    earlier: pair.earlier,
    later: pair.later,
    order_known: pair.orderKnown,
    is_exact: pair.isExact,
    is_near: pair.isNear,
    shingles: pair.shingles,
    earlier_places: pair.earlierPlaces,
    later_places: pair.laterPlaces,
  }));
  await sql`
    insert into observatory.likeness
      (id, earlier, later, order_known, is_exact, is_near, shingles, earlier_places, later_places)
    select id, earlier, later, order_known, is_exact, is_near, shingles, earlier_places, later_places
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
        (id uuid, earlier uuid, later uuid, order_known boolean, is_exact boolean, is_near boolean, shingles double precision,
         earlier_places integer[], later_places integer[])`.execute(tx);
}

const rowsOf = async <T>(db: Kysely<T>, rest: RawBuilder<unknown>): Promise<StoredPair[]> =>
  (await sql<StoredPair>`select ${columns} from observatory.likeness ${rest}`.execute(db)).rows;

/** Copies or not; of all articles where none is named. */
export const likenessesOf = <T>(db: Kysely<T>, articles: readonly string[] | null): Promise<StoredPair[]> =>
  rowsOf(
    db,
    articles === null
      ? sql``
      : sql`where earlier = any(${[...articles]}::uuid[]) or later = any(${[...articles]}::uuid[])`,
  );

export async function judgePairs<T>(
  tx: Kysely<T>,
  judged: readonly Pick<StoredPair, 'id' | 'how' | 'containment'>[],
): Promise<void> {
  if (judged.length === 0) return;
  await sql`
    update observatory.likeness l set how = given.how, containment = given.containment
      from jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) as given (id uuid, how text, containment double precision)
     where l.id = given.id`.execute(tx);
}

export async function pairOf<T>(db: Kysely<T>, id: string): Promise<StoredPair | undefined> {
  return (await rowsOf(db, sql`where id = ${id}::uuid and how is not null`))[0];
}

/** Copies, newest first. */
export const pairsPage = <T>(
  db: Kysely<T>,
  { article, before, limit }: { article?: string | undefined; before?: string | undefined; limit: number },
): Promise<StoredPair[]> => {
  const where = [sql`how is not null`];
  if (article !== undefined) where.push(sql`(earlier = ${article}::uuid or later = ${article}::uuid)`);
  if (before !== undefined) where.push(sql`id < ${before}::uuid`);
  return rowsOf(db, sql`where ${sql.join(where, sql` and `)} order by id desc limit ${limit}`);
};

/** Copies with both ends among these. */
export const pairsAmong = <T>(db: Kysely<T>, articles: readonly string[]): Promise<StoredPair[]> =>
  rowsOf(
    db,
    sql`where how is not null and earlier = any(${[...articles]}::uuid[]) and later = any(${[...articles]}::uuid[])`,
  );
