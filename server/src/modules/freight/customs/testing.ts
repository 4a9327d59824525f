/** For tests: bookings as their rows stand, on a way of the small world over two borders, and a declaration that lacks nothing. */
import { sql } from 'kysely';
import { type Database, transaction } from '../../../platform/database/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Option } from '../api.ts';
import type { Container } from '../booking/api.ts';
import { buildNetwork } from '../network.ts';
import { plan } from '../plan.ts';
import { world } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import type { DeclarationContent } from './api.ts';

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
