/** Who sees what of one declaration: what somebody is to a booking, and the answer they get. */
import type { Kysely } from 'kysely';
import type { Corridor } from '../../../corridor/index.ts';
import type { By } from '../../../platform/audit/audit.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { type Principal, permissionsOf } from '../../../platform/http/permissions.ts';
import type { FreightRefusal } from '../errors.ts';
import type { Declaration, DeclarationContent } from './api.ts';
import { nextOf, type Standing } from './border.ts';
import { type Case, type EventRow, readCase, readContent } from './declaration.store.ts';
import { missingOf } from './declaration.ts';
import { nameIn } from './of-bookings.ts';
import { crossingsOf } from './office.store.ts';

export interface Asking {
  principal: Principal;
  by: By;
  corridor: Corridor;
  lang: string;
  now: Date;
}

/** What somebody is to one booking. */
export interface Viewer {
  operates: boolean;
  /** It is their organisation's. */
  owns: boolean;
  /** Crossings of the way at which their organisation decides; none where the booking is their own. */
  offices: ReadonlySet<string>;
}

export async function readDeclaration<Tables>(
  db: Kysely<Tables>,
  id: string,
  version: number | undefined,
  asking: Asking,
): Promise<Declaration | FreightRefusal> {
  const seen = await look(db, id, asking, { version });
  if (isRefusal(seen)) return seen;
  const answer = answerOf(seen.found, seen.viewer, asking);
  if (version === undefined) return answer;
  const then = version > answer.version ? null : await readContent(db, id, version);
  if (then === null)
    return refuse(
      'declaration-version-unknown',
      `The declaration of ${answer.number} has the versions 1 to ${answer.version}; there is no ${version}.`,
    );
  return { ...answer, ...then, missing: missingIn(seen.found, then.content, asking) };
}

export interface Seen {
  found: Case;
  viewer: Viewer;
}

/** Who may not know of a booking is answered as if there were none. */
export async function look<Tables>(
  db: Kysely<Tables>,
  id: string,
  { principal }: Asking,
  { lock, version }: { lock?: 'locked'; version?: number | undefined } = {},
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
  // What it has had before it may see again, whatever became of the declaration since.
  const lodged =
    version === undefined
      ? found.borders.some(({ crossing, status }) => viewer.offices.has(crossing) && status !== 'not-lodged')
      : found.events.some(
          (event) =>
            viewer.offices.has(event.crossing) && event.version === version && event.status !== 'not-lodged',
        );
  if (lodged) return { found, viewer };
  return refuse(
    'declaration-not-lodged',
    `The declaration of ${found.booking.number} is not lodged at your borders, or was taken back to be changed.`,
  );
}
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export function standingOf(found: Case, { owns, offices }: Viewer, crossing: string): Standing {
  const confirmed = found.booking.state === 'confirmed';
  return { lodges: confirmed && owns, decides: confirmed && offices.has(crossing) };
}

export const missingIn = (
  { booking: { containers } }: Case,
  content: DeclarationContent,
  { corridor, now }: Asking,
) => missingOf(content, { corridor, containers, now });

export function answerOf(found: Case, viewer: Viewer, asking: Asking): Declaration {
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
          version: event.version,
          by: nameOf(event, viewer, asking),
          reference: event.reference,
          note: event.note,
        })),
      next: nextOf(border.status, standingOf(found, viewer, border.crossing)),
    })),
    version: declaration?.version ?? 0,
    contentVersion: declaration?.contentVersion ?? 0,
  };
}

/** Persons are named to their own organisation and to operators; to others their organisation speaks for them. */
function nameOf(event: EventRow, { operates }: Viewer, { principal }: Asking): string {
  const colleague = event.organisation !== null && event.organisation === principal.organisation?.id;
  const named = operates || colleague ? event.personName : event.organisationName;
  return named ?? event.organisationName ?? 'Serai';
}

export const notFound = (id: string) =>
  refuse('booking-not-found', `There is no booking ${id} among those you may see.`);
