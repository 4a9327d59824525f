import { byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { permissionsOf } from '../http/permissions.ts';
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
import { clearedSession, sessionCookie, sessionDays, withCookies } from './auth.ts';
import { refuseIdentity } from './errors.ts';
import { bySession } from './identify.ts';
import type { IdentityParts } from './parts.ts';
import { isMember, membershipsOf, operatorExists, personById } from './person.store.ts';
import { rolesIn } from './roles.ts';
import { chooseOrganisation, prolong, removeSession, sessionsOf } from './session.store.ts';
import { giveCode, signIn } from './sign-in.ts';

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
    // A password takes a tenth of a second of one core to check; sign-in.ts lets fewer at it.
    concurrencyMax: 16,
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
