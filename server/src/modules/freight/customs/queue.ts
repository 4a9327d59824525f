/** The queue an authority works through: what comes to its borders, soonest first. Forwarders see their own, operators all. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { permissionsOf } from '../../../platform/http/permissions.ts';
import { type FreightRefusal, refuseField } from '../errors.ts';
import type { customsPage, customsQuery } from './api.ts';
import { nextOf } from './border.ts';
import type { Asking } from './declaration-view.ts';
import { nameIn } from './of-bookings.ts';
import { crossingsOf } from './office.store.ts';
import { type QueueKey, type QueueRow, type QueueWish, readQueue } from './queue.store.ts';

type Page = z.infer<typeof customsPage>;

const dayMs = 86_400_000;

export async function readCustoms<Tables>(
  db: Kysely<Tables>,
  { crossing, status, cursor, limit }: z.output<typeof customsQuery>,
  asking: Asking,
): Promise<Page | FreightRefusal> {
  const after = cursor === undefined ? null : keyOf(cursor);
  if (after === undefined)
    return refuseField('cursor-invalid', 'cursor', 'Leave the cursor out to begin at the first page.');
  const viewer = await viewerOf(db, asking);
  const within = { status, releasedSince: new Date(asking.now.getTime() - dayMs), after, limit: limit + 1 };
  const found: QueueRow[] = [];
  for (const { crossings, ...whose } of viewer.sights) {
    const wanted = narrow(crossings, crossing);
    if (wanted?.length !== 0)
      found.push(...(await readQueue(db, { ...within, ...whose, crossings: wanted })));
  }
  // Who is both a forwarder and an authority has two sights, which share nothing: an office sees no bookings of its own organisation.
  const rows = found.toSorted((a, b) => compare(cursorOf(a), cursorOf(b))).slice(0, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => itemOf(row, viewer, asking)),
    next: last && rows.length > limit ? encode(cursorOf(last)) : null,
  };
}

interface Viewer {
  own: string | null;
  lodges: boolean;
  offices: ReadonlySet<string>;
  operates: boolean;
  /** What of all they see, as `QueueWish` says it. */
  sights: Pick<QueueWish, 'organisation' | 'exceptOf' | 'crossings'>[];
}

async function viewerOf<Tables>(db: Kysely<Tables>, { principal }: Asking): Promise<Viewer> {
  const permitted = permissionsOf(principal.roles);
  const own = principal.organisation?.id ?? null;
  const lodges = own !== null && permitted.includes('customs:lodge');
  const offices = own !== null && permitted.includes('customs:decide') ? await crossingsOf(db, own) : [];
  const operates = principal.roles.includes('operator');
  const all = { organisation: null, exceptOf: null, crossings: null };
  const sights = operates
    ? [all]
    : [
        ...(lodges ? [{ ...all, organisation: own }] : []),
        ...(offices.length > 0 ? [{ ...all, exceptOf: own, crossings: offices }] : []),
      ];
  return { own, lodges, operates, offices: new Set(offices), sights };
}

const narrow = (crossings: readonly string[] | null, asked: string | undefined): readonly string[] | null => {
  if (asked === undefined) return crossings;
  return crossings === null || crossings.includes(asked) ? [asked] : [];
};

function itemOf(
  row: QueueRow,
  { own, lodges, operates, offices }: Viewer,
  { corridor, lang }: Asking,
): Page['items'][number] {
  const mine = row.organisation === own;
  return {
    crossing: row.crossing,
    name: nameIn(corridor, row.crossing, lang),
    fromCountry: row.fromCountry,
    toCountry: row.toCountry,
    expectedAt: row.expectedAt.toISOString(),
    status: row.status,
    next: nextOf(row.status, { lodges: lodges && mine, decides: !mine && offices.has(row.crossing) }),
    booking: row.booking,
    number: row.number,
    organisation: { id: row.organisation, name: row.organisationName },
    containers: row.containers.flatMap(({ number }) => number ?? []),
    // How much is in a draft is its writer's own affair.
    lines: mine || operates || row.status !== 'not-lodged' ? row.lines : 0,
    version: row.version,
  };
}

const cursorOf = ({ expectedAt, booking, crossing }: QueueRow): QueueKey => ({
  expectedAt: expectedAt.toISOString(),
  booking,
  crossing,
});
const textOf = ({ expectedAt, booking, crossing }: QueueKey) => `${expectedAt} ${booking} ${crossing}`;
const compare = (a: QueueKey, b: QueueKey) => (textOf(a) < textOf(b) ? -1 : 1);
const encode = (key: QueueKey) => Buffer.from(textOf(key)).toString('base64url');
const keyPattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\S{1,100})$/;

/** Undefined for what this list has not given out. */
function keyOf(cursor: string): QueueKey | undefined {
  const [, expectedAt = '', booking = '', crossing = ''] =
    keyPattern.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const key = { expectedAt, booking, crossing };
  return !Number.isNaN(Date.parse(expectedAt)) && encode(key) === cursor ? key : undefined;
}
