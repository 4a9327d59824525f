import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { callerOf } from '../http/limits.ts';
import { count, forget, giveBack } from './attempt.store.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';

/**
 * How often something may be tried: for one account, from wherever, and from one address, for whichever account. They are counted in the database, so
 * several servers share them. A try is counted before it is made, or a hundred at once would all be the first.
 */
const limits = {
  'sign-in': { account: 10, address: 100, minutes: 15 },
  // Of the account better-auth counts as well: five a sign-in, ten in all, then a quarter of an hour of rest.
  'second-factor': { account: 10, address: 100, minutes: 15 },
  password: { account: 10, address: 100, minutes: 15 },
  reset: { account: 3, address: 50, minutes: 60 },
  invitation: { account: 100, address: 500, minutes: 60 },
} as const;
export type Tried = keyof typeof limits;

export interface Try {
  what: Tried;
  /** An e-mail address, a person, an organisation, or a sign-in under way. */
  account: string;
  /** Of the connection. */
  address: string | undefined;
}

/** Why it may not be tried now; or nothing, and it counts. */
export async function refuseMore(db: Kysely<unknown>, tried: Try): Promise<IdentityRefusal | undefined> {
  const limit = limits[tried.what];
  const { account, address } = keysOf(tried);
  const seconds = limit.minutes * 60;
  // The address first: whoever is turned away by it makes no row for each name they think of.
  const ofAddress = await count(db, address, limit.address, seconds);
  const waitSeconds = ofAddress > 0 ? ofAddress : await count(db, account, limit.account, seconds);
  if (waitSeconds === 0) return undefined;
  return refuseIdentity(
    'too-many-tries',
    `That was tried too often: try again in ${Math.max(1, Math.ceil(waitSeconds / 60))} minutes.`,
  );
}

/** It went well: the account's tries are forgotten, and the address gets its one back. */
export async function forgive(db: Kysely<unknown>, tried: Try): Promise<void> {
  const { account, address } = keysOf(tried);
  await forget(db, account);
  await giveBack(db, address);
}

function keysOf({ what, account, address }: Try) {
  const key = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest();
  return {
    account: key(what, 'account', account.toLowerCase()),
    address: key(what, 'address', callerOf(address)),
  };
}
