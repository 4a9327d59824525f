/** People, organisations and sessions: who the browser is signed in as, and the questions and changes of their pages. */
import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/platform/identity/api.ts';
import { get, send } from './client.ts';

export type Session = contract.SessionAnswer;
export type Person = contract.Person;
export type Organisation = contract.Organisation;
export type Role = Person['roles'][number];
export type OrganisationKind = Organisation['kind'];
export type Invitation = z.infer<typeof contract.invitationSchema>;
export type InvitationView = z.infer<typeof contract.invitationView>;
export type Token = z.infer<typeof contract.tokenSchema>;
export type TokenMade = z.infer<typeof contract.tokenMade>;
export type SignedInDevice = z.infer<typeof contract.sessionsAnswer>['items'][number];
export type SecondFactorSetup = z.infer<typeof contract.secondFactorSetup>;

/** What the pages ask for; `GET /session` says which of them the signed-in person has. */
export type Permission = contract.Permission;

export const sessionKey = ['session'] as const;

export const sessionQuery = (language: string) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: ({ signal }) => get<Session>('/session', {}, language, signal),
    staleTime: 60_000,
    // signed out, or switched, in another tab
    refetchOnWindowFocus: true,
  });

export const may = (session: Session | undefined, permission: Permission): boolean =>
  permission === 'own-account'
    ? session?.person != null
    : (session?.permissions.includes(permission) ?? false);

/**
 * After somebody signed in or out, or acts for another organisation: nothing that was answered to who they were before is kept. Pages that are
 * open ask again.
 */
export async function personChanged(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: sessionKey });
  queries.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

export const signIn = (body: z.input<typeof contract.signInRequest>, language: string) =>
  send<z.infer<typeof contract.signInAnswer>>('POST', '/session', body, language);
export const giveSecondFactor = (body: z.input<typeof contract.secondFactorRequest>, language: string) =>
  send<unknown>('POST', '/session/second-factor', body, language);
export const signOut = (language: string) => send<unknown>('DELETE', '/session', undefined, language);
export const actFor = (organisation: string, language: string) =>
  send<unknown>('PUT', '/session/organisation', { organisation }, language);

export const sessionsQuery = (language: string) =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => get<z.infer<typeof contract.sessionsAnswer>>('/sessions', {}, language, signal),
  });
export const endSession = (id: string, language: string) =>
  send<unknown>('DELETE', `/sessions/${encodeURIComponent(id)}`, undefined, language);

export const rename = (name: string, language: string) =>
  send<unknown>('PATCH', '/account', { name }, language);
export const changePassword = (body: z.input<typeof contract.passwordChange>, language: string) =>
  send<unknown>('PUT', '/account/password', body, language);
export const beginSecondFactor = (password: string, language: string) =>
  send<SecondFactorSetup>('POST', '/account/second-factor', { password }, language);
export const confirmSecondFactor = (code: string, language: string) =>
  send<unknown>('POST', '/account/second-factor/confirm', { code }, language);
export const removeSecondFactor = (password: string, language: string) =>
  send<unknown>('POST', '/account/second-factor/remove', { password }, language);

export const askReset = (email: string, language: string) =>
  send<unknown>('POST', '/password-resets', { email }, language);
export const finishReset = (token: string, password: string, language: string) =>
  send<unknown>('POST', `/password-resets/${encodeURIComponent(token)}`, { password }, language);

export const setupQuery = (token: string, language: string) =>
  queryOptions({
    queryKey: ['setup', token],
    queryFn: ({ signal }) =>
      get<z.infer<typeof contract.setupView>>(`/setup/${encodeURIComponent(token)}`, {}, language, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
export const setUp = (token: string, body: z.input<typeof contract.setupRequest>, language: string) =>
  send<unknown>('POST', `/setup/${encodeURIComponent(token)}`, body, language);

export const invitationLinkQuery = (token: string, language: string) =>
  queryOptions({
    queryKey: ['invitation-link', token],
    queryFn: ({ signal }) =>
      get<InvitationView>(`/invitation-links/${encodeURIComponent(token)}`, {}, language, signal),
    // once it is accepted the link is gone, and the page that says so must not be
    staleTime: Number.POSITIVE_INFINITY,
  });
export const acceptInvitation = (
  token: string,
  body: z.input<typeof contract.acceptRequest>,
  language: string,
) =>
  send<z.infer<typeof contract.signInAnswer>>(
    'POST',
    `/invitation-links/${encodeURIComponent(token)}`,
    body,
    language,
  );

/** `organisation` is for operators, who may look into any; undefined is one's own. */
export const peopleQuery = (organisation: string | undefined, language: string) =>
  queryOptions({
    queryKey: ['people', organisation],
    queryFn: ({ signal }) =>
      get<z.infer<typeof contract.peopleAnswer>>('/people', { organisation }, language, signal),
  });
export const changeRoles = (
  person: string,
  roles: Role[],
  organisation: string | undefined,
  language: string,
) =>
  send<unknown>('PATCH', `/people/${encodeURIComponent(person)}`, { roles }, language, {
    query: { organisation },
  });
export const removePerson = (person: string, organisation: string | undefined, language: string) =>
  send<unknown>('DELETE', `/people/${encodeURIComponent(person)}`, undefined, language, {
    query: { organisation },
  });

export const invitationsQuery = (organisation: string | undefined, language: string) =>
  queryOptions({
    queryKey: ['invitations', organisation],
    queryFn: ({ signal }) =>
      get<z.infer<typeof contract.invitationsAnswer>>('/invitations', { organisation }, language, signal),
  });
export const invite = (
  body: z.input<typeof contract.inviteRequest>,
  organisation: string | undefined,
  language: string,
) => send<Invitation>('POST', '/invitations', body, language, { query: { organisation } });
export const withdrawInvitation = (id: string, organisation: string | undefined, language: string) =>
  send<unknown>('DELETE', `/invitations/${encodeURIComponent(id)}`, undefined, language, {
    query: { organisation },
  });

export const organisationsQuery = (language: string) =>
  queryOptions({
    queryKey: ['organisations'],
    queryFn: async ({ signal }) => {
      const items: Organisation[] = [];
      let cursor: string | undefined;
      do {
        const page = await get<z.infer<typeof contract.organisationsAnswer>>(
          '/organisations',
          { cursor },
          language,
          signal,
        );
        items.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && items.length < organisationsMax);
      return { items, more: cursor !== undefined };
    },
    placeholderData: keepPreviousData,
  });
/** A hub has hundreds; beyond this the page says that it does not show them all. */
const organisationsMax = 2000;

export const admit = (body: z.input<typeof contract.admitRequest>, language: string) =>
  send<unknown>('POST', '/organisations', body, language);
export const changeOrganisation = (
  id: string,
  body: z.input<typeof contract.organisationChange>,
  language: string,
) => send<unknown>('PATCH', `/organisations/${encodeURIComponent(id)}`, body, language);

export const tokensQuery = (organisation: string | undefined, language: string) =>
  queryOptions({
    queryKey: ['tokens', organisation],
    queryFn: ({ signal }) =>
      get<z.infer<typeof contract.tokensAnswer>>('/tokens', { organisation }, language, signal),
  });
export const makeToken = (
  body: z.input<typeof contract.tokenRequest>,
  organisation: string | undefined,
  language: string,
) => send<TokenMade>('POST', '/tokens', body, language, { query: { organisation } });
export const revokeToken = (id: string, organisation: string | undefined, language: string) =>
  send<unknown>('DELETE', `/tokens/${encodeURIComponent(id)}`, undefined, language, {
    query: { organisation },
  });
