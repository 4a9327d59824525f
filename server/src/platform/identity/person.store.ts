import { type Kysely, sql } from 'kysely';
import type { Role } from '../http/permissions.ts';
import type { OrganisationKind, Person } from './api.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  secondFactor: boolean;
  language: string | null;
}
const fields = sql`p.id, p.name, p.email, coalesce(p.second_factor, false) as "secondFactor", p.language`;

export async function personById(db: Kysely<unknown>, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select ${fields} from identity.person p where p.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

export async function personByEmail(db: Kysely<unknown>, email: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${fields} from identity.person p where p.email = ${email.toLowerCase()}`.execute(db);
  return rows[0];
}

/** Answers the name before; undefined where nobody has that id. */
export async function rename(trx: Kysely<unknown>, id: string, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ before: string }>`
    update identity.person p set name = ${name}, updated_at = now() from identity.person was
     where p.id = ${id} and was.id = p.id returning was.name as before`.execute(trx);
  return rows[0]?.before;
}

export async function readsIn(trx: Kysely<unknown>, id: string, language: string): Promise<void> {
  await sql`update identity.person set language = ${language} where id = ${id} and language is distinct from ${language}`.execute(
    trx,
  );
}

/** They have shown that the address is theirs, by following what was mailed to it. */
export async function emailVerified(trx: Kysely<unknown>, id: string): Promise<void> {
  await sql`update identity.person set email_verified = true where id = ${id} and not email_verified`.execute(
    trx,
  );
}

export async function removeSecondFactor(trx: Kysely<unknown>, person: string): Promise<void> {
  await sql`delete from identity.second_factor where person = ${person}`.execute(trx);
  await sql`update identity.person set second_factor = false where id = ${person}`.execute(trx);
}

/** Sign-ins under way and devices that are trusted. */
export async function removeVerifications(trx: Kysely<unknown>, person: string): Promise<void> {
  await sql`delete from identity.verification where value = ${person}`.execute(trx);
}

export interface Membership {
  id: string;
  name: string;
  kind: OrganisationKind;
  admitted: Role[];
  suspended: boolean;
  roles: Role[];
}
/** In the order they joined. */
export async function membershipsOf(db: Kysely<unknown>, person: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select o.id, o.name, o.kind, o.roles as admitted, o.suspended_at is not null as suspended, m.roles
      from identity.member m join identity.organisation o on o.id = m.organisation
     where m.person = ${person} order by m.joined_at, o.id limit 100`.execute(db);
  return rows;
}

type PersonOf = Omit<Person, 'joinedAt' | 'lastSeenAt'> & { joinedAt: Date; lastSeenAt: Date | null };
const personOf = ({ joinedAt, lastSeenAt, ...person }: PersonOf): Person => ({
  ...person,
  joinedAt: joinedAt.toISOString(),
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
});

export async function peopleOf(db: Kysely<unknown>, organisation: string): Promise<Person[]> {
  const { rows } = await sql<PersonOf>`
    select p.id, p.name, p.email, m.roles, coalesce(p.second_factor, false) as "secondFactor",
           m.joined_at as "joinedAt", p.last_seen_at as "lastSeenAt"
      from identity.member m join identity.person p on p.id = m.person
     where m.organisation = ${organisation} order by lower(p.name), p.id limit 1000`.execute(db);
  return rows.map(personOf);
}

export interface Member {
  person: string;
  name: string;
  roles: Role[];
}
/** Everybody in it. Whoever changes them has locked the organisation, so that of two last administrators one stays. */
export async function membersOf(trx: Kysely<unknown>, organisation: string): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.person, p.name, m.roles from identity.member m join identity.person p on p.id = m.person
     where m.organisation = ${organisation}`.execute(trx);
  return rows;
}

/** Somebody who is there already has both the roles they had and these. */
export async function addMember(
  trx: Kysely<unknown>,
  organisation: string,
  person: string,
  roles: readonly Role[],
): Promise<void> {
  await sql`
    insert into identity.member as m (organisation, person, roles) values (${organisation}, ${person}, ${[...roles]})
    on conflict (organisation, person) do update set
      roles = array(select distinct unnest(m.roles || excluded.roles) order by 1)`.execute(trx);
}

export async function setRoles(
  trx: Kysely<unknown>,
  organisation: string,
  person: string,
  roles: readonly Role[],
): Promise<void> {
  await sql`
    update identity.member set roles = ${[...roles]} where organisation = ${organisation} and person = ${person}`.execute(
    trx,
  );
}

export async function removeMember(
  trx: Kysely<unknown>,
  organisation: string,
  person: string,
): Promise<void> {
  await sql`delete from identity.member where organisation = ${organisation} and person = ${person}`.execute(
    trx,
  );
}

export async function isMember(db: Kysely<unknown>, organisation: string, person: string): Promise<boolean> {
  const { rows } = await sql`
    select from identity.member where organisation = ${organisation} and person = ${person}`.execute(db);
  return rows.length > 0;
}

export async function operatorExists(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`
    select from identity.member m join identity.organisation o on o.id = m.organisation
     where o.kind = 'hub' and 'operator' = any(m.roles) limit 1`.execute(db);
  return rows.length > 0;
}
