import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { Failure } from '../failure.ts';
import { keepFingerprint } from './secret.store.ts';

/** Of SERAI_SECRET, or else of a file made on the first start. Cookies are signed with it and second factors encrypted. */
export function readSecret({
  secret,
  dataFolder,
}: {
  secret: string | undefined;
  dataFolder: string;
}): string {
  if (secret !== undefined) return secret;
  const path = join(dataFolder, 'secret');
  try {
    if (!existsSync(path)) makeSecret(path);
    const made = readFileSync(path, 'utf8').trim();
    if (made.length >= secretCharactersMin) return made;
  } catch (problem) {
    throw new Failure(
      `${path} can't be read or made (${(problem as NodeJS.ErrnoException).code}): mend that, or set SERAI_SECRET.`,
    );
  }
  throw new Failure(
    `${path} holds fewer than ${secretCharactersMin} characters: put back the file Serai made, or remove it and run serai secret renew.`,
  );
}

/** Written whole before it has its name; of two servers that start at once, the second finds the first one's. */
function makeSecret(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(mine, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    rmSync(mine, { force: true });
  }
}
export const secretCharactersMin = 32;

/** Tells one secret from another and says nothing of either. */
export const fingerprintOf = (secret: string): string =>
  createHmac('sha256', secret).update('serai: which secret this is').digest('hex').slice(0, 32);

/** A start with another secret would end every session and make every second factor useless without saying so. */
export async function checkSecret(db: Kysely<unknown>, secret: string): Promise<void> {
  if ((await keepFingerprint(db, fingerprintOf(secret))) === fingerprintOf(secret)) return;
  throw new Failure(
    'This database has been used with another secret. Every server on it needs the same one: set SERAI_SECRET to it, or copy the file `secret` ' +
      'from the SERAI_DATA folder of the server that made it. If it is lost, `serai secret renew` takes the present one; ' +
      'that ends all sessions and open links, and removes every second factor.',
  );
}

/** 256 random bits, as they stand in a link or token. */
export const randomKey = (): string => randomBytes(32).toString('base64url');

/** What is kept of a link or token. It is as random as a hash, so a slow hash would add nothing. */
export const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * The key of a link that is mailed. It is derived, so that the job that sends the letter makes the same one however often it is begun, and neither
 * the queue nor a table ever holds it.
 */
export const derivedKey = (secret: string, kind: 'invitation' | 'reset', id: string): string =>
  createHmac('sha256', secret).update(`serai: ${kind} ${id}`).digest('base64url');

/** How better-auth signs a cookie: the value, a point, and its HMAC-SHA-256 in base64. */
export const signed = (value: string, secret: string): string =>
  `${value}.${createHmac('sha256', secret).update(value).digest('base64')}`;

/** The value of a signed cookie, or null where the signature is not ours. */
export function valueOfSigned(cookie: string, secret: string): string | null {
  const value = cookie.slice(0, cookie.lastIndexOf('.'));
  const given = Buffer.from(cookie);
  const ours = Buffer.from(signed(value, secret));
  return value !== '' && given.length === ours.length && timingSafeEqual(given, ours) ? value : null;
}

/** Browsers keep a cookie of this prefix to HTTPS. */
export const sessionCookieName = (address: string): string =>
  `${address.startsWith('https:') ? '__Secure-' : ''}serai.session_token`;
