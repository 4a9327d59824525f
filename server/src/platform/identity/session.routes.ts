import type { Kysely } from 'kysely';
import { byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import { type Principal, permissionsOf } from '../http/permissions.ts';
import { type Route, type RouteContext, route } from '../http/route.ts';
import {
  chooseOrganisationRequest,
  type SessionAnswer,
  secondFactorRequest,
  sessionAnswer,
  sessionsAnswer,
  signInAnswer,
  signInRequest,
} from './api.ts';
import { forgive, refuseMore, type Try } from './attempts.ts';
import {
  asked,
  authWithin,
  clearedSession,
  headersOf,
  sessionCookie,
  sessionDays,
  signInCookieName,
  withCookies,
} from './auth.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';
import { bySession, cookieOf } from './identify.ts';
import type { IdentityParts } from './parts.ts';
import { isMember, membershipsOf, operatorExists, personById, readsIn } from './person.store.ts';
import { rolesIn } from './roles.ts';
import { chooseOrganisation, prolong, removeSession, sessionIdOf, sessionsOf } from './session.store.ts';

export const sessionRoutes = (parts: IdentityParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who the browser is signed in as, and what its pages may show',
    permission: 'public',
    answer: sessionAnswer,
    cacheControl: 'no-store',
    handle: async (_, context) => {
      const shown = await showSession(parts, context);
      const cookie = shown.person === null ? undefined : await prolonged(parts, context);
      return cookie === undefined ? shown : withCookies(shown, [cookie]);
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in; where there is a second factor, its code is asked for next',
    permission: 'public',
    body: signInRequest,
    answer: signInAnswer,
    errors: ['credentials-wrong', 'too-many-tries'],
    // A password takes a tenth of a second of one core to check.
    concurrencyMax: 8,
    handle: ({ body }, context) => signIn(parts, body, context),
  }),
  route({
    method: 'POST',
    path: '/api/v1/session/second-factor',
    summary: 'The second step of signing in: the code of an app, or a recovery code',
    permission: 'public',
    body: secondFactorRequest,
    answer: signInAnswer,
    errors: ['code-wrong', 'too-many-tries', 'link-invalid'],
    handle: ({ body }, context) => giveCode(parts, body, context),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out',
    permission: 'public',
    handle: (_, context) => signOut(parts, context),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/session/organisation',
    summary: 'Choose which of one’s organisations to act for',
    permission: 'own-account',
    body: chooseOrganisationRequest,
    answer: sessionAnswer,
    errors: ['organisation-not-found'],
    handle: async ({ body }, context) => {
      const { db } = parts.database();
      const { person, credential } = context.principal!;
      if (!(await isMember(db, body.organisation, person.id)))
        return refuseIdentity('organisation-not-found', 'You belong to no organisation of that id.');
      // Which of one's own organisations one looks at changes nothing of anybody's, so it is not audited.
      await chooseOrganisation(db, credential, body.organisation);
      return showSession(parts, context);
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'Where one is signed in',
    permission: 'own-account',
    answer: sessionsAnswer,
    handle: async (_, { principal }) => {
      const rows = await sessionsOf(parts.database().db, principal!.person.id);
      return {
        items: rows.map(({ createdAt, expiresAt, ...row }) => ({
          ...row,
          current: row.id === principal!.credential,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    summary: 'Sign out elsewhere',
    permission: 'own-account',
    errors: ['session-not-found'],
    handle: ({ params }, context) =>
      transaction(parts.database().db, async (trx) => {
        const { person } = context.principal!;
        if (!(await removeSession(trx, person.id, params.id!)))
          return refuseIdentity('session-not-found', 'It has ended already, or is somebody else’s.');
        await recordChange(trx, byOf(context), { what: 'session.ended', subject: `session:${params.id}` });
        return {};
      }),
  }),
];

async function showSession(parts: IdentityParts, context: RouteContext): Promise<SessionAnswer> {
  const { db } = parts.database();
  const principal = await bySession(db, context.request, parts.settings());
  if (principal === null || principal === 'ended')
    return {
      person: null,
      organisation: null,
      organisations: [],
      permissions: [],
      awaitsOperator: !(await operatorExists(db)),
    };
  const person = await personById(db, principal.person.id);
  const organisations = (await membershipsOf(db, principal.person.id)).map(({ id, name, ...of }) => ({
    id,
    name,
    roles: of.suspended
      ? []
      : of.roles.filter((role) => rolesIn({ kind: of.kind, roles: of.admitted }).includes(role)),
  }));
  return {
    person: { ...principal.person, secondFactor: person?.secondFactor ?? false },
    organisation: principal.organisation && { ...principal.organisation, roles: [...principal.roles] },
    organisations,
    permissions: permissionsOf(principal.roles),
    awaitsOperator: false,
  };
}

/** A session that is used lasts: once a day it begins its week anew, and the browser is told. */
async function prolonged(parts: IdentityParts, { request }: RouteContext): Promise<string | undefined> {
  const { db } = parts.database();
  const present = await bySession(db, request, parts.settings());
  if (present === null || present === 'ended') return undefined;
  const token = await prolong(db, present.credential, sessionDays);
  return token === undefined ? undefined : sessionCookie(parts.settings(), token);
}

async function signIn(
  parts: IdentityParts,
  body: { email: string; password: string },
  context: RouteContext,
): Promise<Response | IdentityRefusal> {
  const { db } = parts.database();
  const tried: Try = { what: 'sign-in', account: body.email, address: context.address };
  const refused = await refuseMore(db, tried);
  if (refused) return refused;
  const outcome = await transaction(db, (trx) => beginSession(trx, parts, body, context));
  if (isRefusal(outcome)) return outcome;
  await forgive(db, tried);
  return withCookies({ status: outcome.status }, outcome.cookies);
}

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
async function giveCode(
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
  const outcome = await transaction(db, async (trx) => {
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
    await noteBegun(trx, user.id, token ?? '', context, recovery ? { recoveryCode: true } : undefined);
    return checked.cookies;
  });
  if (isRefusal(outcome)) return outcome as IdentityRefusal;
  await forgive(db, tried);
  return withCookies({ status: 'signed-in' }, outcome as string[]);
}
const codeWrong = refuseIdentity(
  'code-wrong',
  'Give the six digits your app shows now, or an unused recovery code.',
);
const beginAgain = refuseIdentity(
  'link-invalid',
  'That sign-in has run out: begin again with your password.',
);
export const codeRefusals = {
  INVALID_CODE: codeWrong,
  INVALID_BACKUP_CODE: codeWrong,
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

async function signOut(parts: IdentityParts, context: RouteContext): Promise<Response> {
  const { db } = parts.database();
  const principal = await bySession(db, context.request, parts.settings());
  if (principal !== null && principal !== 'ended')
    await transaction(db, async (trx) => {
      const { person, credential } = principal;
      if (await removeSession(trx, person.id, credential))
        await recordChange(
          trx,
          { principal, requestId: context.requestId },
          {
            what: 'session.ended',
            subject: `session:${credential}`,
          },
        );
    });
  return withCookies({}, [clearedSession(parts.settings())]);
}
