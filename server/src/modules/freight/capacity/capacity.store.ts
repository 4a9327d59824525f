import { type Kysely, sql } from 'kysely';
import { runName } from './departure.ts';
import {
  type Amounts,
  type DepartureStatement,
  type ServiceStatement,
  unstatedDeparture,
  unstatedService,
} from './stated.ts';

interface AmountColumns {
  teu: number | null;
  reefer_plugs: number | null;
  weight_kg: number | null;
}
interface ServiceRow extends AmountColumns {
  service: string;
  dangerous_goods: string[] | null;
  version: number;
  stated_at: Date | null;
}
interface DepartureRow extends AmountColumns {
  service: string;
  departs_at: Date;
  cancelled: boolean;
  version: number;
}
/** A service and the minute a run of it leaves, as `Departure` has them. */
export interface Named {
  service: { id: string };
  minute: number;
}

const amountsOf = (row: AmountColumns): Amounts => ({
  teu: row.teu,
  'reefer-plug': row.reefer_plugs,
  'weight-kg': row.weight_kg,
});
const serviceOf = (row: ServiceRow): ServiceStatement => ({
  amounts: amountsOf(row),
  dangerousGoods: row.dangerous_goods,
  version: row.version,
  statedAt: row.stated_at,
});
const departureOf = (row: DepartureRow): DepartureStatement => ({
  amounts: amountsOf(row),
  cancelled: row.cancelled,
  version: row.version,
});
const timeOf = ({ minute }: Named) => new Date(minute * 60_000).toISOString();
const nameOf = (row: DepartureRow) => runName(row.service, row.departs_at.getTime() / 60_000);

/** Statements of services by id; those nobody has said anything of are not in it. */
export async function readServices<Any>(
  db: Kysely<Any>,
  services: readonly string[],
): Promise<Map<string, ServiceStatement>> {
  const { rows } = await sql<ServiceRow>`
    select * from freight.service_capacity where service = any(${services}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.service, serviceOf(row)]));
}

/** Statements of departures by run; one that is not in it has none, and no pools. */
export async function readDepartures<Any>(
  db: Kysely<Any>,
  departures: readonly Named[],
): Promise<Map<string, DepartureStatement>> {
  const { rows } = await sql<DepartureRow>`
    select * from freight.departure_capacity where (service, departs_at) in
      (select * from unnest(${departures.map(({ service }) => service.id)}::text[], ${departures.map(timeOf)}::timestamptz[]))
  `.execute(db);
  return new Map(rows.map((row) => [nameOf(row), departureOf(row)]));
}

/** The same of all that leave in a stretch of time. */
export async function readDeparturesBetween<Any>(
  db: Kysely<Any>,
  from: Date,
  to: Date,
): Promise<Map<string, DepartureStatement>> {
  const { rows } = await sql<DepartureRow>`
    select * from freight.departure_capacity where departs_at >= ${from.toISOString()} and departs_at < ${to.toISOString()}
  `.execute(db);
  return new Map(rows.map((row) => [nameOf(row), departureOf(row)]));
}

/** The same of one service from then on. */
export async function readDeparturesFrom<Any>(
  db: Kysely<Any>,
  service: string,
  from: Date,
): Promise<Map<string, DepartureStatement>> {
  const { rows } = await sql<DepartureRow>`
    select * from freight.departure_capacity where service = ${service} and departs_at >= ${from.toISOString()}
    order by departs_at`.execute(db);
  return new Map(rows.map((row) => [nameOf(row), departureOf(row)]));
}

/**
 * Whoever makes or resizes pools of a service, or changes what is stated of it, holds this lock: so no pool is made by a statement that is
 * being replaced.
 */
export async function lockService<Any>(trx: Kysely<Any>, service: string): Promise<ServiceStatement> {
  await sql`insert into freight.service_capacity (service) values (${service}) on conflict do nothing`.execute(
    trx,
  );
  const { rows } = await sql<ServiceRow>`
    select * from freight.service_capacity where service = ${service} for update`.execute(trx);
  return rows[0] ? serviceOf(rows[0]) : unstatedService;
}

export async function readDeparture<Any>(trx: Kysely<Any>, departure: Named): Promise<DepartureStatement> {
  const { rows } = await sql<DepartureRow>`
    select * from freight.departure_capacity
    where service = ${departure.service.id} and departs_at = ${timeOf(departure)}`.execute(trx);
  return rows[0] ? departureOf(rows[0]) : unstatedDeparture;
}

/** Notes that these will have pools. */
export async function noteDepartures<Any>(db: Kysely<Any>, departures: readonly Named[]): Promise<void> {
  await sql`
    insert into freight.departure_capacity (service, departs_at)
    select * from unnest(${departures.map(({ service }) => service.id)}::text[], ${departures.map(timeOf)}::timestamptz[])
    order by 1, 2
    on conflict do nothing`.execute(db);
}

/** Under the service's lock. Answers the new version. */
export async function writeDeparture<Any>(
  trx: Kysely<Any>,
  departure: Named,
  { amounts, cancelled }: Pick<DepartureStatement, 'amounts' | 'cancelled'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into freight.departure_capacity as old
      (service, departs_at, teu, reefer_plugs, weight_kg, cancelled, version, stated_at)
    values (${departure.service.id}, ${timeOf(departure)}, ${amounts.teu}, ${amounts['reefer-plug']},
      ${amounts['weight-kg']}, ${cancelled}, 1, now())
    on conflict (service, departs_at) do update set
      teu = excluded.teu, reefer_plugs = excluded.reefer_plugs, weight_kg = excluded.weight_kg,
      cancelled = excluded.cancelled, version = old.version + 1, stated_at = excluded.stated_at
    returning version`.execute(trx);
  return rows[0]?.version ?? 0;
}

/** Under the service's lock. Answers the new version. */
export async function writeService<Any>(
  trx: Kysely<Any>,
  service: string,
  { amounts, dangerousGoods }: Pick<ServiceStatement, 'amounts' | 'dangerousGoods'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update freight.service_capacity set
      teu = ${amounts.teu}, reefer_plugs = ${amounts['reefer-plug']}, weight_kg = ${amounts['weight-kg']},
      dangerous_goods = ${dangerousGoods === null ? null : [...dangerousGoods]}::text[],
      version = version + 1, stated_at = now()
    where service = ${service} returning version`.execute(trx);
  return rows[0]?.version ?? 0;
}
