/** Coming in: an address and password, then a code where there is a second factor. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import { Gate, turnedAway } from '../http/limits.ts';
import type { Principal } from '../http/permissions.ts';
import type { RouteContext } from '../http/route.ts';
import { count } from './attempt.store.ts';
import { forgive, refuseMore, type Try } from './attempts.ts';
import { asked, authWithin, headersOf, signInCookieName, withCookies } from './auth.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';
import { cookieOf } from './identify.ts';
import type { IdentityParts } from './parts.ts';
import { personById, readsIn } from './person.store.ts';
import { hashOf } from './secret.ts';
import { sessionIdOf } from './session.store.ts';

export async function signIn(
  parts: IdentityParts,
  body: { email: string; password: string },
  context: RouteContext,
): Promise<Response | IdentityRefusal> {
  const { db } = parts.database();
  const tried: Try = { what: 'sign-in', account: body.email, address: context.address };
  const refused = await refuseMore(db, tried);
  if (refused) return refused;
  const earliest = wait(refusalMsMin);
  const outcome = await passwords.run(
    () => context.signal,
    () => transaction(db, (trx) => beginSession(trx, parts, body, context)),
  );
  if (outcome === turnedAway) throw new Error('more sign in at once than the route lets in');
  if (isRefusal(outcome)) {
    await earliest;
    return outcome;
  }
  await forgive(db, tried);
  return withCookies({ status: outcome.status }, outcome.cookies);
}

/**
 * While a password is checked it holds a connection and one of the four threads that also compress answers: guessing, which needs no account, must
 * leave some of both to everybody else.
 */
const passwords = new Gate(3);

/**
 * Of an address that is known the password is compared, of any other one is hashed, which takes as long; but for one query more, which over many
 * tries would tell. So no refusal is given before this.
 */
const refusalMsMin = 400;

/** Also for somebody who follows an invitation with the password they have. */
export async function beginSession(
  trx: Kysely<unknown>,
  parts: IdentityParts,
  { email, password }: { email: string; password: string },
  context: RouteContext,
): Promise<{ status: 'signed-in' | 'second-factor'; cookies: string[] } | IdentityRefusal> {
  const settings = parts.settings();
  const auth = await authWithin(trx, settings);
  const headers = headersOf(context, settings, { signedOut: true });
  const outcome = await asked(
    auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
    { INVALID_EMAIL_OR_PASSWORD: credentialsWrong },
  );
  if (isRefusal(outcome)) return outcome;
  const { answer, cookies } = outcome;
  if ('twoFactorRedirect' in answer) return { status: 'second-factor', cookies };
  await noteBegun(trx, answer.user.id, answer.token, context);
  return { status: 'signed-in', cookies };
}
const credentialsWrong = refuseIdentity(
  'credentials-wrong',
  'Nobody is known here by that address and password: check both, or ask for a new password.',
);

/** Six digits are the app's; everything else can only be a recovery code. */
export async function giveCode(
  parts: IdentityParts,
  body: { code: string; trustDevice: boolean },
  context: RouteContext,
): Promise<Response | IdentityRefusal> {
  const { db } = parts.database();
  const account = cookieOf(context.request.headers.get('cookie'), signInCookieName(parts.settings())) ?? '';
  const tried: Try = { what: 'second-factor', account, address: context.address };
  const refused = await refuseMore(db, tried);
  if (refused) return refused;
  const settings = parts.settings();
  const outcome = await transaction(db, async (trx): Promise<string[] | IdentityRefusal> => {
    const { api } = await authWithin(trx, settings);
    const asking = {
      body,
      headers: headersOf(context, settings, { signedOut: true }),
      returnHeaders: true,
    } as const;
    const recovery = !/^\d{6}$/.test(body.code);
    const checked = await asked<{ token?: string | undefined; user: { id: string } }>(
      recovery ? api.verifyBackupCode(asking) : api.verifyTOTP(asking),
      codeRefusals,
    );
    if (isRefusal(checked)) return checked;
    const { token, user } = checked.answer;
    if (!recovery && !(await useUp(trx, user.id, body.code))) throw new CodeUsed();
    await noteBegun(trx, user.id, token ?? '', context, recovery ? { recoveryCode: true } : undefined);
    return checked.cookies;
  }).catch((error: unknown) => {
    if (error instanceof CodeUsed) return codeUsed;
    throw error;
  });
  if (isRefusal(outcome)) return outcome as IdentityRefusal;
  await forgive(db, tried);
  return withCookies({ status: 'signed-in' }, outcome);
}

/** RFC 6238, 5.2: a code is good once; false where it was used. Whoever looks over a shoulder has a minute and a half otherwise. */
export const useUp = async (trx: Kysely<unknown>, person: string, code: string): Promise<boolean> =>
  (await count(trx, hashOf(`code ${person} ${code}`), 1, 90)) === 0;
/** Takes back the session better-auth has begun by then. */
class CodeUsed extends Error {}
const codeUsed = refuseIdentity('code-wrong', 'That code was used already: wait for the next one.');
const codeWrong = refuseIdentity(
  'code-wrong',
  'Give the six digits your app shows now, or an unused recovery code.',
);
const beginAgain = refuseIdentity(
  'link-invalid',
  'That sign-in has run out: begin again with your password.',
);
const codeRefusals = {
  INVALID_CODE: codeWrong,
  INVALID_BACKUP_CODE: codeWrong,
  // Somebody else has used that recovery code in the same moment.
  CONFLICT: codeWrong,
  TOTP_NOT_ENABLED: beginAgain,
  BACKUP_CODES_NOT_ENABLED: beginAgain,
  INVALID_TWO_FACTOR_COOKIE: beginAgain,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: beginAgain,
  ACCOUNT_TEMPORARILY_LOCKED: refuseIdentity(
    'too-many-tries',
    'Too many codes were wrong: try again in 15 minutes.',
  ),
};

/** The entry of the audit log, by whoever has just become known; and the language their letters are written in. */
export async function noteBegun(
  trx: Kysely<unknown>,
  personId: string,
  token: string,
  { requestId, language }: RouteContext,
  after?: unknown,
): Promise<void> {
  const person = await personById(trx, personId);
  const credential = await sessionIdOf(trx, token);
  if (person === undefined || credential === undefined)
    throw new Error('a session was begun that is not there');
  const principal: Principal = {
    person: { id: person.id, name: person.name, email: person.email },
    via: 'session',
    credential,
    organisation: null,
    roles: [],
  };
  await recordChange(
    trx,
    { principal, requestId },
    {
      what: 'session.begun',
      subject: `session:${credential}`,
      after,
    },
  );
  await readsIn(trx, person.id, language);
}
