import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { Failure } from '../failure.ts';

/**
 * Two roles: the owner migrates, and `serai_app` serves. `serai_app` owns nothing and may do to each table only what its
 * migration grants, so a fault in a route can't rewrite what is append-only, whatever SQL it manages to send.
 */
export const appRole = 'serai_app';

export interface Access {
  /** The role requests are served with. */
  role: string;
  /** `login`: its own password. `set-role`: the owner's connection, put into the role. `owner`: not restricted at all. */
  way: 'login' | 'set-role' | 'owner';
  connection: pg.ClientConfig;
  /** Why it is not `login`, for the log. */
  reason?: string;
}

/** Makes the restricted role on the server the owner's address names, if that can be done, and answers how to use it. */
export async function prepareAccess(ownerUrl: string): Promise<Access> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await checkVersion(owner);
    const who = await readRights(owner);
    const asOwner = { connectionString: ownerUrl };
    if (!who.appExists && !who.mayCreate) {
      return {
        role: who.name,
        way: 'owner',
        connection: asOwner,
        reason: `the role ${who.name} of DATABASE_URL may not create roles, so requests are served with all of its rights: have an administrator run CREATE ROLE ${appRole}; GRANT ${appRole} TO "${who.name}"`,
      };
    }
    const ownerPassword = owner.password ?? '';
    const password = ownerPassword === '' ? undefined : derivedPassword(ownerPassword);
    if (!who.appExists) await createRole(owner, password);
    if (password !== undefined) {
      const connection = asRole(ownerUrl, appRole, password);
      if (await canLogIn(connection)) return { role: appRole, way: 'login', connection };
      if (who.mayCreate && (await setPassword(owner, password)) && (await canLogIn(connection)))
        return { role: appRole, way: 'login', connection };
    }
    const reason = `${appRole} can't log in by itself here, so connections log in as ${who.name} and then take the role`;
    const member = await owner.query(`select pg_has_role(current_user, $1, 'member') as member`, [appRole]);
    if (member.rows[0].member)
      return {
        role: appRole,
        way: 'set-role',
        connection: { ...asOwner, options: `-c role=${appRole}` },
        reason,
      };
    return {
      role: who.name,
      way: 'owner',
      connection: asOwner,
      reason: `${who.name} is not a member of ${appRole}: have an administrator run GRANT ${appRole} TO "${who.name}"`,
    };
  } finally {
    await owner.end();
  }
}

async function checkVersion(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query('show server_version_num');
  const number = Number(rows[0].server_version_num);
  if (number < 150_000)
    throw new Failure(
      `DATABASE_URL names a PostgreSQL ${Math.floor(number / 10_000)}: Serai needs 15 or newer.`,
    );
}

async function readRights(owner: pg.Client) {
  const { rows } = await owner.query(
    `select current_user as name, rolsuper or rolcreaterole as may_create,
            exists (select from pg_roles where rolname = $1) as app_exists
       from pg_roles where rolname = current_user`,
    [appRole],
  );
  return {
    name: rows[0].name as string,
    mayCreate: rows[0].may_create as boolean,
    appExists: rows[0].app_exists as boolean,
  };
}

async function createRole(owner: pg.Client, password: string | undefined): Promise<void> {
  const secret = password === undefined ? '' : `password '${scramVerifier(password)}'`;
  try {
    await owner.query(`create role ${appRole} login ${secret}`);
    await owner.query(`grant ${appRole} to current_user`);
  } catch (error) {
    if (!madeByAnother(error)) throw error;
  }
}

async function setPassword(owner: pg.Client, password: string): Promise<boolean> {
  try {
    await owner.query(`alter role ${appRole} login password '${scramVerifier(password)}'`);
    return true;
  } catch (error) {
    // 42501: this owner did not create the role. XX000: another process is changing it at this moment, to the same.
    const code = (error as { code?: string }).code;
    if (code === '42501') return false;
    if (code === 'XX000') return true;
    throw error;
  }
}

const madeByAnother = (error: unknown) =>
  ['42710', '23505'].includes((error as { code?: string }).code ?? '');

async function canLogIn(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (['28P01', '28000'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function asRole(url: string, role: string, password: string): pg.ClientConfig {
  const changed = url.replace(/^(postgres(?:ql)?:\/\/)(?:[^/?]*@)?/, `$1${role}:${password}@`);
  return { connectionString: changed };
}

/** Every server process that knows the owner's password comes to the same one, so none has to be handed round or stored. */
const derivedPassword = (ownerPassword: string) =>
  createHmac('sha256', ownerPassword).update(appRole).digest('base64url');

/** What PostgreSQL would store for the password. Sent in its place, it keeps the password out of every statement log. */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
