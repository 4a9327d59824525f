/** Reading, writing and deciding on one declaration: who may, under which version, in one transaction with its audit. */
import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Transaction } from 'kysely';
import type { Corridor } from '../../../corridor/index.ts';
import { type By, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { type Principal, permissionsOf } from '../../../platform/http/permissions.ts';
import { bookingsTopic } from '../booking/settle.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightParts } from '../routes.ts';
import type { CustomsStatus, Declaration, DeclarationContent } from './api.ts';
import { afterChange, nextOf, refuseStatus, type Standing } from './border.ts';
import {
  type BorderRow,
  type Case,
  type EventRow,
  nextVersion,
  readCase,
  writeContent,
  writeStatus,
} from './declaration.store.ts';
import { missingOf } from './declaration.ts';
import { nameIn } from './of-bookings.ts';
import { crossingsOf } from './office.store.ts';

/** Boards that show the booking hear of it. */
export type LodgingParts = Pick<FreightParts, 'database' | 'bus'>;

export interface Asking {
  principal: Principal;
  by: By;
  corridor: Corridor;
  lang: string;
  now: Date;
}

/** What somebody is to one booking. */
interface Viewer {
  operates: boolean;
  /** It is their organisation's. */
  owns: boolean;
  /** Crossings of the way at which their organisation decides; none where the booking is their own. */
  offices: ReadonlySet<string>;
}

export async function readDeclaration<Tables>(
  db: Kysely<Tables>,
  id: string,
  asking: Asking,
): Promise<Declaration | FreightRefusal> {
  const seen = await look(db, id, asking);
  return isRefusal(seen) ? seen : answerOf(seen.found, seen.viewer, asking);
}

/** Version 0 is that of a declaration nobody has written yet. */
export const writeDeclaration = (
  { database, bus }: LodgingParts,
  id: string,
  { content, version }: { content: DeclarationContent; version: number },
  asking: Asking,
): Promise<Declaration | FreightRefusal> =>
  transaction(database().db, async (trx) => {
    const seen = await look(trx, id, asking, 'locked');
    if (isRefusal(seen)) return seen;
    const { found, viewer } = seen;
    if (!viewer.owns) return notFound(id);
    const current = found.declaration?.version ?? 0;
    const same = isDeepStrictEqual(found.declaration?.content, content);
    // The same once more, sent twice or by an impatient hand: it is as wanted already.
    if (same && (version === current || version === current - 1)) return answerOf(found, viewer, asking);
    if (version !== current) return changedMeanwhile(version, current);
    if (!isOpen(found, asking.now)) return closed(found);
    const made = await writeContent(trx, id, content);
    const takenBack = found.borders.filter(({ status }) => afterChange(status) !== status);
    for (const border of takenBack) {
      const status = afterChange(border.status);
      const note = 'The declaration was changed; it has to be lodged again.';
      await writeStatus(trx, {
        ...eventBy(asking, id, border.crossing),
        status,
        version: made,
        reference: '',
        note,
      });
    }
    await recordChange(trx, asking.by, {
      what: current === 0 ? 'declaration.written' : 'declaration.changed',
      subject: `booking:${id}`,
      organisation: found.booking.organisation,
      before: current === 0 ? null : { version: current, lines: found.declaration?.content.lines.length },
      after: {
        version: made,
        lines: content.lines.length,
        documents: content.documents.length,
        takenBack: takenBack.map(({ crossing }) => crossing),
      },
    });
    await bus().publish(bookingsTopic, { id, organisation: found.booking.organisation }, trx);
    return answerAgain(trx, id, viewer, asking);
  });

export interface StatusChange {
  status: Exclude<CustomsStatus, 'not-lodged'>;
  reference: string;
  note: string;
  version: number;
}

/** Of two who decide at once on the same version, the first has decided and the other is told so. */
export const changeStatus = (
  { database, bus }: LodgingParts,
  id: string,
  crossing: string,
  change: StatusChange,
  asking: Asking,
): Promise<Declaration | FreightRefusal> =>
  transaction(database().db, async (trx) => {
    const seen = await look(trx, id, asking, 'locked');
    if (isRefusal(seen)) return seen;
    const { found, viewer } = seen;
    const border = found.borders.find((each) => each.crossing === crossing);
    if (border === undefined)
      return refuse(
        'border-not-on-way',
        `The way of ${found.booking.number} does not cross ${crossing}: it crosses ${found.borders.map((each) => each.crossing).join(', ') || 'no border'}.`,
      );
    if (isRepeated(found, crossing, change, asking)) return answerOf(found, viewer, asking);
    const refused = refuseChange(found, border, change, viewer, asking);
    if (refused !== null) return refused;
    const version = await nextVersion(trx, id);
    const { status, reference, note } = change;
    await writeStatus(trx, { ...eventBy(asking, id, crossing), status, version, reference, note });
    await recordChange(trx, asking.by, {
      what: `declaration.${status}`,
      subject: `booking:${id}`,
      organisation: found.booking.organisation,
      before: { crossing, status: border.status },
      after: { crossing, status, version, reference, note },
    });
    await bus().publish(bookingsTopic, { id, organisation: found.booking.organisation }, trx);
    return answerAgain(trx, id, viewer, asking);
  });

function refuseChange(
  found: Case,
  border: BorderRow,
  { status, note, version }: StatusChange,
  viewer: Viewer,
  asking: Asking,
): FreightRefusal | null {
  const current = found.declaration?.version ?? 0;
  if (version !== current) return changedMeanwhile(version, current);
  if (found.booking.state !== 'confirmed') {
    if (!isOpen(found, asking.now)) return closed(found);
    return refuse(
      'booking-not-confirmed',
      `${found.booking.number} is only ${found.booking.state}: confirm it, then lodge.`,
    );
  }
  const refused = refuseStatus(border.status, status, standingOf(found, viewer, border.crossing), note);
  if (refused !== null || status !== 'lodged') return refused;
  const missing = found.declaration === null ? null : missingIn(found, found.declaration.content, asking);
  if (missing === null)
    return refuse('declaration-incomplete', 'There is no declaration yet: write it, then lodge it.');
  if (missing.length === 0) return null;
  return refuse(
    'declaration-incomplete',
    `${missing.length} things are missing; the first: ${missing[0]!.problem}`,
    missing,
  );
}

/** The very same sent again: its answer was lost, and it is done. */
function isRepeated(found: Case, crossing: string, change: StatusChange, { principal }: Asking): boolean {
  const last = found.events.findLast((event) => event.crossing === crossing);
  return (
    last !== undefined &&
    found.declaration?.version === last.version &&
    last.version === change.version + 1 &&
    last.person === principal.person.id &&
    last.status === change.status &&
    last.reference === change.reference &&
    last.note === change.note
  );
}

type Seen = { found: Case; viewer: Viewer };

/** Who may not know of a booking is answered as if there were none. */
async function look<Tables>(
  db: Kysely<Tables> | Transaction<Tables>,
  id: string,
  { principal }: Asking,
  lock?: 'locked',
): Promise<Seen | FreightRefusal> {
  const found = isUuid(id) ? await readCase(db, id, lock) : null;
  if (found === null) return notFound(id);
  const permitted = permissionsOf(principal.roles);
  const organisation = principal.organisation?.id ?? null;
  const own = found.booking.organisation === organisation;
  const decides = permitted.includes('customs:decide') && organisation !== null && !own;
  const onWay = new Set(found.borders.map(({ crossing }) => crossing));
  const offices = decides ? await crossingsOf(db, organisation) : [];
  const viewer = {
    operates: principal.roles.includes('operator'),
    owns: own && permitted.includes('customs:lodge'),
    offices: new Set(offices.filter((crossing) => onWay.has(crossing))),
  };
  if (viewer.operates || viewer.owns) return { found, viewer };
  if (viewer.offices.size === 0) return notFound(id);
  // A draft is its writer's own affair until it is lodged at one of the office's borders.
  const lodged = found.borders.some(
    ({ crossing, status }) => viewer.offices.has(crossing) && status !== 'not-lodged',
  );
  if (lodged) return { found, viewer };
  return refuse(
    'declaration-not-lodged',
    `The declaration of ${found.booking.number} is not lodged at your borders, or was taken back to be changed.`,
  );
}
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const isOpen = ({ booking: { state, heldUntil } }: Case, now: Date) =>
  state === 'confirmed' || (isHold(state) && heldUntil !== null && heldUntil > now);
const isHold = (state: string) => state === 'held' || state === 'offered';

function standingOf(found: Case, { owns, offices }: Viewer, crossing: string): Standing {
  const confirmed = found.booking.state === 'confirmed';
  return { lodges: confirmed && owns, decides: confirmed && offices.has(crossing) };
}

const missingIn = (
  { booking: { containers } }: Case,
  content: DeclarationContent,
  { corridor, now }: Asking,
) => missingOf(content, { corridor, containers, now });

/** Within the transaction that has just written. */
async function answerAgain<Tables>(trx: Transaction<Tables>, id: string, viewer: Viewer, asking: Asking) {
  const found = await readCase(trx, id);
  return found === null ? notFound(id) : answerOf(found, viewer, asking);
}

function answerOf(found: Case, viewer: Viewer, asking: Asking): Declaration {
  const { booking, declaration, borders, events } = found;
  const content: DeclarationContent = declaration?.content ?? { lines: [], documents: [] };
  return {
    booking: booking.id,
    number: booking.number,
    content,
    missing: missingIn(found, content, asking),
    borders: borders.map((border) => ({
      crossing: border.crossing,
      name: nameIn(asking.corridor, border.crossing, asking.lang),
      fromCountry: border.fromCountry,
      toCountry: border.toCountry,
      expectedAt: border.expectedAt.toISOString(),
      status: border.status,
      // What one country's office wrote to the forwarder is not another's to read.
      history: (viewer.operates || viewer.owns || viewer.offices.has(border.crossing) ? events : [])
        .filter(({ crossing }) => crossing === border.crossing)
        .map((event) => ({
          at: event.at.toISOString(),
          status: event.status,
          by: nameOf(event, viewer, asking),
          reference: event.reference,
          note: event.note,
        })),
      next: nextOf(border.status, standingOf(found, viewer, border.crossing)),
    })),
    version: declaration?.version ?? 0,
  };
}

/** Persons are named to their own organisation and to operators; to others their organisation speaks for them. */
function nameOf(event: EventRow, { operates }: Viewer, { principal }: Asking): string {
  const colleague = event.organisation !== null && event.organisation === principal.organisation?.id;
  const named = operates || colleague ? event.personName : event.organisationName;
  return named ?? event.organisationName ?? 'Serai';
}

const eventBy = ({ principal }: Asking, booking: string, crossing: string) => ({
  booking,
  crossing,
  person: principal.person.id,
  personName: principal.person.name,
  organisation: principal.organisation?.id ?? null,
  organisationName: principal.organisation?.name ?? null,
});

const notFound = (id: string) =>
  refuse('booking-not-found', `There is no booking ${id} among those you may see.`);
const changedMeanwhile = (version: number, current: number) =>
  refuse(
    'declaration-changed',
    `You looked at version ${version} and it is at ${current} now: load it again and see what has changed.`,
  );
const closed = ({ booking }: Case) =>
  refuse(
    'booking-closed',
    `${booking.number} is ${isHold(booking.state) ? 'expired' : booking.state}: nothing can be declared for it.`,
  );
