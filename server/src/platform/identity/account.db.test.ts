import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transaction } from '../database/index.ts';
import { addMember, personByEmail } from './person.store.ts';
import { setPassword } from './setup.ts';
import { signedIn, testSettings } from './testing.ts';
import { type House, Jar, openHouse } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Somebody with a password of their own, signed in by it. */
async function somebody(email: string, password = 'by camel and by train'): Promise<Jar> {
  const { db } = house.database;
  const { organisation, person } = await signedIn(house.database, { roles: ['administrator'] });
  const id = `person ${email}`;
  await sql`insert into identity.person (id, name, email) values (${id}, 'Dilnoza', ${email})`.execute(db);
  await sql`
    insert into identity.account (id, account_id, provider_id, person, password, created_at, updated_at)
    values (${id}, ${id}, 'credential', ${id}, '', now(), now())`.execute(db);
  await transaction(db, (trx) => setPassword(trx, testSettings, id, password));
  await addMember(db, organisation.id, id, ['forwarder']);
  expect(person.id).not.toBe(id);
  const cookies = new Jar();
  expect((await sign(email, password, cookies)).body.status).toBe('signed-in');
  return cookies;
}
const sign = (email: string, password: string, cookies = new Jar()) =>
  house.ask('POST', '/session', { body: { email, password }, cookies });
const who = async (cookies: Jar) => (await house.ask('GET', '/session', { cookies })).body.person;

/** RFC 6238, by other words than the server's. */
function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
/** Taken a little early, as clocks differ. */
const nextCode = (secret: string) => codeOf(secret, Date.now() + 30_000);
const wrongCode = (secret: string) => (codeOf(secret) === '000000' ? '000001' : '000000');

it('a second factor counts once its code was given, is asked for from then on, and goes with the password', async () => {
  const { ask } = house;
  const email = 'second@factor.example';
  const cookies = await somebody(email);
  const set = (password: string) => ask('POST', '/account/second-factor', { cookies, body: { password } });
  const confirm = (code: string) =>
    ask('POST', '/account/second-factor/confirm', { cookies, body: { code } });
  expect((await confirm('123456')).body.code).toBe('second-factor-not-begun');
  expect((await set('not the password')).body.code).toBe('password-wrong');
  const { uri, secret, recoveryCodes } = (await set('by camel and by train')).body;
  expect(uri).toMatch(/^otpauth:\/\/totp\/Serai:/);
  expect(recoveryCodes).toHaveLength(10);
  // Until it is confirmed, the password is enough.
  expect((await sign(email, 'by camel and by train')).body.status).toBe('signed-in');
  expect((await confirm(wrongCode(secret))).body.code).toBe('code-wrong');
  const first = codeOf(secret);
  expect((await confirm(first)).status).toBe(200);
  expect(await who(cookies)).toMatchObject({ secondFactor: true });
  expect((await set('by camel and by train')).body.code).toBe('second-factor-set');
  expect((await confirm(nextCode(secret))).body.code).toBe('second-factor-set');

  const give = (code: string, jar: Jar, trustDevice = false) =>
    ask('POST', '/session/second-factor', { cookies: jar, body: { code, trustDevice } });
  const phone = new Jar();
  expect((await sign(email, 'by camel and by train', phone)).body.status).toBe('second-factor');
  expect(await who(phone)).toBeNull();
  expect((await ask('GET', '/sessions', { cookies: phone })).status).toBe(401);
  expect((await give(wrongCode(secret), phone)).body.code).toBe('code-wrong');
  // What set it up is used up.
  expect((await give(first, phone)).body.code).toBe('code-wrong');
  const code = nextCode(secret);
  expect((await give(code, phone, true)).body.status).toBe('signed-in');
  expect(await who(phone)).toMatchObject({ email });
  const shoulder = new Jar();
  await sign(email, 'by camel and by train', shoulder);
  expect((await give(code, shoulder)).body.code).toBe('code-wrong');
  expect(await who(shoulder)).toBeNull();
  // The device is trusted now; another is not, and a recovery code is good once.
  await ask('DELETE', '/session', { cookies: phone });
  expect((await sign(email, 'by camel and by train', phone)).body.status).toBe('signed-in');
  const other = new Jar();
  await sign(email, 'by camel and by train', other);
  expect((await give(recoveryCodes[0], other)).body.status).toBe('signed-in');
  const third = new Jar();
  await sign(email, 'by camel and by train', third);
  expect((await give(recoveryCodes[0], third)).body.code).toBe('code-wrong');
  expect((await give(codeOf(secret), new Jar())).body.code).toBe('link-invalid');
  // Of several who give the same one in the same moment one comes in.
  const jars = Array.from({ length: 4 }, () => new Jar());
  for (const jar of jars) await sign(email, 'by camel and by train', jar);
  const atOnce = await Promise.all(jars.map((jar) => give(recoveryCodes[1], jar)));
  expect(atOnce.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);

  const remove = (password: string) =>
    ask('POST', '/account/second-factor/remove', { cookies, body: { password } });
  expect((await remove('not the password')).body.code).toBe('password-wrong');
  expect((await remove('by camel and by train')).status).toBe(200);
  expect((await sign(email, 'by camel and by train')).body.status).toBe('signed-in');
  const { rows } = await sql<{ what: string }>`
    select what from audit.entry where subject = ${`person:person ${email}`} order by at`.execute(
    house.database.db,
  );
  expect(rows.map(({ what }) => what)).toEqual([
    'second-factor.begun',
    'second-factor.set',
    'second-factor.removed',
  ]);
});

it('codes that are wrong five times end the sign-in, and neither the secret nor a code is stored as it is', async () => {
  const { ask } = house;
  const email = 'guess@factor.example';
  const cookies = await somebody(email);
  const begun = await ask('POST', '/account/second-factor', {
    cookies,
    body: { password: 'by camel and by train' },
  });
  const { secret, recoveryCodes } = begun.body;
  await ask('POST', '/account/second-factor/confirm', { cookies, body: { code: codeOf(secret) } });
  const jar = new Jar();
  await sign(email, 'by camel and by train', jar);
  const codes: string[] = [];
  for (let i = 0; i < 6; i++)
    codes.push(
      (await ask('POST', '/session/second-factor', { cookies: jar, body: { code: wrongCode(secret) } })).body
        .code,
    );
  expect(codes).toEqual([...Array(5).fill('code-wrong'), 'link-invalid']);
  const right = await ask('POST', '/session/second-factor', { cookies: jar, body: { code: codeOf(secret) } });
  expect(right.body.code).toBe('link-invalid');
  const { rows } = await sql`select row_to_json(f)::text as text from identity.second_factor f`.execute(
    house.database.db,
  );
  for (const hidden of [secret, ...recoveryCodes]) expect(JSON.stringify(rows)).not.toContain(hidden);
});

it('a change of password ends the sessions elsewhere and needs the old one', async () => {
  const { ask } = house;
  const email = 'change@password.example';
  const here = await somebody(email);
  const there = new Jar();
  await sign(email, 'by camel and by train', there);
  const change = (current: string, password: string) =>
    ask('PUT', '/account/password', { cookies: here, body: { current, password } });
  expect((await change('wrong', 'a new one of twelve')).body.code).toBe('password-wrong');
  expect((await change('by camel and by train', 'short')).body.faults[0].problem).toContain('12');
  expect((await change('by camel and by train', 'a new one of twelve')).status).toBe(200);
  expect(await who(here)).toMatchObject({ email });
  expect(await who(there)).toBeNull();
  expect((await sign(email, 'by camel and by train')).status).toBe(401);
  expect((await sign(email, 'a new one of twelve')).status).toBe(200);
});

it('a letter resets a password once, ends every session, and nobody learns whether an address is known', async () => {
  const { ask } = house;
  const email = 'forgot@password.example';
  const cookies = await somebody(email);
  const asked = (address: string) => ask('POST', '/password-resets', { body: { email: address } });
  expect(await asked('nobody@password.example')).toEqual(await asked(email));
  const first = await house.linkTo(email);
  await asked(email.toUpperCase());
  const second = await house.linkTo(email);
  const finish = (key: string, password = 'found it again') =>
    ask('POST', `/password-resets/${key}`, { body: { password } });
  expect((await finish('A'.repeat(43))).body.code).toBe('link-invalid');
  expect((await finish(first)).status).toBe(200);
  expect((await finish(first)).body.code).toBe('link-invalid');
  expect((await finish(second)).body.code).toBe('link-invalid');
  expect(await who(cookies)).toBeNull();
  expect((await sign(email, 'found it again')).body.status).toBe('signed-in');
  expect(house.letters.filter(({ to }) => to === 'nobody@password.example')).toEqual([]);
  await asked(email);
  const late = await house.linkTo(email);
  await sql`update identity.link set expires_at = now()`.execute(house.database.db);
  expect((await finish(late)).body.code).toBe('link-invalid');
  expect((await asked(email)).body.code).toBe('too-many-tries');
});

it('passwords can not be tried without end, not at once either, and the same holds for addresses nobody has', async () => {
  const email = 'many@tries.example';
  await somebody(email);
  for (const address of [email, 'nobody@tries.example']) {
    const statuses = await Promise.all([...Array(14)].map(() => sign(address, 'not the password')));
    expect(statuses.map(({ status }) => status).sort()).toEqual([
      ...Array(10).fill(401),
      ...Array(4).fill(429),
    ]);
  }
  expect((await sign(email, 'by camel and by train')).body.code).toBe('too-many-tries');
  await sql`update identity.attempt set since = now() - interval '16 minutes'`.execute(house.database.db);
  expect((await sign(email, 'by camel and by train')).status).toBe(200);
});

it('passwords that are checked leave connections to others, however many come at once', async () => {
  const client = await house.database.connect();
  let flooding = true;
  const flood = Promise.all(
    [...Array(16)].map((_, n) => sign(`flood-${n}@tries.example`, 'guessed')),
  ).finally(() => {
    flooding = false;
  });
  const held: number[] = [];
  while (flooding) {
    const { rows } = await client.query<{ held: number }>(
      `select count(*)::integer as held from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`,
    );
    held.push(rows[0]!.held);
  }
  await client.end();
  expect((await flood).map(({ status }) => status)).toEqual(Array(16).fill(401));
  expect(Math.max(...held)).toBeGreaterThan(0);
  expect(Math.max(...held)).toBeLessThanOrEqual(3);
});

it('one ends one’s own sessions and nobody else’s', async () => {
  const { ask } = house;
  const email = 'sessions@elsewhere.example';
  const here = await somebody(email);
  const there = new Jar();
  await sign(email, 'by camel and by train', there);
  const other = await somebody('another@elsewhere.example');
  const { items } = (await ask('GET', '/sessions', { cookies: here })).body;
  expect(items).toHaveLength(2);
  const elsewhere = items.find(({ current }: { current: boolean }) => !current).id;
  expect((await ask('DELETE', `/sessions/${elsewhere}`, { cookies: other })).body.code).toBe(
    'session-not-found',
  );
  expect(await who(there)).not.toBeNull();
  expect((await ask('DELETE', `/sessions/${elsewhere}`, { cookies: here })).status).toBe(200);
  expect(await who(there)).toBeNull();
});

it('a session that is used is prolonged once a day, and one’s name is one’s own to change', async () => {
  const { ask, database } = house;
  const email = 'prolonged@session.example';
  const cookies = await somebody(email);
  expect((await ask('GET', '/session', { cookies })).cookies).toEqual([]);
  const { id } = (await personByEmail(database.db, email))!;
  await sql`update identity.session set expires_at = now() + interval '5 days' where person = ${id}`.execute(
    database.db,
  );
  const shown = await ask('GET', '/session', { cookies });
  expect(shown.cookies[0]).toMatch(
    /^serai\.session_token=.*Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect((await ask('GET', '/session', { cookies })).cookies).toEqual([]);
  expect(await who(cookies)).toMatchObject({ email });
  await ask('PATCH', '/account', { cookies, body: { name: ' Dilnoza B. ' } });
  expect(await who(cookies)).toMatchObject({ name: 'Dilnoza B.' });
});
