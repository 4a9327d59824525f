import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';

/** Who may call a route. Closed: a route names one of these, and `npm test` walks every route to see that it does. */
export const permissions = {
  public: 'Anybody, without signing in',
  operations: 'Whoever runs this server: with METRICS_TOKEN, or from this machine where none is set',
} as const;

export type Permission = keyof typeof permissions;

/** The platform's own addresses, which no module declares. */
export const platformAddresses = {
  '/healthz': 'public',
  '/readyz': 'public',
  '/api/v1/openapi.json': 'public',
  '/metrics': 'operations',
} as const satisfies Record<`/${string}`, Permission>;

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

export function isPermitted(permission: Permission, caller: Caller, metricsToken?: string): boolean {
  switch (permission) {
    case 'public':
      return true;
    case 'operations':
      return metricsToken === undefined ? isLocal(caller) : hasToken(caller, metricsToken);
    default:
      return false;
  }
}

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
