import type { Kysely } from 'kysely';
import type { RouteContext } from '../http/route.ts';
import { newId } from '../ids.ts';
import type { IdentityRefusal } from './errors.ts';
import type { Settings } from './identify.ts';
import { sessionCookieName, signed } from './secret.ts';

/**
 * better-auth over one transaction: passwords, sessions, and the second factor. It is made anew for each (that takes a millisecond), so that what it
 * writes and our entry in the audit log are committed together. Its own routes are mounted nowhere: ours call `auth.api` and pass its
 * cookies on, so everything stands in our table of permissions. Imported when first used: commands that sign nobody in don't wait for it.
 */
export async function authWithin(trx: Kysely<unknown>, { address, secret }: Settings) {
  const [{ betterAuth }, { twoFactor }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/two-factor'),
  ]);
  return betterAuth({
    appName: 'Serai',
    baseURL: address,
    secret,
    // Its `transaction` is false because this is one already.
    database: { db: trx, type: 'postgres', schemaName: 'identity', transaction: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    // Ours are in the database and hold for several servers (attempts.ts).
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: {
      modelName: 'session',
      expiresIn: sessionDays * 86_400,
      // They are prolonged where they are shown (session.routes.ts).
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        userId: 'person',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'address',
        userAgent: 'agent',
      },
      // Kept when a session is replaced, as setting up a second factor does.
      additionalFields: { organisation: { type: 'string', required: false, input: false } },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'person',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verification',
      storeIdentifier: 'hashed',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: 'serai',
      useSecureCookies: address.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // Comparing its tables with ours takes a connection of its own; tests do that, once a release and not once a sign-in.
      database: { generateId: () => newId(), validateSchema: false },
      // What a caller writes into X-Forwarded-For is not where they are.
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({
        issuer: 'Serai',
        schema: {
          user: { fields: { twoFactorEnabled: 'second_factor' } },
          twoFactor: {
            modelName: 'second_factor',
            fields: {
              userId: 'person',
              backupCodes: 'recovery_codes',
              failedVerificationCount: 'failures',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
}
export const sessionDays = 7;
const addressHeader = 'x-serai-address';

/** What better-auth reads of a request. `signedOut`: without the session it comes with, for a sign-in that begins another. */
export function headersOf(
  { address, request }: Pick<RouteContext, 'address' | 'request'>,
  settings: Settings,
  { signedOut = false } = {},
): Headers {
  const headers = new Headers();
  const name = sessionCookieName(settings.address);
  const cookies = (request.headers.get('cookie') ?? '')
    .split(';')
    .filter((part) => !signedOut || part.split('=')[0]?.trim() !== name);
  headers.set('cookie', cookies.join(';'));
  headers.set('user-agent', (request.headers.get('user-agent') ?? '').slice(0, 300));
  if (address !== undefined) headers.set(addressHeader, address);
  return headers;
}

/** What better-auth answered and the cookies that go with it, or the refusal its error stands for. Any other error is a bug. */
export async function asked<Answer>(
  call: Promise<{ headers: Headers; response: Answer }>,
  refusals: Readonly<Record<string, IdentityRefusal>>,
): Promise<{ answer: Answer; cookies: string[] } | IdentityRefusal> {
  try {
    const { headers, response } = await call;
    return { answer: response, cookies: headers.getSetCookie() };
  } catch (error) {
    // An error that has no code of its own still has the name of its status.
    const { body, status } = error as { body?: { code?: string }; status?: unknown };
    const refusal = refusals[body?.code ?? String(status)];
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** An answer with cookies; what somebody is known by is kept by nobody on the way. */
export function withCookies(value: unknown, cookies: readonly string[]): Response {
  const answer = Response.json(value, { headers: { 'cache-control': 'no-store' } });
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

/** As better-auth sets it. */
export const sessionCookie = (settings: Settings, token: string): string =>
  `${sessionCookieName(settings.address)}=${encodeURIComponent(signed(token, settings.secret))}; Max-Age=${sessionDays * 86_400}; ${attributes(settings)}`;
export const clearedSession = (settings: Settings): string =>
  `${sessionCookieName(settings.address)}=; Max-Age=0; ${attributes(settings)}`;
const attributes = ({ address }: Settings): string =>
  `Path=/; HttpOnly; SameSite=Lax${address.startsWith('https:') ? '; Secure' : ''}`;

/** Of a sign-in that waits for its second factor. */
export const signInCookieName = ({ address }: Settings): string =>
  sessionCookieName(address).replace(/session_token$/, 'two_factor');
