import type { Kysely } from 'kysely';
import type { Database } from '../database/index.ts';
import type { Principal } from '../http/permissions.ts';
import type { Identify } from '../http/serve-route.ts';
import { type Known, ofSession, ofToken, seen, used } from './principal.store.ts';
import { rolesIn } from './roles.ts';
import { hashOf, sessionCookieName, valueOfSigned } from './secret.ts';

export interface Settings {
  /** Where people reach this server, without a slash at its end. */
  address: string;
  /** Cookies are signed with it. Never log it. */
  secret: string;
}
export interface IdentifyParts {
  database(): Database;
  settings(): Settings;
}

/**
 * Who a request comes from: its token, else its session. Asked of the database every time and kept nowhere, so whoever is removed,
 * signed out or suspended has lost access by their next request.
 */
export const identifyBy =
  (parts: IdentifyParts): Identify =>
  async (request) => {
    const { db } = parts.database();
    const authorization = request.headers.get('authorization');
    if (authorization !== null) return byToken(db, authorization);
    return bySession(db, request, parts.settings());
  };

/** Of a session alone: for the routes that are for everybody and still want to know who is there. */
export async function bySession(
  db: Kysely<unknown>,
  request: Request,
  { address, secret }: Settings,
): Promise<Principal | null | 'ended'> {
  const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(address));
  if (cookie === undefined) return null;
  const token = valueOfSigned(cookie, secret);
  const known = token === null ? undefined : await ofSession(db, token);
  if (known === undefined) return 'ended';
  if (known.stale) await seen(db, known.person);
  return principalOf(known, 'session');
}

async function byToken(db: Kysely<unknown>, authorization: string): Promise<Principal | 'ended'> {
  const secret = /^Bearer +(serai_[\w-]{43})$/i.exec(authorization)?.[1];
  const known = secret === undefined ? undefined : await ofToken(db, hashOf(secret));
  if (known === undefined) return 'ended';
  if (known.stale) await used(db, known.credential);
  return principalOf(known, 'token');
}

function principalOf(known: Known, via: 'session' | 'token'): Principal {
  const { organisation } = known;
  // What an organisation may not have, nobody in it has, whatever their row says.
  const possible = organisation && !organisation.suspended ? rolesIn(organisation) : [];
  return {
    person: { id: known.person, name: known.name, email: known.email },
    via,
    credential: known.credential,
    organisation: organisation && { id: organisation.id, name: organisation.name },
    roles: known.roles.filter((role) => possible.includes(role)),
  };
}

/** One cookie of a Cookie header, decoded; undefined where it is not there. */
export function cookieOf(header: string | null, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [left, ...right] = part.split('=');
    if (left?.trim() !== name) continue;
    const value = right.join('=').trim();
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }
  return undefined;
}
