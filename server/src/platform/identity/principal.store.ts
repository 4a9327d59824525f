import { type Kysely, sql } from 'kysely';
import type { Principal, Role } from '../http/permissions.ts';
import type { OrganisationKind } from './api.ts';

/** What a session or a token says of whoever shows it. */
export interface Known {
  credential: string;
  person: string;
  name: string;
  email: string;
  organisation: {
    id: string;
    name: string;
    kind: OrganisationKind;
    roles: Role[];
    suspended: boolean;
  } | null;
  roles: Role[];
  /** It is more than a minute since they were last noted to be there. */
  stale: boolean;
}

const organisation = sql`
  case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'roles', o.roles,
    'suspended', o.suspended_at is not null) end as organisation`;

/** Where they have chosen none of their organisations, or belong to it no more: the first they joined that is not suspended. */
export async function ofSession(db: Kysely<unknown>, token: string): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select s.id as credential, p.id as person, p.name, p.email, ${organisation}, coalesce(m.roles, '{}') as roles,
           coalesce(p.last_seen_at < now() - interval '1 minute', true) as stale
      from identity.session s
      join identity.person p on p.id = s.person
      left join lateral (
        select m.organisation, m.roles from identity.member m join identity.organisation mine on mine.id = m.organisation
         where m.person = p.id
         order by (m.organisation = s.organisation) desc nulls last, mine.suspended_at is not null, m.joined_at, m.organisation
         limit 1) m on true
      left join identity.organisation o on o.id = m.organisation
     where s.token = ${token} and s.expires_at > now()`.execute(db);
  return rows[0];
}

export async function ofToken(db: Kysely<unknown>, hash: Buffer): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select t.id as credential, p.id as person, p.name, p.email, ${organisation}, t.roles,
           coalesce(t.last_used_at < now() - interval '1 minute', true) as stale
      from identity.token t
      join identity.person p on p.id = t.created_by
      join identity.organisation o on o.id = t.organisation
     where t.hash = ${hash} and (t.expires_at is null or t.expires_at > now())`.execute(db);
  return rows[0];
}

export async function seen(db: Kysely<unknown>, person: string): Promise<void> {
  await sql`
    update identity.person set last_seen_at = now()
     where id = ${person} and (last_seen_at is null or last_seen_at < now() - interval '1 minute')`.execute(
    db,
  );
}

export async function used(db: Kysely<unknown>, token: string): Promise<void> {
  await sql`
    update identity.token set last_used_at = now()
     where id = ${token} and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(
    db,
  );
}

/** Whether they still are what they were when their request was let in: asked again where others may have changed it meanwhile. */
export async function stillIs(
  trx: Kysely<unknown>,
  { via, credential, person, organisation, roles }: Principal,
): Promise<boolean> {
  const asPerson = sql`
    select from identity.member
     where organisation = ${organisation?.id ?? null} and person = ${person.id} and roles @> ${[...roles]}::text[]`;
  const asSystem = sql`select from identity.token where id = ${credential}`;
  const { rows } = await (via === 'session' ? asPerson : asSystem).execute(trx);
  return rows.length > 0;
}
