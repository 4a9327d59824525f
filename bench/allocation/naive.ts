import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Line } from '../../server/src/ledgers/allocation/index.ts';
import { newId } from '../../server/src/platform/ids.ts';

/**
 * What one writes first, written well: a transaction a reservation, a connection a caller (50 at most), prepared statements, pools
 * updated in one order by a condition that cannot overbook. One line takes a single statement and so one round trip. It writes the same
 * rows to the same tables as the ledger. It leaves out what the ledger does besides: it reads no key and no time of closing.
 */
export function openNaive(connection: pg.ClientConfig, connections: number) {
  const pool = new pg.Pool({ ...connection, max: connections, min: connections });
  pool.on('error', () => {});
  return {
    reserve: async (lines: Line[], options: { caller: string; key: string; ttlSeconds: number }) => {
      const sorted = lines.toSorted((a, b) => (a.pool < b.pool ? -1 : 1));
      const row = [
        newId(),
        options.caller,
        options.key,
        createHash('sha256').update(JSON.stringify(sorted)).digest().subarray(0, 16),
        JSON.stringify(Object.fromEntries(sorted.map(({ pool, quantity }) => [pool, quantity]))),
        new Date(Date.now() + options.ttlSeconds * 1000),
      ];
      const client = await pool.connect();
      try {
        if (sorted.length === 1) {
          const { rowCount } = await client.query({
            ...takeAndInsert,
            values: [...row, ...valuesOf(sorted[0]!)],
          });
          if (rowCount !== 1) throw new Error('full');
          return;
        }
        await client.query('begin');
        for (const line of sorted) {
          const { rowCount } = await client.query({ ...take, values: valuesOf(line) });
          if (rowCount !== 1) throw new Error('full');
        }
        await client.query({ ...insert, values: row });
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

const valuesOf = ({ pool, quantity }: Line) => [pool, quantity];
const take = {
  name: 'naive-take',
  text: `update allocation.pool set held = held + $2
    where id = $1 and held + confirmed + $2 <= capacity`,
};
const insert = {
  name: 'naive-insert',
  text: `insert into allocation.reservation (id, caller, key, body_hash, lines, state, expires_at)
    values ($1, $2, $3, $4, $5, 'held', $6)`,
};
const takeAndInsert = {
  name: 'naive-take-and-insert',
  text: `with taken as (
      update allocation.pool set held = held + $8
      where id = $7 and held + confirmed + $8 <= capacity returning id)
    insert into allocation.reservation (id, caller, key, body_hash, lines, state, expires_at)
    select $1::uuid, $2::text, $3::text, $4::bytea, $5::jsonb, 'held', $6::timestamptz from taken`,
};
