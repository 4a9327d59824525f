import type { Kysely } from 'kysely';
import { byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import { type Route, type RouteContext, route } from '../http/route.ts';
import { codeRequest, passwordChange, passwordConfirm, profileRequest, secondFactorSetup } from './api.ts';
import { forgive, refuseMore, type Try } from './attempts.ts';
import { asked, authWithin, headersOf, withCookies } from './auth.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';
import type { IdentityParts } from './parts.ts';
import { personById, removeVerifications, rename } from './person.store.ts';
import { useUp } from './sign-in.ts';

type Auth = Awaited<ReturnType<typeof authWithin>>;

export const accountRoutes = (parts: IdentityParts): Route[] => [
  route({
    method: 'PATCH',
    path: '/api/v1/account',
    summary: 'Change one’s own name',
    permission: 'own-account',
    body: profileRequest,
    handle: ({ body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const { id } = context.principal!.person;
        const before = await rename(trx, id, body.name);
        await recordChange(trx, byOf(context), {
          what: 'person.renamed',
          subject: `person:${id}`,
          before: { name: before },
          after: { name: body.name },
        });
        return {};
      }),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/account/password',
    summary: 'Change one’s password; one is signed out everywhere else',
    permission: 'own-account',
    body: passwordChange,
    errors: ['password-wrong', 'too-many-tries'],
    concurrencyMax: 8,
    handle: ({ body }, context) =>
      withPassword(parts, context, 'password.changed', async (auth, headers, trx) => {
        const outcome = await asked(
          auth.api.changePassword({
            body: { currentPassword: body.current, newPassword: body.password, revokeOtherSessions: true },
            headers,
            returnHeaders: true,
          }),
          passwordRefusals,
        );
        if (isRefusal(outcome)) return outcome;
        await removeVerifications(trx, context.principal!.person.id);
        return { value: {}, cookies: outcome.cookies };
      }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/account/second-factor',
    summary: 'Begin to set up an authenticator app; it counts once a code of it was given',
    permission: 'own-account',
    body: passwordConfirm,
    answer: secondFactorSetup,
    errors: ['password-wrong', 'too-many-tries', 'second-factor-set'],
    concurrencyMax: 8,
    handle: ({ body }, context) =>
      withPassword(parts, context, 'second-factor.begun', async (auth, headers) => {
        const outcome = await asked(
          auth.api.enableTwoFactor({ body: { password: body.password }, headers, returnHeaders: true }),
          {
            ...passwordRefusals,
            TOTP_ALREADY_ENABLED: secondFactorSet,
          },
        );
        if (isRefusal(outcome)) return outcome;
        const { answer, cookies } = outcome;
        if (answer.method !== 'totp') throw new Error('better-auth set up another second factor than an app');
        const { totpURI: uri, backupCodes: recoveryCodes } = answer;
        return {
          value: { uri, secret: new URL(uri).searchParams.get('secret') ?? '', recoveryCodes },
          cookies,
        };
      }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/account/second-factor/confirm',
    summary: 'Show that the app gives the right codes: from now on they are asked for',
    permission: 'own-account',
    body: codeRequest,
    errors: ['code-wrong', 'too-many-tries', 'second-factor-set', 'second-factor-not-begun'],
    handle: ({ body }, context) =>
      withPassword(parts, context, 'second-factor.set', async (auth, headers, trx) => {
        const { id } = context.principal!.person;
        if ((await personById(trx, id))?.secondFactor) return secondFactorSet;
        const outcome = await asked(auth.api.verifyTOTP({ body, headers, returnHeaders: true }), {
          INVALID_CODE: refuseIdentity('code-wrong', 'Give the six digits your app shows now.'),
          TOTP_NOT_ENABLED: refuseIdentity('second-factor-not-begun', 'Begin to set it up first.'),
        });
        if (isRefusal(outcome)) return outcome;
        await useUp(trx, id, body.code);
        return { value: {}, cookies: outcome.cookies };
      }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/account/second-factor/remove',
    summary: 'Sign in with the password alone again',
    permission: 'own-account',
    body: passwordConfirm,
    errors: ['password-wrong', 'too-many-tries'],
    concurrencyMax: 8,
    handle: ({ body }, context) =>
      withPassword(parts, context, 'second-factor.removed', async (auth, headers, trx) => {
        const outcome = await asked(
          auth.api.disableTwoFactor({ body, headers, returnHeaders: true }),
          passwordRefusals,
        );
        if (isRefusal(outcome)) return outcome;
        await removeVerifications(trx, context.principal!.person.id);
        return { value: {}, cookies: outcome.cookies };
      }),
  }),
];

const secondFactorSet = refuseIdentity(
  'second-factor-set',
  'Remove the one there is first, if you want another.',
);
const passwordRefusals = {
  INVALID_PASSWORD: refuseIdentity('password-wrong', 'Give the password you sign in with.'),
};

type Done = { value: unknown; cookies: readonly string[] } | IdentityRefusal;

/** A session alone may be a browser left open, so these ask for what only its owner knows, and not without end. */
async function withPassword(
  parts: IdentityParts,
  context: RouteContext,
  what: string,
  change: (auth: Auth, headers: Headers, trx: Kysely<unknown>) => Promise<Done>,
): Promise<Response | IdentityRefusal> {
  const { db } = parts.database();
  const { id } = context.principal!.person;
  const tried: Try = { what: 'password', account: id, address: context.address };
  const refused = await refuseMore(db, tried);
  if (refused) return refused;
  const settings = parts.settings();
  const done = await transaction(db, async (trx) => {
    const auth = await authWithin(trx, settings);
    const outcome = await change(auth, headersOf(context, settings), trx);
    if (!isRefusal(outcome)) await recordChange(trx, byOf(context), { what, subject: `person:${id}` });
    return outcome;
  });
  if (isRefusal(done)) return done as IdentityRefusal;
  await forgive(db, tried);
  return withCookies(done.value, done.cookies);
}
