import type { Kysely } from 'kysely';
import { type By, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import type { RouteContext } from '../http/route.ts';
import { newId } from '../ids.ts';
import { asked, authWithin, headersOf } from './auth.ts';
import { type IdentityRefusal, linkInvalid } from './errors.ts';
import type { Settings } from './identify.ts';
import { removeSetupLinks, replaceSetupLink, takeLink } from './link.store.ts';
import { addOrganisation, hub } from './organisation.store.ts';
import type { IdentityParts } from './parts.ts';
import {
  addMember,
  emailVerified,
  operatorExists,
  personByEmail,
  removeSecondFactor,
  removeVerifications,
} from './person.store.ts';
import { hashOf, randomKey } from './secret.ts';
import { removeSessionsOf } from './session.store.ts';
import { beginSession, noteBegun } from './sign-in.ts';

export const linkHours = 24;

/** A link whoever can read the terminal, or run a command beside the database, becomes operator with. The one before is void. */
export async function makeSetupLink(db: Kysely<unknown>, now: Date, by: By): Promise<string> {
  const key = randomKey();
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000);
  await transaction(db, async (trx) => {
    await replaceSetupLink(trx, hashOf(key), now, expiresAt);
    await recordChange(trx, by, {
      what: 'setup-link.made',
      subject: 'organisation:hub',
      after: { expiresAt },
    });
  });
  return key;
}

export const setupAddress = (address: string, key: string): string => `${address}/setup/${key}`;

/** For as long as there is no operator, every start prints a link; afterwards none. */
export const firstLink = async (
  db: Kysely<unknown>,
  { address }: Settings,
  now: Date,
  by: By,
): Promise<string | undefined> =>
  (await operatorExists(db)) ? undefined : setupAddress(address, await makeSetupLink(db, now, by));

interface Setup {
  organisation: string;
  name: string;
  email: string;
  password: string;
}

/**
 * Whoever holds the link becomes operator. Somebody whose address is known here is locked out: they get the new password, and their second
 * factor and sessions end.
 */
export const setUp = (
  parts: IdentityParts,
  key: string,
  body: Setup,
  context: RouteContext,
): Promise<{ cookies: string[] } | IdentityRefusal> =>
  transaction(parts.database().db, async (trx) => {
    if (!(await takeLink(trx, 'setup', hashOf(key), context.now()))) return linkInvalid;
    await removeSetupLinks(trx);
    const existing = await hub(trx);
    const id = existing?.id ?? newId();
    if (existing === undefined)
      await addOrganisation(trx, { id, name: body.organisation, kind: 'hub', roles: [] });
    const known = await personByEmail(trx, body.email);
    if (known) {
      await setPassword(trx, parts.settings(), known.id, body.password);
      await removeSecondFactor(trx, known.id);
    }
    const begun = known
      ? await beginSession(trx, parts, body, context)
      : await signUp(trx, parts, body, context);
    if (isRefusal(begun)) throw new Error('whoever was just given a password can not sign in with it');
    const person = known ?? (await personByEmail(trx, body.email))!;
    await addMember(trx, id, person.id, ['operator']);
    await emailVerified(trx, person.id);
    const change = { subject: `person:${person.id}`, organisation: id };
    const by: By = { principal: null, requestId: context.requestId };
    if (existing === undefined)
      await recordChange(trx, by, {
        what: 'organisation.admitted',
        subject: `organisation:${id}`,
        organisation: id,
        after: { name: body.organisation, kind: 'hub' },
      });
    await recordChange(trx, by, {
      ...change,
      what: known ? 'operator.restored' : 'operator.set-up',
      after: { name: person.name, email: person.email },
    });
    return { cookies: begun.cookies };
  });

/** Somebody new, signed in. That nobody has the address yet was looked up in the same transaction. */
export async function signUp(
  trx: Kysely<unknown>,
  parts: IdentityParts,
  { name, email, password }: Pick<Setup, 'name' | 'email' | 'password'>,
  context: RouteContext,
): Promise<{ status: 'signed-in'; cookies: string[] }> {
  const settings = parts.settings();
  const { api } = await authWithin(trx, settings);
  const outcome = await asked(
    api.signUpEmail({
      body: { name, email, password },
      headers: headersOf(context, settings, { signedOut: true }),
      returnHeaders: true,
    }),
    {},
  );
  if (isRefusal(outcome)) throw new Error('a refusal where none was named');
  const { user, token } = outcome.answer;
  await noteBegun(trx, user.id, token ?? '', context);
  return { status: 'signed-in', cookies: outcome.cookies };
}

/** Ends every session and trusted device: whoever had the former password may have used it. */
export async function setPassword(
  trx: Kysely<unknown>,
  settings: Settings,
  person: string,
  password: string,
): Promise<void> {
  const auth = await authWithin(trx, settings);
  const { internalAdapter, password: hashing } = await auth.$context;
  await internalAdapter.updatePassword(person, await hashing.hash(password));
  await removeSessionsOf(trx, person);
  await removeVerifications(trx, person);
}
