import { type Kysely, sql } from 'kysely';
import type { Role } from '../http/permissions.ts';
import type { OrganisationKind } from './api.ts';

export interface OrganisationRow {
  id: string;
  name: string;
  kind: OrganisationKind;
  /** Beside those of its kind. */
  roles: Role[];
  suspended: boolean;
  createdAt: Date;
}
const fields = sql`o.id, o.name, o.kind, o.roles, o.suspended_at is not null as suspended, o.created_at as "createdAt"`;

export async function organisationById(
  db: Kysely<unknown>,
  id: string,
): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`
    select ${fields} from identity.organisation o where o.id = ${id}`.execute(db);
  return rows[0];
}

/** Whoever changes an organisation or its people waits here for whoever does so already. */
export async function lockOrganisation(
  trx: Kysely<unknown>,
  id: string,
): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`
    select ${fields} from identity.organisation o where o.id = ${id} for update`.execute(trx);
  return rows[0];
}

export async function hub(db: Kysely<unknown>): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`
    select ${fields} from identity.organisation o where o.kind = 'hub'`.execute(db);
  return rows[0];
}

/** Names are told apart as people tell them apart. Whoever gives one has locked the hub, so that nobody gives the same meanwhile. */
export async function isNameTaken(trx: Kysely<unknown>, name: string, by?: string): Promise<boolean> {
  const { rows } = await sql`
    select from identity.organisation where lower(name) = lower(${name}) and id is distinct from ${by ?? null} limit 1`.execute(
    trx,
  );
  return rows.length > 0;
}

export async function lockHub(trx: Kysely<unknown>): Promise<void> {
  await sql`select from identity.organisation where kind = 'hub' for update`.execute(trx);
}

export async function addOrganisation(
  trx: Kysely<unknown>,
  { id, name, kind, roles }: Pick<OrganisationRow, 'id' | 'name' | 'kind' | 'roles'>,
): Promise<void> {
  await sql`
    insert into identity.organisation (id, name, kind, roles) values (${id}, ${name}, ${kind}, ${[...roles]})`.execute(
    trx,
  );
}

export async function changeOrganisation(
  trx: Kysely<unknown>,
  id: string,
  to: { name: string; suspended: boolean; roles: readonly Role[] },
): Promise<void> {
  await sql`
    update identity.organisation set name = ${to.name}, roles = ${[...to.roles]},
           suspended_at = case when ${to.suspended} then coalesce(suspended_at, now()) end
     where id = ${id}`.execute(trx);
}

/** In the order they were admitted, after the one named. */
export async function listOrganisations(
  db: Kysely<unknown>,
  { after, limit, query }: { after: string | undefined; limit: number; query: string | undefined },
): Promise<(OrganisationRow & { people: number })[]> {
  const named = query === undefined ? sql`true` : sql`position(lower(${query}) in lower(o.name)) > 0`;
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(o.created_at, o.id) > (select created_at, id from identity.organisation where id = ${after})`;
  const { rows } = await sql<OrganisationRow & { people: number }>`
    select ${fields}, (select count(*)::integer from identity.member m where m.organisation = o.id) as people
      from identity.organisation o where ${named} and ${beyond}
     order by o.created_at, o.id limit ${limit}`.execute(db);
  return rows;
}
