import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Line, ReservationState } from '../../../ledgers/allocation/index.ts';
import { auditAllocation } from '../../../ledgers/allocation/index.ts';
import { serverPid } from '../../../platform/database/hold.ts';
import { type Database, openDatabase } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { root } from '../../../platform/root.ts';
import type { RowState } from './booking.ts';
import { tend } from './tend.ts';
import {
  asking,
  type Body,
  bookingMigrations,
  smallTrains,
  type TestServer,
  testServer,
  wayFor,
} from './testing.ts';
import { bookingStorm, ServerProcess, type StormReport, type Told } from './testing-storm.ts';

const log = pino({ level: 'silent' });
const corridor = smallTrains(12);

test('five kills of servers and PostgreSQL under load leave every booking as its caller was told', async () => {
  const site = await openSite();
  const { forwarder, bodies } = await site.within((database) => prepare(database));
  const program = await buildWorker();
  const report = await bookingStorm({
    start: () => new ServerProcess(program, site.folder, site.url),
    killDatabase: site.kill,
    headers: forwarder.bearer,
    bodies,
    kills: 5,
    callers: 8,
    random: Math.random,
  });
  await site.within((database) => compare(database, forwarder, report));
  await site.leave();
  expect(report.faults).toEqual([]);
  expect(report.kills).toEqual({ 'one server': 2, PostgreSQL: 2, everything: 1 });
  expect(report.askedAgain).toBeGreaterThan(0);
  expect(report.full).toBeGreaterThan(0);
}, 180_000);

/** Somebody who books, and ways of four days for one to three boxes, so that the same trains are wanted by many. */
async function prepare(database: Database): Promise<{ forwarder: SignedIn; bodies: Body[] }> {
  const forwarder = await signedIn(database, { roles: ['forwarder'] });
  const server = await testServer(database, corridor);
  const ask = asking(server.app, forwarder);
  const bodies: Body[] = [];
  for (const teu of [1, 2, 3])
    for (const days of [7, 11, 14, 18]) bodies.push((await wayFor(ask, teu, { days })).body);
  await server.close();
  return { forwarder, bodies };
}

interface Row {
  id: string;
  state: RowState;
  reservation: string;
  lines: Line[];
  intent: unknown;
}

/** Holds what is there to what the callers were told, the board to the ledger, and the ledger to itself. */
async function compare(database: Database, forwarder: SignedIn, report: StormReport): Promise<void> {
  const { faults, told } = report;
  const server = await testServer(database, corridor);
  await tend(server.parts, { olderSeconds: 0 });
  const shown = await everyBooking(server, forwarder);
  for (const [id, was] of told) {
    const now = shown.get(id);
    if (!now) faults.push(`${id} was acknowledged and is not there`);
    else if (!isAsTold(was, now))
      faults.push(`${id} is ${JSON.stringify(now)}, and was told as ${JSON.stringify(was)}`);
  }
  for (const id of shown.keys()) if (!told.has(id)) faults.push(`${id} is there, and nobody was told`);
  const { rows } = await sql<Row>`select id, state, reservation, lines, intent from freight.booking`.execute(
    database.db,
  );
  for (let at = 0; at < rows.length; at += 1_000) {
    const some = rows.slice(at, at + 1_000);
    const found = await server.allocation.reservations(some.map(({ reservation }) => reservation));
    const byId = new Map(found.map((reservation) => [reservation.id, reservation]));
    for (const row of some) {
      const reservation = byId.get(row.reservation);
      if (row.intent !== null) faults.push(`${row.id} still has something to ask`);
      if (!byRow[row.state].includes(reservation?.state ?? null))
        faults.push(`${row.id} is ${row.state}, its reservation ${reservation?.state}`);
      if (reservation && JSON.stringify(sorted(reservation.lines)) !== JSON.stringify(sorted(row.lines)))
        faults.push(`${row.id} holds other lines than it says`);
    }
  }
  faults.push(...(await auditAllocation(database.db)).map(({ pool, problem }) => `${pool}: ${problem}`));
  await server.close();
}
/** What the ledger may say of a row; null: it has never heard of it. Who leaves the line was never held for. */
const byRow: Record<RowState, (ReservationState | null)[]> = {
  asked: [],
  refused: [null],
  waiting: [null],
  held: ['held'],
  offered: ['held'],
  confirmed: ['confirmed'],
  cancelled: ['released', null],
  expired: ['expired'],
};
const sorted = (lines: readonly Line[]) =>
  lines.toSorted((a, b) => (a.pool < b.pool ? -1 : 1)).map(({ pool, quantity }) => [pool, quantity]);

/** Who waited may have been offered something meanwhile. */
const isAsTold = (was: Told, now: Told) =>
  was.teu === now.teu &&
  was.option === now.option &&
  (was.state === 'waiting'
    ? ['waiting', 'offered'].includes(now.state)
    : was.state === now.state && was.version === now.version);

async function everyBooking(server: TestServer, forwarder: SignedIn): Promise<Map<string, Told>> {
  const ask = asking(server.app, forwarder);
  const { rows } = await sql<{ id: string; option: string }>`
    select id, way -> 'option' ->> 'id' as option from freight.booking`.execute(server.parts.database().db);
  const optionOf = new Map(rows.map(({ id, option }) => [id, option]));
  const all = new Map<string, Told>();
  for (let cursor = ''; ; ) {
    const page = await ask<{ items: (Told & { id: string })[]; next: string | null }>(
      'GET',
      `/bookings?limit=100${cursor}`,
    );
    for (const { id, state, version, teu } of page.body.items) {
      if (all.has(id)) throw new Error(`${id} is on two pages`);
      all.set(id, { state, version, teu, option: optionOf.get(id) ?? '' });
    }
    if (page.body.next === null) return all;
    cursor = `&cursor=${page.body.next}`;
  }
}

/** Bundled for plain Node, below a folder from which the packages are found. */
async function buildWorker(): Promise<string> {
  const outfile = join(root, `test/.output/booking-worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'server/src/modules/freight/booking/testing-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@serai/router': join(root, 'engines/router/src/index.ts') },
    logLevel: 'error',
  });
  return outfile;
}

/** A PostgreSQL of its own to kill; where DATABASE_URL names one that is not ours, its connections are cut instead. */
async function openSite() {
  if (process.env.DATABASE_URL) {
    const database = await testDatabase({ migrations: bookingMigrations });
    const kill = async () => {
      const owner = new pg.Client(database.ownerUrl);
      await owner.connect();
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name like 'serai%'`,
      );
      await owner.end();
    };
    const within = <Result>(work: (database: Database) => Promise<Result>) => work(database);
    return { folder: '', url: database.ownerUrl, kill, within, leave: () => database.drop() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'serai-booking-'));
  const pidNow = () => serverPid(join(folder, 'postgres'));
  return {
    folder,
    url: '',
    kill: () => {
      const pid = pidNow();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    within: async <Result>(work: (database: Database) => Promise<Result>) => {
      const database = await openDatabase({ dataFolder: folder, migrations: bookingMigrations, log });
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
    leave: async () => {
      // The keeper stops PostgreSQL when the last process has gone.
      while (pidNow() !== undefined) await new Promise((done) => setTimeout(done, 20));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
