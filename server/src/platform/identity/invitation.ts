import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type By, byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import type { Principal, Role } from '../http/permissions.ts';
import type { RouteContext } from '../http/route.ts';
import { newId } from '../ids.ts';
import type { acceptRequest, invitationView } from './api.ts';
import { forgive, refuseMore } from './attempts.ts';
import { type IdentityRefusal, linkInvalid, refuseIdentity } from './errors.ts';
import { bySession } from './identify.ts';
import {
  addInvitation,
  countInvitations,
  type InvitationRow,
  invitationByHash,
  takeInvitation,
} from './invitation.store.ts';
import { invitationLetter } from './letters.ts';
import type { OrganisationRow } from './organisation.store.ts';
import type { IdentityParts } from './parts.ts';
import { addMember, emailVerified, isMember, personByEmail } from './person.store.ts';
import { refuseRoles } from './roles.ts';
import { derivedKey, hashOf } from './secret.ts';
import { signUp } from './setup.ts';
import { beginSession } from './sign-in.ts';

const days = 7;
const openMax = 500;

export interface Asked {
  email: string;
  roles: readonly Role[];
  language?: string | undefined;
}

/** Invites by mail. The organisation is locked by whoever calls. */
export async function invite(
  trx: Kysely<unknown>,
  parts: IdentityParts,
  organisation: OrganisationRow,
  asked: Asked,
  context: RouteContext,
): Promise<{ id: string; createdAt: Date; expiresAt: Date; email: string } | IdentityRefusal> {
  const { person, roles: held } = context.principal!;
  const email = asked.email.toLowerCase();
  const refused = refuseRoles(held, organisation, asked.roles);
  if (refused) return refused;
  const known = await personByEmail(trx, email);
  if (known && (await isMember(trx, organisation.id, known.id)))
    return refuseIdentity('member-already', 'Change their roles in the list of people instead.');
  if ((await countInvitations(trx, organisation.id)) >= openMax)
    return refuseIdentity('too-many', `There are ${openMax} open invitations: revoke some first.`);
  const [id, now] = [newId(), context.now()];
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  await addInvitation(trx, {
    id,
    hash: hashOf(derivedKey(parts.settings().secret, 'invitation', id)),
    organisation: organisation.id,
    email,
    roles: asked.roles,
    language: known?.language ?? asked.language ?? context.language,
    invitedBy: person.id,
    now,
    expiresAt,
  });
  await parts.jobs().enqueue(trx, { kind: invitationLetter, payload: { id } });
  await recordChange(trx, byOf(context), {
    what: 'person.invited',
    subject: `invitation:${id}`,
    organisation: organisation.id,
    after: { email, roles: asked.roles },
  });
  return { id, email, createdAt: now, expiresAt };
}

export async function viewInvitation(
  db: Kysely<unknown>,
  key: string,
  now: Date,
): Promise<z.input<typeof invitationView> | IdentityRefusal> {
  const invitation = await invitationByHash(db, hashOf(key), now);
  if (invitation === undefined) return linkInvalid;
  return {
    organisation: invitation.organisationName,
    email: invitation.email,
    roles: invitation.roles,
    invitedBy: invitation.invitedBy,
    expiresAt: invitation.expiresAt.toISOString(),
    known: (await personByEmail(db, invitation.email)) !== undefined,
  };
}

type Begun = { status: 'signed-in' | 'second-factor'; cookies: string[] };
type Acceptance = z.output<typeof acceptRequest>;

/** By somebody new, by somebody known with their password, or by whoever is signed in as the one who was invited. */
export async function accept(
  parts: IdentityParts,
  key: string,
  body: Acceptance,
  context: RouteContext,
): Promise<Begun | IdentityRefusal> {
  const { db } = parts.database();
  const invitation = await invitationByHash(db, hashOf(key), context.now());
  if (invitation === undefined) return linkInvalid;
  if (invitation.suspended)
    return refuseIdentity(
      'organisation-suspended',
      'Nobody can join it until the operator of the hub lets it in again.',
    );
  const present = await bySession(db, context.request, parts.settings());
  const principal = present === 'ended' ? null : present;
  if (principal !== null && principal.person.email !== invitation.email)
    return refuseIdentity('other-person', `The invitation is for ${invitation.email}: sign out first.`);
  const tried = { what: 'sign-in', account: invitation.email, address: context.address } as const;
  if (principal === null) {
    const refused = await refuseMore(db, tried);
    if (refused) return refused;
  }
  const outcome = await transaction(db, (trx) => join(trx, parts, invitation, body, principal, context));
  if (!isRefusal(outcome) && principal === null) await forgive(db, tried);
  return outcome;
}

async function join(
  trx: Kysely<unknown>,
  parts: IdentityParts,
  invitation: InvitationRow,
  { name, password }: Acceptance,
  principal: Principal | null,
  context: RouteContext,
): Promise<Begun | IdentityRefusal> {
  const { id, email, organisation, roles } = invitation;
  const known = await personByEmail(trx, email);
  if (principal === null && password === undefined)
    return refuseIdentity(
      'password-missing',
      known ? 'Give the password you sign in with.' : 'Choose a password.',
    );
  if (!known && name === undefined) return refuseIdentity('name-missing', 'Say what you are called.');
  if (!known && password!.length < passwordCharactersMin)
    return refuseIdentity('password-too-short', `Choose one of ${passwordCharactersMin} characters or more.`);
  // Whoever knows the password signs in before the invitation is taken, so that a wrong one costs nothing.
  const begun: Begun | IdentityRefusal =
    principal !== null
      ? { status: 'signed-in', cookies: [] }
      : known
        ? await beginSession(trx, parts, { email, password: password! }, context)
        : { status: 'signed-in', cookies: [] };
  if (isRefusal(begun)) return begun;
  if (!(await takeInvitation(trx, id))) return linkInvalid;
  const { cookies } = known
    ? begun
    : await signUp(trx, parts, { name: name!, email, password: password! }, context);
  const person = known ?? (await personByEmail(trx, email))!;
  await addMember(trx, organisation, person.id, roles);
  await emailVerified(trx, person.id);
  const by: By = { principal, requestId: context.requestId };
  await recordChange(trx, by, {
    what: 'person.joined',
    subject: `person:${person.id}`,
    organisation,
    after: { name: person.name, email, roles },
  });
  return { status: begun.status, cookies };
}
const passwordCharactersMin = 12;
