/** Bookings as the API answers them: the row, what the ledger says of it, and the clock. */
import type { Reservation } from '../../../ledgers/allocation/index.ts';
import type { Principal } from '../../../platform/http/permissions.ts';
import type { Ride } from '../capacity/api.ts';
import { type BookingCustoms, customsOf } from '../customs/of-bookings.ts';
import type { Booking, BookingRow as RowAnswer } from './api.ts';
import { readEvents } from './booking.store.ts';
import { actionsOf, type BookingRow, missingOf, stateOf } from './booking.ts';
import { type ListRow, placesInLine } from './list.store.ts';
import { endIn, optionIn, viaIn } from './names.ts';
import type { BookingParts } from './parts.ts';
import { holdsOther, mendLines } from './settle.ts';
import { termsAnswer } from './terms.ts';
import { partsOf } from './way.ts';

export interface Reader {
  principal: Principal;
  now: Date;
  lang: string;
}

/** Null where the ledger or the row says that there is none. */
export async function bookingAnswer(
  parts: BookingParts,
  row: BookingRow,
  reader: Reader,
): Promise<Booking | null> {
  const { db } = parts.database();
  const [reservation, events, places, customs, rides] = await Promise.all([
    parts.allocation().reservation(row.reservation),
    readEvents(db, row.id),
    placesInLine(db, [row.id]),
    customsOf(db, [row], { ...reader, corridor: parts.corridor() }),
    ridesNow(parts, row),
  ]);
  if (reservation && holdsOther(row, reservation)) await mendLines(parts, row.id);
  const common = commonAnswer(parts, row, { reservation, places, customs }, reader);
  if (common === null) return null;
  const { departure, loadingClosesAt, terms } = row;
  return {
    ...common,
    request: row.way.request,
    option: { ...optionIn(parts.corridor(), row.way.option, reader.lang), rides },
    rides,
    containers: row.containers,
    terms: termsAnswer(row.trainCancelled ? { ...terms, fees: [] } : terms, departure, loadingClosesAt),
    history: events.map(({ at, what, person, detail }) => ({
      at: at.toISOString(),
      what,
      by: person,
      detail,
    })),
  };
}

/** Rows of the board, with one reading of the ledger for all of them. */
export async function rowAnswers(
  parts: BookingParts,
  rows: readonly ListRow[],
  reader: Reader,
): Promise<RowAnswer[]> {
  const { db } = parts.database();
  const ids = rows.map(({ id }) => id);
  const [reservations, places, customs] = await Promise.all([
    parts.allocation().reservations(rows.map(({ reservation }) => reservation)),
    placesInLine(db, ids),
    customsOf(db, rows, { ...reader, corridor: parts.corridor() }),
  ]);
  const byId = new Map(reservations.map((reservation) => [reservation.id, reservation]));
  return rows.flatMap((row) => {
    const reservation = byId.get(row.reservation) ?? null;
    const common = commonAnswer(parts, row, { reservation, places, customs }, reader);
    if (common === null) return [];
    const containerNumbers = row.containers.flatMap(({ number }) => number ?? []);
    return [{ ...common, via: viaIn(parts.corridor(), row.brief.via, reader.lang), containerNumbers }];
  });
}

type Common = Omit<RowAnswer, 'via' | 'containerNumbers'>;

/** What is known of a booking outside its row. */
interface Around {
  reservation: Reservation | null;
  places: ReadonlyMap<string, number>;
  customs: ReadonlyMap<string, BookingCustoms>;
}

function commonAnswer(
  parts: BookingParts,
  row: Omit<ListRow, 'due'>,
  { reservation, places, customs }: Around,
  { principal, now, lang }: Reader,
): Common | null {
  const state = stateOf(row, reservation, now);
  if (state === null) return null;
  const corridor = parts.corridor();
  const { brief } = row;
  const isTheirs = principal.organisation?.id === row.organisation && principal.roles.includes('forwarder');
  const place = places.get(row.id);
  const declared = customs.get(row.id);
  return {
    id: row.id,
    number: row.number,
    reference: row.reference,
    organisation: { id: row.organisation, name: row.organisationName },
    state,
    version: row.version,
    heldUntil: state === 'held' || state === 'offered' ? (row.heldUntil?.toISOString() ?? null) : null,
    now: now.toISOString(),
    createdAt: row.createdAt.toISOString(),
    from: endIn(corridor, brief.from, lang),
    to: endIn(corridor, brief.to, lang),
    departure: brief.departure,
    arrival: brief.arrival,
    teu: brief.teu,
    cost: brief.cost,
    actions: isTheirs ? actionsOf(state, row, now) : [],
    waiting:
      state === 'waiting' && row.waitingSince !== null
        ? { place: place ?? 1, since: row.waitingSince.toISOString() }
        : null,
    missing: missingOf(state, row.containers, declared?.complete ?? false),
    customs: declared?.borders ?? [],
  };
}

/** Its trains with what is left on them now. */
async function ridesNow(parts: BookingParts, { way }: BookingRow): Promise<Ride[]> {
  const left = await parts.capacity().left(partsOf(way));
  return way.option.rides.map((ride, index) => {
    const { cancelled = false, ...amounts } = left[index] ?? {};
    return { ...ride, cancelled, left: 'teu' in amounts ? (amounts as NonNullable<Ride['left']>) : null };
  });
}
