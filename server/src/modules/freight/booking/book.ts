/** Makes a booking: every leg of the way is held, or none is and the caller hears why or waits in line. */
import { type Line, reservationId } from '../../../ledgers/allocation/index.ts';
import type { By } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { bookRequest } from './api.ts';
import {
  insertBooking,
  isNumberTaken,
  joinLine,
  lockBooking,
  readBooking,
  searchText,
  updateBooking,
  writeIntent,
} from './booking.store.ts';
import { type BookingRow, type Contact, type Content, type Intent, stateOf } from './booking.ts';
import { refuseFull } from './full.ts';
import { bodyHash, bookingId, bookingNumber } from './key.ts';
import { somebodyWaits } from './line.store.ts';
import { leaveLine, type Present, walkLine } from './line.ts';
import { needOf } from './load.ts';
import type { BookingParts } from './parts.ts';
import { callerOf, noteEvent, settle } from './settle.ts';
import { readTerms } from './terms.store.ts';
import { type KeptTerms, ttlSecondsOf } from './terms.ts';
import { chooseWay, type Loaded, loadingClosed, partsOf } from './way.ts';

export type BookBody = ReturnType<typeof bookRequest.parse>;
export interface Asking {
  organisation: { id: string; name: string };
  by: By;
  contact: Contact;
  now: Date;
  lang: string;
  signal?: AbortSignal;
}

export async function book(
  parts: BookingParts,
  network: FreightNetwork,
  body: BookBody,
  key: string,
  asking: Asking,
): Promise<BookingRow | FreightRefusal> {
  const id = bookingId(asking.organisation.id, key);
  const known = await settle(parts, id);
  // Who stands in line only until they are answered has no answer yet.
  if (known && isBooking(known) && !known.briefly) return sameBody(known, body);
  const loaded = chooseWay(network, body, asking);
  if (isRefusal(loaded)) return loaded;
  const content = await withLines(parts, loaded, asking.now);
  if (isRefusal(content)) return content;
  const terms = await readTerms(parts.database().db);
  const ttlSeconds = ttlSecondsOf(terms.holdMinutes, new Date(content.loadingClosesAt), asking.now);
  if (ttlSeconds === null) return loadingClosed(network, content);
  const pools = content.lines.map(({ pool }) => pool);
  const behind = await somebodyWaits(parts.database().db, pools);
  const intent: Intent = { id: newId(), by: asking.by, kind: 'hold', ttlSeconds, onFull: body.onFull };
  const begun = await begin(
    parts,
    network,
    { id, body, content, terms, intent: behind ? null : intent },
    asking,
  );
  if (begun !== 'begun') {
    // Another request with this key was faster; what became of it is this one's answer as well.
    const same = sameBody(begun, body);
    if (isRefusal(same)) return same;
  }
  // Where somebody waits already, nobody overtakes: it stands in line as well, and is served in its turn, which may be now.
  const row = behind ? await inTurn(parts, { id, by: asking.by }) : await settle(parts, id);
  if (row === null) throw new Error(`booking ${id} was written and is not there`);
  if (row.state === 'waiting' && !behind) {
    // What came back between the ledger's no and its place in the line was told to nobody.
    await walkLine(parts, { id, by: asking.by });
    return (await readBooking(parts.database().db, id)) ?? row;
  }
  if (isBooking(row)) return row;
  const refusal = row.outcome?.refusal as FreightRefusal | null | undefined;
  if (refusal && refusal.code !== 'full') return refusal;
  return refuseFull(parts, network, content, asking.lang);
}

/** Neither asked for nor refused: somebody has it, or waits for it. */
const isBooking = (row: BookingRow) => stateOf(row, null, new Date(0)) !== null;

const sameBody = (row: BookingRow, body: BookBody): BookingRow | FreightRefusal =>
  row.bodyHash === bodyHash(body)
    ? row
    : refuse(
        'key-conflict',
        `This key made booking ${row.number} from another request. Send this one under a key of its own.`,
      );

export async function withLines(
  parts: BookingParts,
  loaded: Loaded,
  now: Date,
): Promise<Content | FreightRefusal> {
  const lines: Line[] | FreightRefusal = await parts
    .capacity()
    .lines(partsOf(loaded.way), needOf(loaded.containers), now);
  return isRefusal(lines) ? lines : { ...loaded, lines };
}

interface New {
  id: string;
  body: BookBody;
  content: Content;
  terms: KeptTerms;
  /** Null: it stands in line first. */
  intent: Intent | null;
}

const numbersTriedMax = 10;

/** Writes down what will be asked. Answers the row where the same key was faster, or made it before. */
async function begin(
  parts: BookingParts,
  network: FreightNetwork,
  booking: New,
  asking: Asking,
): Promise<'begun' | BookingRow> {
  for (let attempt = 1; ; attempt++) {
    const number = bookingNumber(booking.id, attempt);
    try {
      const done = await transaction(parts.database().db, async (trx) => {
        const row = newRow(network, booking, number, asking);
        const { id, content, intent, body } = booking;
        if (!(await insertBooking(trx, row))) {
          const there = await lockBooking(trx, id);
          // Refused before, and forgotten in this moment (tend.ts): the key is free.
          if (there === null) return null;
          if (there.state !== 'refused') return there;
          const { loadingClosesAt, search, bodyHash: hash } = row;
          const departure = content.brief.departure;
          const { way, brief, containers, lines } = content;
          const changed = {
            way,
            brief,
            containers,
            lines,
            loadingClosesAt,
            search,
            departure,
            terms: row.terms,
          };
          await updateBooking(trx, id, {
            ...changed,
            reference: body.reference,
            bodyHash: hash,
            briefly: row.briefly,
            state: 'asked',
          });
          await writeIntent(trx, id, intent);
        }
        if (intent === null) {
          const pools = content.lines.map(({ pool }) => pool);
          await joinLine(trx, id, pools);
          if (!row.briefly)
            await noteEvent(parts, trx, { ...row, version: 1 }, asking.by, { what: 'waiting', detail: '' });
        }
        return 'begun' as const;
      });
      if (done !== null) return done;
    } catch (error) {
      if (!isNumberTaken(error) || attempt >= numbersTriedMax) throw error;
    }
  }
}

function newRow(
  network: FreightNetwork,
  { id, body, content, terms, intent }: New,
  number: string,
  asking: Asking,
) {
  const { organisation } = asking;
  const { loadingClosesAt, way, brief, containers, lines } = content;
  return {
    id,
    number,
    organisation: organisation.id,
    organisationName: organisation.name,
    bodyHash: bodyHash(body),
    reference: body.reference,
    contact: asking.contact,
    state: 'asked' as const,
    way,
    brief,
    containers,
    lines,
    terms,
    loadingClosesAt,
    search: searchText(number, body.reference, content, namesOf(network, content)),
    reservation: reservationId(callerOf(organisation.id), id),
    briefly: intent === null && body.onFull === 'refuse',
    intent,
  };
}

/** The ends' names in all languages of the pack: people look for a booking in their own. */
export const namesOf = (
  { corridor }: FreightNetwork,
  { brief: { from, to } }: Pick<Content, 'brief'>,
): string[] =>
  [from, to].flatMap(({ kind, id, name }) => [name, ...Object.values(corridor.namesOf(`${kind}:${id}`))]);

async function inTurn(parts: BookingParts, present: Present): Promise<BookingRow | null> {
  await walkLine(parts, present);
  await leaveLine(parts, present.id);
  return readBooking(parts.database().db, present.id);
}
