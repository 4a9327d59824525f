import type { Kysely } from 'kysely';
import { byOf, recordChange } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { isRefusal, type Refusal } from '../errors.ts';
import { type Route, type RouteContext, route } from '../http/route.ts';
import {
  invitationSchema,
  invitationsAnswer,
  inviteRequest,
  ofOrganisation,
  peopleAnswer,
  rolesRequest,
} from './api.ts';
import { refuseMore } from './attempts.ts';
import { refuseIdentity } from './errors.ts';
import { type InvitationRow, invitationById, invitationsOf, takeInvitation } from './invitation.store.ts';
import { invite } from './invitation.ts';
import type { OrganisationRow } from './organisation.store.ts';
import { changeMember, mayMake, meant, meantToChange } from './organisation.ts';
import type { IdentityParts } from './parts.ts';
import { peopleOf } from './person.store.ts';
import { rolesIn } from './roles.ts';

export const peopleRoutes = (parts: IdentityParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/people',
    summary: 'Who belongs to the organisation',
    permission: 'people:read',
    query: ofOrganisation,
    answer: peopleAnswer,
    errors: ['organisation-not-found'],
    handle: async ({ query }, context) => {
      const { db } = parts.database();
      const organisation = await meant(db, context, query.organisation);
      if (isRefusal(organisation)) return organisation;
      return {
        items: await peopleOf(db, organisation.id),
        offered: [...mayMake(context.principal!.roles, rolesIn(organisation))],
      };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/people/:id',
    summary: 'Change what somebody is in the organisation',
    permission: 'people:write',
    query: ofOrganisation,
    body: rolesRequest,
    errors: [
      'organisation-not-found',
      'person-not-found',
      'role-not-yours',
      'role-not-here',
      'last-administrator',
    ],
    handle: ({ params, query, body }, context) =>
      locked(parts, context, query.organisation, (trx, organisation) =>
        changeMember(trx, organisation, params.id!, body.roles, context),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/people/:id',
    summary: 'Remove somebody from the organisation, and the tokens they made',
    permission: 'people:write',
    query: ofOrganisation,
    errors: ['organisation-not-found', 'person-not-found', 'role-not-yours', 'last-administrator'],
    handle: ({ params, query }, context) =>
      locked(parts, context, query.organisation, (trx, organisation) =>
        changeMember(trx, organisation, params.id!, null, context),
      ),
  }),
  route({
    method: 'GET',
    path: '/api/v1/invitations',
    summary: 'Who is invited and has not come yet',
    permission: 'people:read',
    query: ofOrganisation,
    answer: invitationsAnswer,
    errors: ['organisation-not-found'],
    handle: async ({ query }, context) => {
      const { db } = parts.database();
      const organisation = await meant(db, context, query.organisation);
      if (isRefusal(organisation)) return organisation;
      return { items: (await invitationsOf(db, organisation.id, context.now())).map(shown) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/invitations',
    summary: 'Invite somebody by mail; whoever was invited before gets a new letter and the old link is void',
    permission: 'people:write',
    query: ofOrganisation,
    body: inviteRequest,
    answer: invitationSchema,
    status: 201,
    errors: [
      'organisation-not-found',
      'role-not-yours',
      'role-not-here',
      'member-already',
      'too-many',
      'too-many-tries',
    ],
    handle: async ({ query, body }, context) => {
      const { db } = parts.database();
      const account = context.principal!.organisation?.id ?? '';
      const refused = await refuseMore(db, { what: 'invitation', account, address: context.address });
      if (refused) return refused;
      return locked(parts, context, query.organisation, async (trx, organisation) => {
        const invited = await invite(trx, parts, organisation, body, context);
        return isRefusal(invited) ? invited : shown((await invitationById(trx, invited.id))!);
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/invitations/:id',
    summary: 'Revoke an invitation: its link is void',
    permission: 'people:write',
    query: ofOrganisation,
    errors: ['organisation-not-found', 'invitation-not-found'],
    handle: ({ params, query }, context) =>
      locked(parts, context, query.organisation, async (trx, organisation) => {
        const invitation = await invitationById(trx, params.id!);
        const theirs = invitation?.organisation === organisation.id;
        if (!theirs || !(await takeInvitation(trx, invitation.id)))
          return refuseIdentity('invitation-not-found', 'It was accepted, revoked or replaced.');
        await recordChange(trx, byOf(context), {
          what: 'invitation.revoked',
          subject: `invitation:${invitation.id}`,
          organisation: organisation.id,
          before: { email: invitation.email, roles: invitation.roles },
        });
        return {};
      }),
  }),
];

const shown = ({ id, email, roles, invitedBy, createdAt, expiresAt }: InvitationRow) => ({
  id,
  email,
  roles,
  invitedBy,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** Changes of one organisation's people are made one after another. */
const locked = <Answer>(
  parts: IdentityParts,
  context: RouteContext,
  asked: string | undefined,
  work: (trx: Kysely<unknown>, organisation: OrganisationRow) => Promise<Answer | Refusal | undefined>,
) =>
  transaction(parts.database().db, async (trx) => {
    const organisation = await meantToChange(trx, context, asked);
    return isRefusal(organisation) ? organisation : ((await work(trx, organisation)) ?? ({} as Answer));
  });
