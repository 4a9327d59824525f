import { recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../ids.ts';
import {
  acceptRequest,
  invitationView,
  resetFinish,
  resetRequest,
  setupRequest,
  setupView,
  signInAnswer,
} from './api.ts';
import { refuseMore } from './attempts.ts';
import { withCookies } from './auth.ts';
import { linkInvalid } from './errors.ts';
import { accept, viewInvitation } from './invitation.ts';
import { resetLetter } from './letters.ts';
import { findLink, removeResetLinks, takeLink } from './link.store.ts';
import { hub } from './organisation.store.ts';
import type { IdentityParts } from './parts.ts';
import { emailVerified } from './person.store.ts';
import { hashOf } from './secret.ts';
import { setPassword, setUp } from './setup.ts';

/** What is reached by a link: setting up, a new password, an invitation. Who has it need not be known, and nobody guesses 256 bits. */
export const linkRoutes = (parts: IdentityParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/setup/:token',
    summary: 'Whether the link the server printed can be used',
    permission: 'public',
    answer: setupView,
    cacheControl: 'no-store',
    errors: ['link-invalid'],
    handle: async ({ params }, context) => {
      const { db } = parts.database();
      const link = await findLink(db, 'setup', hashOf(params.token!), context.now());
      if (link === undefined) return linkInvalid;
      return { organisation: (await hub(db))?.name ?? null, expiresAt: link.expiresAt.toISOString() };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/setup/:token',
    summary: 'Become operator by the link the server printed',
    permission: 'public',
    body: setupRequest,
    answer: signInAnswer,
    errors: ['link-invalid'],
    concurrencyMax: 2,
    handle: async ({ params, body }, context) => {
      const done = await setUp(parts, params.token!, body, context);
      return isRefusal(done) ? done : withCookies({ status: 'signed-in' }, done.cookies);
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/password-resets',
    summary:
      'Ask for a letter with a link to a new password; the answer is the same whether the address is known or not',
    permission: 'public',
    body: resetRequest,
    status: 202,
    errors: ['too-many-tries'],
    handle: async ({ body }, context) => {
      const { db } = parts.database();
      const email = body.email.toLowerCase();
      const tried = { what: 'reset', account: email, address: context.address } as const;
      const refused = await refuseMore(db, tried);
      if (refused) return refused;
      // Whether anybody has that address is looked up by the job, so neither the answer nor its time tells.
      await parts.jobs().enqueue(db, {
        kind: resetLetter,
        payload: { id: newId(), email, language: context.language },
      });
      return {};
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/password-resets/:token',
    summary: 'Set a new password by the link of the letter; one is signed out everywhere',
    permission: 'public',
    body: resetFinish,
    errors: ['link-invalid'],
    concurrencyMax: 8,
    handle: ({ params, body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const link = await takeLink(trx, 'reset', hashOf(params.token!), context.now());
        if (!link?.person) return linkInvalid;
        await setPassword(trx, parts.settings(), link.person, body.password);
        await removeResetLinks(trx, link.person);
        await emailVerified(trx, link.person);
        await recordChange(
          trx,
          { principal: null, requestId: context.requestId },
          { what: 'password.reset', subject: `person:${link.person}` },
        );
        return {};
      }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/invitation-links/:token',
    summary: 'What one is invited to',
    permission: 'public',
    answer: invitationView,
    cacheControl: 'no-store',
    errors: ['link-invalid'],
    handle: ({ params }, context) => viewInvitation(parts.database().db, params.token!, context.now()),
  }),
  route({
    method: 'POST',
    path: '/api/v1/invitation-links/:token',
    summary: 'Accept an invitation: as somebody new, or with the account one has',
    permission: 'public',
    body: acceptRequest,
    answer: signInAnswer,
    errors: [
      'link-invalid',
      'too-many-tries',
      'name-missing',
      'password-missing',
      'password-too-short',
      'credentials-wrong',
      'other-person',
      'organisation-suspended',
    ],
    concurrencyMax: 8,
    handle: async ({ params, body }, context) => {
      const done = await accept(parts, params.token!, body, context);
      return isRefusal(done) ? done : withCookies({ status: done.status }, done.cookies);
    },
  }),
];
