/** Writing a declaration and deciding on it: who may, under which version, in one transaction with its audit. */
import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import { recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { bookingsTopic } from '../booking/settle.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightParts } from '../routes.ts';
import type { CustomsStatus, Declaration, DeclarationContent } from './api.ts';
import { afterChange, refuseStatus } from './border.ts';
import {
  type BorderRow,
  type Case,
  nextVersion,
  readCase,
  writeContent,
  writeStatus,
} from './declaration.store.ts';
import {
  type Asking,
  answerOf,
  look,
  missingIn,
  notFound,
  standingOf,
  type Viewer,
} from './declaration-view.ts';

/** Boards that show the booking hear of it. */
export type LodgingParts = Pick<FreightParts, 'database' | 'bus'>;

/** Version 0 is that of a declaration nobody has written yet. */
export const writeDeclaration = (
  { database, bus }: LodgingParts,
  id: string,
  { content, version }: { content: DeclarationContent; version: number },
  asking: Asking,
): Promise<Declaration | FreightRefusal> =>
  transaction(database().db, async (trx) => {
    const seen = await look(trx, id, asking, { lock: 'locked' });
    if (isRefusal(seen)) return seen;
    const { found, viewer } = seen;
    if (!viewer.owns) return notFound(id);
    const current = found.declaration?.version ?? 0;
    const same = isDeepStrictEqual(found.declaration?.content, content);
    // The same once more, sent twice or by an impatient hand: it is as wanted already.
    if (same && (version === current || version === current - 1)) return answerOf(found, viewer, asking);
    if (version !== current) return changedMeanwhile(version, current);
    if (!isOpen(found, asking.now)) return closed(found);
    const made = await writeContent(trx, id, content, asking.principal.person);
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
    const seen = await look(trx, id, asking, { lock: 'locked' });
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

const isOpen = ({ booking: { state, heldUntil } }: Case, now: Date) =>
  state === 'confirmed' || (isHold(state) && heldUntil !== null && heldUntil > now);
const isHold = (state: string) => state === 'held' || state === 'offered';

/** Within the transaction that has just written. */
async function answerAgain<Tables>(trx: Transaction<Tables>, id: string, viewer: Viewer, asking: Asking) {
  const found = await readCase(trx, id);
  return found === null ? notFound(id) : answerOf(found, viewer, asking);
}

const eventBy = ({ principal }: Asking, booking: string, crossing: string) => ({
  booking,
  crossing,
  person: principal.person.id,
  personName: principal.person.name,
  organisation: principal.organisation?.id ?? null,
  organisationName: principal.organisation?.name ?? null,
});

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
