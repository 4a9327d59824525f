import { byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal } from '../errors.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../ids.ts';
import {
  admitRequest,
  type Organisation,
  ofOrganisation,
  organisationChange,
  organisationSchema,
  organisationsAnswer,
  organisationsQuery,
  tokenMade,
  tokenRequest,
  tokensAnswer,
} from './api.ts';
import { refuseIdentity } from './errors.ts';
import { listOrganisations, type OrganisationRow, organisationById } from './organisation.store.ts';
import { admit, change, mayMake, meant, meantToChange } from './organisation.ts';
import type { IdentityParts } from './parts.ts';
import { peopleOf } from './person.store.ts';
import { refuseRoles, rolesIn } from './roles.ts';
import { hashOf, randomKey } from './secret.ts';
import { addToken, removeToken, type TokenRow, tokensOf } from './token.store.ts';

const tokensMax = 100;

export const organisationRoutes = (parts: IdentityParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/organisations',
    summary: 'The organisations of the corridor’s hub',
    permission: 'organisations:write',
    query: organisationsQuery,
    answer: organisationsAnswer,
    errors: ['organisations-cursor-invalid'],
    handle: async ({ query: { cursor, limit, query } }) => {
      const { db } = parts.database();
      // Organisations are never deleted, so the last of a page is still there.
      if (cursor !== undefined && (await organisationById(db, cursor)) === undefined)
        return refuseIdentity(
          'organisations-cursor-invalid',
          'Leave `cursor` out to begin with the first page.',
        );
      const rows = await listOrganisations(db, { after: cursor, limit: limit + 1, query });
      const items = rows.slice(0, limit);
      return { items: items.map(shown), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/organisations',
    summary: 'Admit an organisation and invite its first administrator',
    permission: 'organisations:write',
    body: admitRequest,
    answer: organisationSchema,
    status: 201,
    errors: ['role-not-here', 'organisation-known'],
    handle: ({ body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const id = await admit(trx, parts, body, context);
        if (isRefusal(id)) return id;
        return shown({ ...(await organisationById(trx, id as string))!, people: 0 });
      }),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/organisations/:id',
    summary: 'Rename an organisation, suspend it or let it in again, or change what its people can be',
    permission: 'organisations:write',
    body: organisationChange,
    answer: organisationSchema,
    errors: ['organisation-not-found', 'hub-not-suspendable', 'role-not-here', 'organisation-known'],
    handle: ({ params, body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const organisation = await meantToChange(trx, context, params.id!);
        if (isRefusal(organisation)) return organisation;
        const refused = await change(trx, organisation, body, context);
        if (refused) return refused;
        const people = (await peopleOf(trx, organisation.id)).length;
        return shown({ ...(await organisationById(trx, organisation.id))!, people });
      }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'The organisation’s tokens for systems; never their secrets',
    permission: 'tokens:write',
    query: ofOrganisation,
    answer: tokensAnswer,
    errors: ['organisation-not-found'],
    handle: async ({ query }, context) => {
      const { db } = parts.database();
      const organisation = await meant(db, context, query.organisation);
      if (isRefusal(organisation)) return organisation;
      return { items: (await tokensOf(db, organisation.id)).map(tokenShown) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Make a token for a system; its secret is shown this once',
    permission: 'tokens:write',
    query: ofOrganisation,
    body: tokenRequest,
    answer: tokenMade,
    status: 201,
    errors: ['organisation-not-found', 'role-not-yours', 'role-not-here', 'too-many'],
    handle: ({ query, body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const organisation = await meantToChange(trx, context, query.organisation);
        if (isRefusal(organisation)) return organisation;
        const { person, roles: held } = context.principal!;
        const refused = refuseRoles(held, organisation, body.roles);
        if (refused) return refused;
        if (!body.roles.every((role) => mayMake(held, rolesIn(organisation)).includes(role)))
          return refuseIdentity('role-not-yours', 'Only an administrator gives these.');
        if ((await tokensOf(trx, organisation.id)).length >= tokensMax)
          return refuseIdentity('too-many', `There are ${tokensMax} tokens: revoke some first.`);
        const [secret, now] = [`serai_${randomKey()}`, context.now()];
        const token = {
          id: newId(),
          name: body.name,
          prefix: secret.slice(0, 12),
          roles: body.roles,
          createdAt: now,
          expiresAt: body.days === undefined ? null : new Date(now.getTime() + body.days * 86_400_000),
        };
        await addToken(trx, {
          ...token,
          hash: hashOf(secret),
          organisation: organisation.id,
          createdBy: person.id,
        });
        const { id, name, roles, expiresAt } = token;
        await recordChange(trx, byOf(context), {
          what: 'token.made',
          subject: `token:${id}`,
          organisation: organisation.id,
          after: { name, roles, expiresAt },
        });
        return { ...tokenShown({ ...token, createdBy: person.name, lastUsedAt: null }), secret };
      }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/tokens/:id',
    summary: 'Revoke a token',
    permission: 'tokens:write',
    query: ofOrganisation,
    errors: ['organisation-not-found', 'token-not-found'],
    handle: ({ params, query }, context) =>
      transaction(parts.database().db, async (trx) => {
        const organisation = await meantToChange(trx, context, query.organisation);
        if (isRefusal(organisation)) return organisation;
        const before = await removeToken(trx, organisation.id, params.id!);
        if (!before) return refuseIdentity('token-not-found', 'It was revoked already.');
        await recordChange(trx, byOf(context), {
          what: 'token.revoked',
          subject: `token:${params.id}`,
          organisation: organisation.id,
          before,
        });
        return {};
      }),
  }),
];

const shown = ({
  id,
  name,
  kind,
  suspended,
  createdAt,
  roles,
  people,
}: OrganisationRow & { people: number }): Organisation => ({
  id,
  name,
  kind,
  people,
  suspended,
  createdAt: createdAt.toISOString(),
  roles: rolesIn({ kind, roles }),
});

const tokenShown = ({ createdAt, lastUsedAt, expiresAt, ...token }: TokenRow) => ({
  ...token,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
});
