/** For tests: bookings as their rows stand, on a way of the small world over two borders, and a declaration that lacks nothing. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { readEntries } from '../../../platform/audit/audit-page.store.ts';
import { localBus } from '../../../platform/bus.ts';
import { manualClock } from '../../../platform/clock.ts';
import { type Database, transaction } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { buildApp } from '../../../platform/http/app.ts';
import type { Role } from '../../../platform/http/permissions.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import { root } from '../../../platform/root.ts';
import type { Option } from '../api.ts';
import type { Container } from '../booking/api.ts';
import { freightErrors } from '../errors.ts';
import { buildNetwork } from '../network.ts';
import { plan } from '../plan.ts';
import { world } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import type { CustomsStatus, Declaration, DeclarationContent } from './api.ts';
import { customsRoutes } from './routes.ts';

export const testWorld = world();
export const testNow = new Date('2026-11-21T12:00:00Z');
export const firstBorder = 'khorgos-altynkol';
export const secondBorder = 'saryagash-keles';

/** The soonest way from Tianjin to Tashkent: over Khorgos, then over Saryagash. */
export async function twoBorders(): Promise<Option> {
  const network = buildNetwork(testWorld, minuteOf(testNow));
  const request = { from: 'Tianjin', to: 'Tashkent', teu: 1, readyAt: '2026-12-01T00:00:00Z' };
  const answer = await plan(network, request, {
    now: testNow,
    lang: 'en',
    signal: new AbortController().signal,
  });
  if (isRefusal(answer)) throw new Error(answer.detail);
  const option = answer.options.find(({ legs }) => {
    const crossings = legs.flatMap(({ crossing }) => crossing?.id ?? []);
    return crossings.join() === `${firstBorder},${secondBorder}`;
  });
  if (option === undefined) throw new Error('the small world has no way over two borders any more');
  return option;
}

export const boxes: Container[] = [
  { type: '42G1', number: 'CSQU3054383', cargoKg: 20_000, goods: [{ hs: '8708', description: 'brakes' }] },
];

let count = 0;
export async function insertBooking(
  { db }: Pick<Database, 'db'>,
  booking: {
    organisation: { id: string; name: string };
    option: Pick<Option, 'legs'>;
    state?: string;
    heldUntil?: Date;
    containers?: Container[];
  },
): Promise<string> {
  const id = newId();
  const { organisation, option, state = 'confirmed', heldUntil = null, containers = boxes } = booking;
  await sql`
    insert into freight.booking (id, number, organisation, organisation_name, body_hash, reference, state, way, brief, containers, lines, terms,
      departure, loading_closes_at, search, held_until, contact, reservation)
    values (${id}, ${`SR-${++count}`}, ${organisation.id}, ${organisation.name}, '', '', ${state}, ${JSON.stringify({ option })}::jsonb, '{}',
      ${JSON.stringify(containers)}::jsonb, '[]', '{}', ${testNow}, ${testNow}, '', ${heldUntil}, '{}', ${newId()})`.execute(
    db,
  );
  return id;
}

export const changeWay = ({ db }: Pick<Database, 'db'>, booking: string, option: Pick<Option, 'legs'>) =>
  transaction(db, (trx) =>
    sql`update freight.booking set way = ${JSON.stringify({ option })}::jsonb where id = ${booking}`.execute(
      trx,
    ),
  );

export const changeBoxes = (
  { db }: Pick<Database, 'db'>,
  booking: string,
  containers: readonly Container[],
) =>
  sql`update freight.booking set containers = ${JSON.stringify(containers)}::jsonb where id = ${booking}`.execute(
    db,
  );

const party = (name: string, country: string) => ({ name, address: 'Somewhere 1', country });
export const wholeContent = (change: Partial<DeclarationContent> = {}): DeclarationContent => ({
  consignor: party('Tianjin Brakes', 'CN'),
  consignee: party('Tashkent Motors', 'UZ'),
  declarant: party('Silk Brokers', 'UZ'),
  incoterm: 'CPT',
  incotermPlace: 'Tashkent',
  lines: [
    {
      hs: '870830',
      description: 'Brake pads',
      origin: 'CN',
      packages: 400,
      grossKg: '20000',
      netKg: '19000.5',
      valueMinor: 5_000_000,
      currency: 'USD',
      container: 0,
    },
  ],
  documents: [
    { kind: 'invoice', number: 'I-1', date: '2026-11-20' },
    { kind: 'packing-list', number: 'P-1', date: '2026-11-20' },
  ],
  ...change,
});

/** Customs behind HTTP on a database of its own, and people to ask as. */
export async function openCustoms() {
  const at = (module: string, path: string) => ({ module, folder: join(root, 'server/src', path) });
  const database = await testDatabase({
    migrations: [
      at('platform', 'platform/migrations'),
      at('corridor', 'corridor/migrations'),
      at('allocation', 'ledgers/allocation/migrations'),
      at('freight', 'modules/freight/migrations'),
    ],
  });
  const bus = localBus();
  const parts = { corridor: () => testWorld, database: () => database, bus: () => bus };
  const app = buildApp({
    modules: [{ name: 'freight', errors: freightErrors, routes: customsRoutes(parts) }],
    clock: manualClock(testNow.toISOString()),
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
    identify: identifyIn(database),
  });
  const as = (roles: Role[], name: string) => signedIn(database, { roles, name });
  const people = {
    forwarder: await as(['forwarder'], 'Farida'),
    stranger: await as(['forwarder'], 'Sanjar'),
    operator: await as(['operator'], 'Oralbek'),
    /** Each decides at the border of that name, idle at none. */
    khorgos: await as(['customs'], 'Kairat'),
    saryagash: await as(['customs'], 'Saule'),
    idle: await as(['customs'], 'Ivan'),
  };
  await stateOffice(database, people.khorgos, firstBorder);
  await stateOffice(database, people.saryagash, secondBorder);
  const ask = async (who: SignedIn | null, method: string, path: string, body?: unknown) => {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: { ...who?.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, code: answer.code as string | undefined, answer };
  };
  return { database, bus, app, ask, way: await twoBorders(), ...people, ...requests(ask) };
}
export type Customs = Awaited<ReturnType<typeof openCustoms>>;
type Ask = (who: SignedIn | null, method: string, path: string, body?: unknown) => Promise<Asked>;
interface Asked {
  status: number;
  code: string | undefined;
  answer: Record<string, unknown>;
}

/** What tests ask for, in the words of the field. */
const requests = (ask: Ask) => ({
  read: (who: SignedIn, booking: string) => ask(who, 'GET', `/bookings/${booking}/declaration`),
  write: (who: SignedIn, booking: string, content: unknown, version: number) =>
    ask(who, 'PUT', `/bookings/${booking}/declaration`, { content, version }),
  set: (
    who: SignedIn,
    booking: string,
    crossing: string,
    status: CustomsStatus,
    version: number,
    rest = {},
  ) => ask(who, 'POST', `/bookings/${booking}/borders/${crossing}/status`, { status, version, ...rest }),
});

/** The declaration, where it was answered and not refused. */
export async function good(asked: Promise<Asked>): Promise<Declaration> {
  const { status, answer } = await asked;
  if (status !== 200) throw new Error(`${status} ${answer.code}: ${answer.detail}`);
  return answer as Declaration;
}

export const stateOffice = ({ db }: Pick<Database, 'db'>, { organisation }: SignedIn, crossing: string) =>
  sql`insert into freight.customs_office values (${organisation.id}, ${crossing})`.execute(db);

/** What the audit log tells of something, oldest first. */
export const told = async ({ db }: Pick<Database, 'db'>, subject: string) =>
  (await readEntries(db, { subject, limit: 100 })).toReversed();
