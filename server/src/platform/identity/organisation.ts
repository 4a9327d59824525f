import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { byOf, recordChange } from '../audit/audit.ts';
import { isRefusal, notPermitted, type Refusal } from '../errors.ts';
import type { Role } from '../http/permissions.ts';
import type { RouteContext } from '../http/route.ts';
import { newId } from '../ids.ts';
import type { admitRequest, organisationChange } from './api.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';
import { invite } from './invitation.ts';
import {
  addOrganisation,
  changeOrganisation,
  isNameTaken,
  lockHub,
  lockOrganisation,
  type OrganisationRow,
  organisationById,
} from './organisation.store.ts';
import type { IdentityParts } from './parts.ts';
import { membershipsOf, membersOf, removeMember, setRoles } from './person.store.ts';
import { stillIs } from './principal.store.ts';
import { refuseAdmission, refuseLast, refuseRoles, rolesIn } from './roles.ts';
import { removeSessionsOf } from './session.store.ts';
import { removeTokensBy, removeTokensElsewhere } from './token.store.ts';

/** Whose people or tokens are meant: one's own organisation's, or for an operator any one's. */
export async function meant(
  db: Kysely<unknown>,
  { principal }: RouteContext,
  asked: string | undefined,
  find = organisationById,
): Promise<OrganisationRow | Refusal> {
  const own = principal?.organisation?.id;
  if (asked !== undefined && asked !== own && !principal?.roles.includes('operator')) return notPermitted;
  const id = asked ?? own;
  const organisation = id === undefined ? undefined : await find(db, id);
  return organisation ?? refuseIdentity('organisation-not-found', 'There is no organisation of that id.');
}

/** The same, locked until the change is made. Whoever was removed while they waited for the lock changes nothing any more. */
export async function meantToChange(
  trx: Kysely<unknown>,
  context: RouteContext,
  asked: string | undefined,
): Promise<OrganisationRow | Refusal> {
  const organisation = await meant(trx, context, asked, lockOrganisation);
  if (isRefusal(organisation)) return organisation;
  return (await stillIs(trx, context.principal!)) ? organisation : notPermitted;
}

const personMissing = refuseIdentity('person-not-found', 'They don’t belong to it, or not any more.');
const notYours = refuseIdentity('role-not-yours', 'They are an operator: only an operator changes that.');

/** New roles for somebody, or null when they go. Their access ends with the commit: every request asks the database. */
export async function changeMember(
  trx: Kysely<unknown>,
  organisation: OrganisationRow,
  person: string,
  becomes: readonly Role[] | null,
  context: RouteContext,
): Promise<Refusal | undefined> {
  const members = await membersOf(trx, organisation.id);
  const member = members.find((each) => each.person === person);
  if (member === undefined) return personMissing;
  const { roles: held } = context.principal!;
  if (member.roles.includes('operator') && !held.includes('operator')) return notYours;
  // What they have already, and the organisation may not give any more, need not be given again.
  const refused =
    refuseRoles(held, organisation, becomes ?? []) ??
    refuseLast(
      organisation.kind,
      member.roles,
      becomes,
      members.filter((each) => each !== member).map((each) => each.roles),
    );
  if (refused) return refused;
  const possible = rolesIn(organisation);
  if (becomes === null) await removeMember(trx, organisation.id, person);
  else await setRoles(trx, organisation.id, person, becomes);
  const revoked = await removeTokensBy(trx, organisation.id, person, mayMake(becomes ?? [], possible));
  if (member.roles.includes('operator') && !becomes?.includes('operator'))
    revoked.push(...(await removeTokensElsewhere(trx, person)));
  // Who belongs nowhere any more has nothing to be signed in for.
  if (becomes === null && (await membershipsOf(trx, person)).length === 0)
    await removeSessionsOf(trx, person);
  await recordChange(trx, byOf(context), {
    what: becomes === null ? 'person.removed' : 'person.roles-changed',
    subject: `person:${person}`,
    organisation: organisation.id,
    before: { name: member.name, roles: member.roles },
    after: { roles: becomes, ...(revoked.length > 0 ? { tokensRevoked: revoked } : {}) },
  });
  return undefined;
}

/** The roles somebody may give a person or a token. */
export const mayMake = (held: readonly Role[], possible: readonly Role[]): readonly Role[] => {
  if (held.includes('operator')) return possible;
  return held.includes('administrator') ? possible.filter((role) => role !== 'operator') : [];
};

/** Also what becomes of a form sent twice. */
async function refuseName(
  trx: Kysely<unknown>,
  name: string,
  by?: string,
): Promise<IdentityRefusal | undefined> {
  await lockHub(trx);
  if (!(await isNameTaken(trx, name, by))) return undefined;
  return refuseIdentity(
    'organisation-known',
    `${name} is here already: find it in the list, or choose another name.`,
  );
}

export async function admit(
  trx: Kysely<unknown>,
  parts: IdentityParts,
  { name, kind, administrator, roles }: z.output<typeof admitRequest>,
  context: RouteContext,
): Promise<string | IdentityRefusal> {
  const refused = refuseAdmission(roles) ?? (await refuseName(trx, name));
  if (refused) return refused;
  const id = newId();
  const beside = roles.filter((role) => !rolesIn({ kind, roles: [] }).includes(role));
  await addOrganisation(trx, { id, name, kind, roles: beside });
  await recordChange(trx, byOf(context), {
    what: 'organisation.admitted',
    subject: `organisation:${id}`,
    organisation: id,
    after: { name, kind, roles: beside },
  });
  const organisation = (await lockOrganisation(trx, id))!;
  const first = [...new Set<Role>(['administrator', ...roles])];
  const invited = await invite(trx, parts, organisation, { email: administrator, roles: first }, context);
  if ('refused' in invited) throw new Error('the first administrator of a new organisation was refused');
  return id;
}

export async function change(
  trx: Kysely<unknown>,
  organisation: OrganisationRow,
  { name, suspended, roles }: z.output<typeof organisationChange>,
  context: RouteContext,
): Promise<IdentityRefusal | undefined> {
  if (suspended && organisation.kind === 'hub')
    return refuseIdentity('hub-not-suspendable', 'Nobody could let it in again.');
  const refused =
    (organisation.kind === 'hub' ? undefined : refuseAdmission(roles ?? [])) ??
    (name === undefined ? undefined : await refuseName(trx, name, organisation.id));
  if (refused) return refused;
  const ofKind = rolesIn({ kind: organisation.kind, roles: [] });
  const before = { name: organisation.name, suspended: organisation.suspended, roles: organisation.roles };
  const after = {
    name: name ?? before.name,
    suspended: suspended ?? before.suspended,
    roles: roles?.filter((role) => !ofKind.includes(role)) ?? before.roles,
  };
  await changeOrganisation(trx, organisation.id, after);
  const what =
    before.suspended === after.suspended
      ? 'organisation.changed'
      : after.suspended
        ? 'organisation.suspended'
        : 'organisation.let-in';
  await recordChange(trx, byOf(context), {
    what,
    subject: `organisation:${organisation.id}`,
    organisation: organisation.id,
    before,
    after,
  });
  return undefined;
}
