import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../http/permissions.ts';
import { lockOrganisation } from './organisation.store.ts';
import { type SignedIn, signedIn } from './testing.ts';
import { type Answered, type House, openHouse } from './testing-house.ts';

let house: House;
let operator: SignedIn;
beforeAll(async () => {
  house = await openHouse();
  operator = await signedIn(house.database, { roles: ['operator'] });
});
afterAll(() => house.close());

const ask = (by: SignedIn, method: string, path: string, body?: unknown) =>
  house.ask(method, path, { headers: by.cookie, body });
const member = (organisation: SignedIn, roles: Role[]) =>
  signedIn(house.database, { roles, organisation: organisation.organisation.id });
const admin = () => signedIn(house.database, { roles: ['administrator', 'forwarder'] });
const rolesOf = async (person: SignedIn) =>
  (await ask(person, 'GET', '/session')).body.organisation?.roles ?? null;

it('whoever is removed has no access at their next request, and the tokens they made are gone', async () => {
  const boss = await admin();
  const colleague = await member(boss, ['administrator']);
  expect((await house.ask('GET', '/people', { headers: colleague.bearer })).status).toBe(200);
  expect((await ask(boss, 'DELETE', `/people/${colleague.person.id}`)).status).toBe(200);
  expect((await house.ask('GET', '/people', { headers: colleague.bearer })).body.code).toBe('session-ended');
  expect((await ask(colleague, 'GET', '/people')).body.code).toBe('session-ended');
  expect((await ask(boss, 'DELETE', `/people/${colleague.person.id}`)).body.code).toBe('person-not-found');
});

it('whoever belongs elsewhere too stays signed in there', async () => {
  const [one, two] = [await admin(), await admin()];
  const both = await member(one, ['forwarder']);
  await sql`insert into identity.member (organisation, person, roles) values (${two.organisation.id}, ${both.person.id}, '{analyst}')`.execute(
    house.database.db,
  );
  expect(await rolesOf(both)).toEqual(['forwarder']);
  await ask(one, 'DELETE', `/people/${both.person.id}`);
  expect(await rolesOf(both)).toEqual(['analyst']);
  expect(
    (await ask(both, 'PUT', '/session/organisation', { organisation: one.organisation.id })).body.code,
  ).toBe('organisation-not-found');
});

it('one acts for the organisation one has chosen', async () => {
  const [one, two] = [await admin(), await admin()];
  await sql`insert into identity.member (organisation, person, roles) values (${two.organisation.id}, ${one.person.id}, '{analyst}')`.execute(
    house.database.db,
  );
  expect(await rolesOf(one)).toEqual(['administrator', 'forwarder']);
  const chosen = await ask(one, 'PUT', '/session/organisation', { organisation: two.organisation.id });
  expect(chosen.body).toMatchObject({ organisation: { id: two.organisation.id, roles: ['analyst'] } });
  expect(chosen.body.organisations).toHaveLength(2);
  expect((await ask(one, 'GET', '/people')).status).toBe(403);
});

it('the last administrator stays: also of two who remove each other at once, one does', async () => {
  const boss = await admin();
  const alone = await ask(boss, 'PATCH', `/people/${boss.person.id}`, { roles: ['forwarder'] });
  expect(alone.body.code).toBe('last-administrator');
  const other = await member(boss, ['administrator']);
  // Both are held up by a third change until neither can be over before the other begins.
  let answered = 0;
  const asking: Promise<Answered>[] = [];
  await house.database.asOwner((owner) =>
    owner.transaction().execute(async (trx) => {
      await lockOrganisation(trx, boss.organisation.id);
      asking.push(
        ask(boss, 'DELETE', `/people/${other.person.id}`),
        ask(other, 'DELETE', `/people/${boss.person.id}`),
      );
      for (const each of asking) void each.then(() => answered++);
      const waiting = sql<{ count: number }>`
        select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while (answered === 0 && (await waiting.execute(trx)).rows[0]!.count < 2)
        await new Promise((settle) => setTimeout(settle, 5));
    }),
  );
  expect(answered).toBe(0);
  const answers = await Promise.all(asking);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  const left = answers[0]!.status === 200 ? boss : other;
  const people = (await ask(left, 'GET', '/people')).body.items;
  expect(people).toMatchObject([{ id: left.person.id, roles: expect.arrayContaining(['administrator']) }]);
});

it('an administrator gives what their organisation can have; what is the operator’s only the operator gives', async () => {
  const boss = await admin();
  const clerk = await member(boss, ['forwarder']);
  const give = (by: SignedIn, roles: Role[], person = clerk, of = '') =>
    ask(by, 'PATCH', `/people/${person.person.id}${of}`, { roles });
  expect((await give(boss, ['operator'])).body.code).toBe('role-not-yours');
  expect((await give(boss, ['customs'])).body.code).toBe('role-not-here');
  const here = `?organisation=${boss.organisation.id}`;
  expect((await give(operator, ['operator'], clerk, here)).body.code).toBe('role-not-here');
  await ask(operator, 'PATCH', `/organisations/${boss.organisation.id}`, { roles: ['customs'] });
  expect((await give(boss, ['customs', 'forwarder'])).status).toBe(200);
  expect(await rolesOf(clerk)).toEqual(['customs', 'forwarder']);
  await ask(operator, 'PATCH', `/organisations/${boss.organisation.id}`, { roles: [] });
  expect(await rolesOf(clerk)).toEqual(['forwarder']);

  const hubAdmin = await member(operator, ['administrator']);
  const second = await member(operator, ['operator']);
  expect((await give(hubAdmin, ['analyst'], second)).body.code).toBe('role-not-yours');
  expect((await ask(hubAdmin, 'DELETE', `/people/${second.person.id}`)).body.code).toBe('role-not-yours');
  expect((await ask(operator, 'DELETE', `/people/${second.person.id}`)).status).toBe(200);
  expect((await ask(operator, 'DELETE', `/people/${operator.person.id}`)).body.code).toBe(
    'last-administrator',
  );
});

it('people of another organisation are an operator’s to see and nobody else’s', async () => {
  const [boss, stranger] = [await admin(), await admin()];
  const there = `?organisation=${boss.organisation.id}`;
  for (const path of ['/people', '/invitations', '/tokens']) {
    expect((await ask(stranger, 'GET', path + there)).status).toBe(403);
    expect((await ask(operator, 'GET', path + there)).status).toBe(200);
  }
  expect((await ask(operator, 'GET', '/people?organisation=nowhere')).body.code).toBe(
    'organisation-not-found',
  );
  expect((await ask(stranger, 'DELETE', `/people/${boss.person.id}${there}`)).status).toBe(403);
  expect((await ask(stranger, 'DELETE', `/people/${boss.person.id}`)).body.code).toBe('person-not-found');
});

it('a suspended organisation’s people keep their account and lose every role, until it is let in again', async () => {
  const boss = await admin();
  const change = (body: object, id = boss.organisation.id) =>
    ask(operator, 'PATCH', `/organisations/${id}`, body);
  expect((await change({ suspended: true })).body).toMatchObject({ suspended: true, people: 1 });
  expect([await rolesOf(boss), (await ask(boss, 'GET', '/people')).status]).toEqual([[], 403]);
  expect((await house.ask('GET', '/people', { headers: boss.bearer })).status).toBe(403);
  expect((await change({ suspended: false, name: 'Renamed' })).body.name).toBe('Renamed');
  expect((await ask(boss, 'GET', '/people')).status).toBe(200);
  expect((await change({ suspended: true }, operator.organisation.id)).body.code).toBe('hub-not-suspendable');
});

it('a token is shown once, does what its roles may, and nothing once it is revoked', async () => {
  const boss = await admin();
  const make = (by: SignedIn, body: object) => ask(by, 'POST', '/tokens', { name: 'TMS', ...body });
  expect((await make(boss, { roles: ['operator'] })).body.code).toBe('role-not-yours');
  expect((await make(boss, { roles: ['customs'] })).body.code).toBe('role-not-here');
  const made = (await make(boss, { roles: ['administrator'], days: 30 })).body;
  expect(made.secret).toMatch(/^serai_[\w-]{43}$/);
  expect(made.secret.startsWith(made.prefix)).toBe(true);
  const headers = { authorization: `Bearer ${made.secret}` };
  expect((await house.ask('GET', '/people', { headers })).status).toBe(200);
  expect((await house.ask('GET', '/sessions', { headers })).status).toBe(403);
  const listed = (await ask(boss, 'GET', '/tokens')).body.items;
  expect(listed[0]).toMatchObject({ id: made.id, createdBy: boss.person.name, roles: ['administrator'] });
  expect(listed[0].lastUsedAt).not.toBeNull();
  const { rows } = await sql`select row_to_json(t)::text as text from identity.token t`.execute(
    house.database.db,
  );
  expect(JSON.stringify([listed, rows])).not.toContain(made.secret);
  const stranger = await admin();
  expect((await ask(stranger, 'DELETE', `/tokens/${made.id}`)).body.code).toBe('token-not-found');
  expect((await ask(boss, 'DELETE', `/tokens/${made.id}`)).status).toBe(200);
  expect((await house.ask('GET', '/people', { headers })).body.code).toBe('session-ended');
});

it('whoever is no administrator any more has no tokens they made as one', async () => {
  const boss = await admin();
  const other = await member(boss, ['administrator', 'forwarder']);
  expect((await house.ask('GET', '/people', { headers: other.bearer })).status).toBe(200);
  await ask(boss, 'PATCH', `/people/${other.person.id}`, { roles: ['forwarder'] });
  expect((await house.ask('GET', '/people', { headers: other.bearer })).status).toBe(401);
  const audit = await ask(operator, 'GET', `/audit?subject=person:${other.person.id}`);
  expect(audit.body.items[0]).toMatchObject({
    what: 'person.roles-changed',
    organisationName: boss.organisation.name,
    person: boss.person.id,
    via: 'session',
    before: { roles: ['administrator', 'forwarder'] },
    after: { roles: ['forwarder'], tokensRevoked: [{ name: 'of a test' }] },
  });
});

it('tokens an operator made elsewhere end when they are none any more', async () => {
  const boss = await admin();
  const second = await member(operator, ['operator']);
  const there = `?organisation=${boss.organisation.id}`;
  const made = await ask(second, 'POST', `/tokens${there}`, { name: 'TMS', roles: ['administrator'] });
  const headers = { authorization: `Bearer ${made.body.secret}` };
  expect((await house.ask('GET', '/people', { headers })).status).toBe(200);
  await ask(operator, 'PATCH', `/people/${second.person.id}`, { roles: ['analyst'] });
  expect((await house.ask('GET', '/people', { headers })).body.code).toBe('session-ended');
});

it('whoever is removed while their own change waits changes nothing', async () => {
  const boss = await admin();
  const leaving = await member(boss, ['administrator']);
  let asking: Promise<Answered> | undefined;
  await house.database.asOwner((owner) =>
    owner.transaction().execute(async (trx) => {
      await lockOrganisation(trx, boss.organisation.id);
      asking = ask(leaving, 'POST', '/tokens', { name: 'kept', roles: ['administrator'] });
      const waiting = sql<{ count: number }>`
        select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await waiting.execute(trx)).rows[0]!.count < 1)
        await new Promise((settle) => setTimeout(settle, 5));
      await sql`delete from identity.member where person = ${leaving.person.id}`.execute(trx);
    }),
  );
  expect((await asking!).status).toBe(403);
});

it('a revoked, replaced or late invitation opens nothing', async () => {
  const boss = await admin();
  const email = 'guest@revoked.example';
  const invite = () => ask(boss, 'POST', '/invitations', { email, roles: ['forwarder'] });
  const seen = async (key: string) => (await house.ask('GET', `/invitation-links/${key}`)).body.code;
  await invite();
  const replaced = await house.linkTo(email);
  const { id } = (await invite()).body;
  const key = await house.linkTo(email);
  expect([await seen(replaced), await seen(key)]).toEqual(['link-invalid', undefined]);
  const stranger = await admin();
  expect((await ask(stranger, 'DELETE', `/invitations/${id}`)).body.code).toBe('invitation-not-found');
  expect((await ask(boss, 'DELETE', `/invitations/${id}`)).status).toBe(200);
  expect(await seen(key)).toBe('link-invalid');
  await invite();
  const late = await house.linkTo(email);
  await sql`update identity.invitation set expires_at = now()`.execute(house.database.db);
  expect(await seen(late)).toBe('link-invalid');
});

it('somebody known accepts by their password or by being signed in, and keeps what they were elsewhere', async () => {
  const boss = await admin();
  const known = await signedIn(house.database, { roles: ['analyst'] });
  await ask(boss, 'POST', '/invitations', { email: known.person.email, roles: ['forwarder'] });
  const key = await house.linkTo(known.person.email);
  expect((await house.ask('GET', `/invitation-links/${key}`)).body.known).toBe(true);
  const wrong = await house.ask('POST', `/invitation-links/${key}`, {
    body: { password: 'not theirs at all' },
  });
  expect(wrong.body.code).toBe('credentials-wrong');
  expect((await ask(known, 'POST', `/invitation-links/${key}`, {})).body.status).toBe('signed-in');
  const { organisations } = (await ask(known, 'GET', '/session')).body;
  expect(organisations.map(({ roles }: { roles: Role[] }) => roles)).toEqual([['analyst'], ['forwarder']]);
});

it('a form that is sent twice admits one organisation, and a name is one organisation’s', async () => {
  const admit = (name: string) =>
    ask(operator, 'POST', '/organisations', { name, kind: 'company', administrator: 'first@twice.example' });
  const answers = await Promise.all([admit('Twice Rail'), admit('twice rail'), admit('Twice Rail')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const { id } = answers.find(({ status }) => status === 201)!.body;
  const rename = (name: string) => ask(operator, 'PATCH', `/organisations/${id}`, { name });
  expect((await rename('Renamed')).body.code).toBe('organisation-known');
  expect((await rename('TWICE RAIL')).body.name).toBe('TWICE RAIL');
});

it('organisations are listed page by page and found by a part of their name', async () => {
  const names: string[] = [];
  let next: string | null = null;
  do {
    const page = await ask(operator, 'GET', `/organisations?limit=2${next ? `&cursor=${next}` : ''}`);
    names.push(...page.body.items.map(({ name }: { name: string }) => name));
    next = page.body.next;
  } while (next !== null);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('Renamed');
  const forged = await ask(operator, 'GET', '/organisations?cursor=x');
  expect([forged.status, forged.body.code]).toEqual([400, 'organisations-cursor-invalid']);
  const found = await ask(operator, 'GET', '/organisations?query=ENAM');
  expect(found.body.items).toMatchObject([{ name: 'Renamed', kind: 'company' }]);
});

it('what no database can keep is refused as input, wherever it stands', async () => {
  const answers = await Promise.all([
    ask(operator, 'POST', '/organisations', {
      name: 'a\u0000b',
      kind: 'company',
      administrator: 'a@nul.example',
    }),
    ask(operator, 'GET', '/people?organisation=%00'),
    ask(operator, 'DELETE', '/people/%00'),
    ask(operator, 'GET', '/organisations?query=%00'),
    house.ask('POST', '/session', { body: { email: 'a@nul.example', password: '\u0000' } }),
    house.ask('GET', '/setup/%00'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([422, 400, 404, 400, 422, 404]);
  expect((await ask(operator, 'PATCH', '/account', { name: 'a \\u0000 b' })).status).toBe(200);
});
