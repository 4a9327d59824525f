import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';

/**
 * What somebody may be in an organisation. `administrator` sees to the people of their own organisation; `operator` runs the hub, and
 * only members of the hub's own organisation can be that; `customs` is an authority or broker that decides at a border.
 */
export const roles = [
  'operator',
  'administrator',
  'forwarder',
  'customs',
  'host',
  'buyer',
  'project-owner',
  'secretariat',
  'delegate',
  'trainer',
  'trainee',
  'analyst',
] as const;
export type Role = (typeof roles)[number];

/** Who is meant: everybody, whoever runs the server, whoever is signed in, or who has one of these roles in the organisation they act for. */
interface Rule {
  who: 'everybody' | 'operations' | 'signed-in' | readonly Role[];
  meaning: string;
}

/**
 * Who may call a route. Closed: a route names one of these, everything else is refused, and a test walks every route with every role and with
 * none. A role lets somebody act within their own organisation only; that a booking is theirs is the module's to see.
 */
export const permissions = {
  public: { who: 'everybody', meaning: 'Anybody, without signing in' },
  operations: {
    who: 'operations',
    meaning: 'Whoever runs this server: with METRICS_TOKEN, or from this machine where none is set',
  },
  'own-account': { who: 'signed-in', meaning: 'One’s own name, password, sessions and second factor' },
  'people:read': { who: ['operator', 'administrator'], meaning: 'See who belongs to the organisation' },
  'people:write': { who: ['operator', 'administrator'], meaning: 'Invite, change roles, remove' },
  'tokens:write': { who: ['operator', 'administrator'], meaning: 'Make and revoke tokens for systems' },
  'organisations:write': { who: ['operator'], meaning: 'Admit organisations and suspend them' },
  'audit:read': { who: ['operator'], meaning: 'Read who changed what' },
  'capacity:read': {
    who: ['operator', 'forwarder', 'analyst'],
    meaning: 'See what is left by lane and week',
  },
  'capacity:write': { who: ['operator'], meaning: 'Say what a service or a departure can carry' },
  'bookings:read': {
    who: ['operator', 'forwarder'],
    meaning: 'See the bookings of the organisation; an operator sees all',
  },
  'bookings:write': { who: ['forwarder'], meaning: 'Hold, confirm, amend and cancel' },
  'booking-terms:write': { who: ['operator'], meaning: 'Say for how long is held and what cancelling costs' },
  'customs:read': { who: ['operator', 'forwarder', 'customs'], meaning: 'See declarations and their state' },
  'customs:lodge': { who: ['forwarder'], meaning: 'Write a declaration and lodge it' },
  'customs:decide': { who: ['customs'], meaning: 'Hold or release at a border' },
  'customs:status': {
    who: ['forwarder', 'customs'],
    meaning: 'Lodge, hold or release: which of them, the module sees',
  },
  'customs-offices:write': { who: ['operator'], meaning: 'Say at which borders an authority decides' },
  'evidence:write': {
    who: ['operator', 'analyst'],
    meaning: 'Add articles and series, and decide which value is accepted',
  },
  'catalogue:read': { who: ['operator'], meaning: 'See how far the option catalogue is built' },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** The platform's own addresses, which no module declares. */
export const platformAddresses = {
  '/healthz': 'public',
  '/readyz': 'public',
  '/api/v1/openapi.json': 'public',
  '/metrics': 'operations',
} as const satisfies Record<`/${string}`, Permission>;

/** Who asks, once it is known: a person with a session, or a system with a token of an organisation. */
export interface Principal {
  /** The person; of a token, whoever made it. */
  person: { id: string; name: string; email: string };
  via: 'session' | 'token';
  /** Id of the session or token, for the audit log; never the secret itself. */
  credential: string;
  /** For whom they act; null for somebody who belongs to none. */
  organisation: { id: string; name: string } | null;
  /** In that organisation; none where it is suspended. */
  roles: readonly Role[];
}

export interface Caller {
  /** Of the connection, as the system tells it. */
  address: string | undefined;
  header(name: string): string | undefined;
}
export const callerIn = (c: {
  env?: HttpBindings;
  req: { header(name: string): string | undefined };
}): Caller => ({
  address: c.env?.incoming?.socket?.remoteAddress,
  header: (name) => c.req.header(name),
});

/** Whether it can be told without knowing who asks: then nobody is looked up. */
export const needsPrincipal = (permission: Permission): boolean => {
  const { who }: Rule = permissions[permission];
  return who !== 'everybody' && who !== 'operations';
};

export function isPermitted(
  permission: Permission,
  caller: Caller,
  metricsToken?: string,
  principal?: Principal | null,
): boolean {
  // A permission that is not in the table lets nobody in.
  const rule: Rule | undefined = permissions[permission];
  switch (rule?.who) {
    case undefined:
      return false;
    case 'everybody':
      return true;
    case 'operations':
      return metricsToken === undefined ? isLocal(caller) : hasToken(caller, metricsToken);
    case 'signed-in':
      // A system has no password to change.
      return principal?.via === 'session';
    default:
      return principal?.roles.some((role) => rule.who.includes(role)) ?? false;
  }
}

/** What somebody with these roles may do, for pages that show only that. */
export const permissionsOf = (held: readonly Role[]): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => {
    const { who }: Rule = permissions[permission];
    return typeof who === 'object' && held.some((role) => who.includes(role));
  });

/**
 * From this machine, and not passed on from elsewhere: a proxy's connection comes from here as well, and so does one that a web page open in
 * a browser here makes by a name of its own for 127.0.0.1.
 */
function isLocal({ address, header }: Caller): boolean {
  const local = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address ?? '');
  const named = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(header('host') ?? '');
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => header(name) !== undefined,
  );
  return local && named && !passedOn;
}

function hasToken({ header }: Caller, token: string): boolean {
  const given = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header('authorization') ?? '')?.[1] ?? '';
  // Hashes are of one length, and comparing them takes as long however much agrees.
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
