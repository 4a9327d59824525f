import { type Kysely, sql } from 'kysely';
import type {
  LatestVintage,
  Observation,
  ObservationCount,
  ObservationQuery,
  SeriesExtent,
  SeriesPoint,
  SeriesQuery,
} from './evidence.ts';
import { day, json } from './rows.ts';

const columns = sql`
  id, indicator, dimensions, period_start::text as "periodStart", period_end::text as "periodEnd", value, kind, source, version, claim,
  recorded_at as "recordedAt", supersedes`;

/** Which rows are asked for; the index observation_vintages begins with the indicator and gives them in order. */
function where({ indicator, dimensions, among, source, from, to, asOf }: ObservationQuery) {
  return sql.join(
    [
      sql`indicator = ${indicator}`,
      ...(dimensions === undefined || Object.keys(dimensions).length === 0
        ? []
        : [sql`dimensions = any(${setsWith(indicator, dimensions)})`]),
      ...(among === undefined ? [] : [sql`dimensions = any(${among.map(json)}::jsonb[])`]),
      ...(source === undefined ? [] : [sql`source = ${source}`]),
      ...(from === undefined ? [] : [sql`period_start >= ${from}::date`]),
      ...(to === undefined ? [] : [sql`period_end <= ${to}::date`]),
      ...(asOf === undefined ? [] : [sql`recorded_at <= ${asOf}`]),
    ],
    sql` and `,
  );
}

/** The sets of dimensions an indicator has, of which these are part: rows are then found set by set, and not read one and all. */
const setsWith = (indicator: string, dimensions: Readonly<Record<string, string>>) => sql`array(
  select distinct dimensions from evidence.series where indicator = ${indicator} and dimensions @> ${json(dimensions)}::jsonb)`;

/** What there is, series by series. */
export async function seriesExtents<T>(
  db: Kysely<T>,
  { indicator, dimensions }: SeriesQuery,
): Promise<SeriesExtent[]> {
  const { rows } = await sql<SeriesExtent & { periods: string; vintages: string }>`
    select indicator, dimensions, source, periods, vintages, first_day::text as "firstDay", last_day::text as "lastDay"
      from evidence.series
     where (${indicator ?? null}::text is null or indicator = ${indicator ?? null})
       and (${dimensions ? json(dimensions) : null}::jsonb is null or dimensions @> ${dimensions ? json(dimensions) : null}::jsonb)
`.execute(db);
  return rows.map((row) => ({ ...row, periods: Number(row.periods), vintages: Number(row.vintages) }));
}

/** Rows are only added, so a sum that is as it was says that nothing was. */
export async function seriesMarks<T>(db: Kysely<T>): Promise<Map<string, string>> {
  const { rows } = await sql<{ indicator: string; vintages: string }>`
    select indicator, sum(vintages) as vintages from evidence.series group by indicator`.execute(db);
  return new Map(rows.map(({ indicator, vintages }) => [indicator, vintages]));
}

/** How many there are within a question, without reading them. */
export async function countObservations<T>(
  db: Kysely<T>,
  query: ObservationQuery,
): Promise<ObservationCount> {
  const { rows } = await sql<{ periods: string; vintages: string }>`
    select count(*) filter (where supersedes is null) as periods, count(*) as vintages
      from evidence.observation where ${where(query)}`.execute(db);
  return { periods: Number(rows[0]?.periods ?? 0), vintages: Number(rows[0]?.vintages ?? 0) };
}

export async function latestObservations<T>(
  db: Kysely<T>,
  query: ObservationQuery,
  limit: number,
): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select distinct on (indicator, dimensions, period_start, period_end, source) ${columns}
      from evidence.observation where ${where(query)}
     order by indicator, dimensions, period_start, period_end, source, seq desc limit ${limit}`.execute(db);
  return rows;
}

export async function allVintages<T>(
  db: Kysely<T>,
  query: ObservationQuery,
  limit: number,
): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select ${columns} from evidence.observation where ${where(query)}
     order by indicator, dimensions, period_start, period_end, source, seq limit ${limit}`.execute(db);
  return rows;
}

export async function observationsById<T>(db: Kysely<T>, ids: readonly string[]): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select ${columns} from evidence.observation where id = any(${ids}::uuid[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What the vintages of one value have in common. */
export function keyOf({ indicator, dimensions, periodStart, periodEnd }: SeriesPoint) {
  const of = { dimensions: json(dimensions), period_start: day(periodStart), period_end: day(periodEnd) };
  return {
    key: JSON.stringify([indicator, of.dimensions, of.period_start, of.period_end]),
    indicator,
    ...of,
  };
}
type Key = ReturnType<typeof keyOf>;

/** The last vintage of each key that has one, in this source. */
export async function latestVintages<T>(db: Kysely<T>, source: string, keys: readonly Key[]) {
  const { rows } = await sql<{ key: string } & LatestVintage>`
    select k.key, o.id, o.value, o.kind, o.version
      from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ indicator }) => indicator)}::text[],
                  ${keys.map(({ dimensions }) => dimensions)}::jsonb[], ${keys.map((each) => each.period_start)}::date[],
                  ${keys.map((each) => each.period_end)}::date[]) as k (key, indicator, dimensions, period_start, period_end)
      cross join lateral (
        select id, value, kind, version from evidence.observation o
         where o.indicator = k.indicator and o.dimensions = k.dimensions and o.period_start = k.period_start
           and o.period_end = k.period_end and o.source = ${source}
         order by seq desc limit 1) o`.execute(db);
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}
