import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bySerai } from '../audit/audit.ts';
import { firstLink } from './setup.ts';
import { testSettings } from './testing.ts';
import { type House, Jar, openHouse } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const operator = { name: 'Zarina', email: 'zarina@hub.example', password: 'a long way by train' };
const first = async () => firstLink(house.database.db, testSettings, new Date(), bySerai);
const keyOf = (link: string | undefined) => link!.split('/').at(-1)!;
const browser = new Jar();

it('the first start gives a link, a second start another in its place, and whoever uses it is the operator', async () => {
  const { ask } = house;
  expect((await ask('GET', '/session')).body).toMatchObject({ person: null, awaitsOperator: true });
  const voided = keyOf(await first());
  const link = await first();
  expect(link).toMatch(/^http:\/\/localhost\/setup\/[\w-]{43}$/);
  const body = { ...operator, organisation: 'Khorgos Hub' };
  expect((await ask('POST', `/setup/${voided}`, { body })).body.code).toBe('link-invalid');
  expect((await ask('GET', `/setup/${keyOf(link)}`)).body).toMatchObject({ organisation: null });
  const short = await ask('POST', `/setup/${keyOf(link)}`, { body: { ...body, password: 'short' } });
  expect(short.body.faults[0].at).toBe('/password');
  const done = await ask('POST', `/setup/${keyOf(link)}`, { body, cookies: browser });
  expect(done).toMatchObject({ status: 200, body: { status: 'signed-in' } });
  expect(done.cookies[0]).toMatch(/^serai\.session_token=.*HttpOnly; SameSite=Lax/i);
  expect((await ask('POST', `/setup/${keyOf(link)}`, { body })).status).toBe(410);
  expect(await first()).toBeUndefined();
  const session = (await ask('GET', '/session', { cookies: browser })).body;
  expect(session).toMatchObject({
    person: { name: 'Zarina', email: operator.email, secondFactor: false },
    organisation: { name: 'Khorgos Hub', roles: ['operator'] },
    awaitsOperator: false,
  });
  expect(session.permissions).toContain('organisations:write');
});

it('a wrong password and an unknown address are answered alike, and a right one signs in until one signs out', async () => {
  const { ask } = house;
  const sign = (email: string, password: string, cookies = new Jar()) =>
    ask('POST', '/session', { body: { email, password }, cookies });
  const wrong = await sign(operator.email, 'not the password');
  const unknown = await sign('nobody@hub.example', 'not the password');
  expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([
    401,
    'credentials-wrong',
    unknown.body.detail,
  ]);
  const elsewhere = new Jar();
  expect((await sign('ZARINA@hub.example', operator.password, elsewhere)).body.status).toBe('signed-in');
  const { items } = (await ask('GET', '/sessions', { cookies: elsewhere })).body;
  expect(items.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
  const gone = elsewhere.clone();
  expect((await ask('DELETE', '/session', { cookies: elsewhere })).status).toBe(200);
  expect((await ask('GET', '/sessions', { cookies: gone })).body.code).toBe('session-ended');
  expect((await ask('GET', '/session', { cookies: gone })).body.person).toBeNull();
});

it('an organisation is admitted, its administrator invited, and they invite a forwarder', async () => {
  const { ask } = house;
  const admitted = await ask('POST', '/organisations', {
    cookies: browser,
    body: {
      name: 'Silk Freight',
      kind: 'company',
      administrator: 'Boris@silk.example',
      roles: ['forwarder'],
    },
  });
  expect(admitted).toMatchObject({
    status: 201,
    body: { name: 'Silk Freight', people: 0, suspended: false },
  });
  const key = await house.linkTo('boris@silk.example');
  expect((await ask('GET', `/invitation-links/${key}`)).body).toMatchObject({
    organisation: 'Silk Freight',
    email: 'boris@silk.example',
    invitedBy: 'Zarina',
    known: false,
  });
  const boris = new Jar();
  const accept = (body: object, cookies = new Jar(), link = key) =>
    ask('POST', `/invitation-links/${link}`, { body, cookies });
  expect((await accept({ password: 'caravans come by night' })).body.code).toBe('name-missing');
  expect((await accept({ name: 'Boris' })).body.code).toBe('password-missing');
  expect((await accept({ name: 'Boris', password: 'short' })).body.code).toBe('password-too-short');
  expect(
    (await ask('POST', `/invitation-links/${key}`, { body: {}, cookies: browser.clone() })).body.code,
  ).toBe('other-person');
  expect((await accept({ name: 'Boris', password: 'caravans come by night' }, boris)).body.status).toBe(
    'signed-in',
  );
  expect((await accept({ name: 'Boris', password: 'caravans come by night' })).body.code).toBe(
    'link-invalid',
  );
  expect((await ask('GET', '/session', { cookies: boris })).body.organisation).toMatchObject({
    name: 'Silk Freight',
    roles: ['administrator', 'forwarder'],
  });

  const invite = (roles: string[], email = 'chen@silk.example') =>
    ask('POST', '/invitations', { cookies: boris, body: { email, roles, language: 'zh' } });
  expect((await invite(['operator'])).body.code).toBe('role-not-yours');
  expect((await invite(['customs'])).body.code).toBe('role-not-here');
  expect((await invite(['forwarder'], 'boris@silk.example')).body.code).toBe('member-already');
  expect((await invite(['forwarder'])).status).toBe(201);
  await house.linkTo('chen@silk.example');
  expect((await invite(['forwarder', 'analyst'])).status).toBe(201);
  expect((await ask('GET', '/invitations', { cookies: boris })).body.items).toMatchObject([
    { email: 'chen@silk.example', roles: ['forwarder', 'analyst'], invitedBy: 'Boris' },
  ]);
  const chen = await house.linkTo('chen@silk.example');
  expect((await accept({ name: 'Chen', password: 'over the steppe' }, new Jar(), chen)).status).toBe(200);
  const { items } = (await ask('GET', '/people', { cookies: boris })).body;
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Boris', 'Chen']);
});

it('the audit log tells the story, newest first, page by page, and holds no secret', async () => {
  const { ask } = house;
  const all: { what: string }[] = [];
  let next: string | null = null;
  do {
    const page = await ask('GET', `/audit?limit=3${next ? `&cursor=${next}` : ''}`, { cookies: browser });
    expect(page.status).toBe(200);
    all.push(...page.body.items);
    next = page.body.next;
  } while (next !== null);
  const told = all.map(({ what }) => what).reverse();
  expect(told.slice(0, 6)).toEqual([
    'setup-link.made',
    'setup-link.made',
    'session.begun',
    'organisation.admitted',
    'operator.set-up',
    'session.begun',
  ]);
  expect(told.filter((what) => what.startsWith('person.'))).toEqual([
    'person.invited',
    'person.joined',
    'person.invited',
    'person.invited',
    'person.joined',
  ]);
  const { rows } = await sql<{ token: string }>`select token from identity.session`.execute(
    house.database.db,
  );
  const text = JSON.stringify(all);
  for (const secret of [operator.password, ...rows.map(({ token }) => token)])
    expect(text).not.toContain(secret);
  const filtered = await ask('GET', '/audit?what=person.joined', { cookies: browser });
  expect(filtered.body.items).toHaveLength(2);
  expect((await ask('GET', '/audit?cursor=nonsense', { cookies: browser })).body.code).toBe(
    'audit-cursor-invalid',
  );
});
