/** Which authority decides at which border: an operator says so, and without their word nobody does. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Corridor } from '../../../corridor/index.ts';
import { type By, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { organisationById } from '../../../platform/identity/organisation.store.ts';
import { rolesIn } from '../../../platform/identity/roles.ts';
import { type FreightRefusal, refuseField } from '../errors.ts';
import type { officeSchema, officesAnswer } from './api.ts';
import { nameIn } from './of-bookings.ts';
import { crossingsOf, readOffices, writeOffices } from './office.store.ts';

type Office = z.infer<typeof officeSchema>;
interface Reading {
  corridor: Corridor;
  lang: string;
}

export async function listOffices(
  db: Kysely<unknown>,
  reading: Reading,
): Promise<z.infer<typeof officesAnswer>> {
  const items: Office[] = [];
  // One an authority, and there are few of them.
  for (const { organisation, crossings } of await readOffices(db)) {
    const known = await organisationById(db, organisation);
    items.push(officeOf({ id: organisation, name: known?.name ?? organisation }, crossings, reading));
  }
  return { items };
}

/** Says anew at which borders an organisation decides; an empty list takes all of them away. */
export const stateOffice = (
  db: Kysely<unknown>,
  { organisation, crossings }: { organisation: string; crossings: readonly string[] },
  by: By,
  reading: Reading,
): Promise<Office | FreightRefusal> =>
  transaction(db, async (trx) => {
    const wanted = [...new Set(crossings)].sort();
    const unknown = wanted.find((crossing) => !reading.corridor.crossings.has(crossing));
    if (unknown !== undefined) {
      const at = `/crossings/${crossings.indexOf(unknown)}`;
      return refuseField(
        'crossing-unknown',
        at,
        `There is no crossing "${unknown}". /api/v1/crossings lists them.`,
      );
    }
    const authority = await authorityOf(trx, organisation);
    if (isRefusal(authority)) return authority;
    const before = await crossingsOf(trx, organisation);
    if (before.join() !== wanted.join()) {
      await writeOffices(trx, organisation, wanted);
      await recordChange(trx, by, {
        what: 'customs-office.stated',
        subject: `organisation:${organisation}`,
        organisation,
        before: { crossings: before },
        after: { crossings: wanted },
      });
    }
    return officeOf(authority, wanted, reading);
  });

async function authorityOf(trx: Kysely<unknown>, id: string) {
  const found = await organisationById(trx, id);
  if (found === undefined)
    return refuseField(
      'customs-office-unknown',
      '/organisation',
      `There is no organisation "${id}". /api/v1/organisations lists them.`,
    );
  if (rolesIn(found).includes('customs')) return found;
  return refuseField(
    'customs-office-unknown',
    '/organisation',
    `The people of ${found.name} can't have the role customs: admit it to that role first.`,
  );
}

const officeOf = (
  { id, name }: Office['organisation'],
  crossings: readonly string[],
  { corridor, lang }: Reading,
): Office => ({
  organisation: { id, name },
  crossings: crossings.map((crossing) => ({ id: crossing, name: nameIn(corridor, crossing, lang) })),
});
