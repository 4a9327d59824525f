import { type Kysely, sql } from 'kysely';

/**
 * Every statement about `platform.job`. A job waits (no lease), is under way (a lease that has not run out) or is dead. The database's
 * clock decides, because several machines work on one queue and their own clocks differ.
 */
export interface Job {
  id: string;
  kind: string;
  key: string | null;
  payload: unknown;
  /** Which attempt this is, from 1. */
  attempts: number;
  attemptsMax: number;
}
export interface DeadJob extends Job {
  deadAt: Date;
  lastError: string;
}
export interface KindDepth {
  kind: string;
  waiting: number;
  underWay: number;
  dead: number;
  /** How long the one that is due for longest has waited. */
  oldestSeconds: number;
}
type Db<Tables> = Kysely<Tables>;
const fields = sql`j.id, j.kind, j.key, j.payload, j.attempts, j.attempts_max as "attemptsMax"`;
const milliseconds = (ms: number) => sql`${ms} * interval '1 millisecond'`;

/**
 * Where one of its kind and key waits already, that one is made due by the same time, which also locks it: nobody can begin it before
 * the caller has committed what the job is about.
 */
export async function insertJob<Tables>(
  db: Db<Tables>,
  job: { id: string; kind: string; key?: string; payload: string; runAt?: Date; attemptsMax: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into platform.job (id, kind, key, payload, run_at, attempts_max)
    values (${job.id}, ${job.kind}, ${job.key ?? null}, ${job.payload}::jsonb, coalesce(${job.runAt ?? null}, now()), ${job.attemptsMax})
    on conflict (kind, key) where attempts = 0 and key is not null
      do update set run_at = least(job.run_at, excluded.run_at), payload = excluded.payload
    returning id`.execute(db);
  return rows[0]!.id;
}

export async function takeJobs(
  db: Db<unknown>,
  kinds: readonly string[],
  count: number,
  leaseMs: number,
): Promise<Job[]> {
  const { rows } = await sql<Job>`
    with due as (
      select id from platform.job
       where kind = any(${kinds}) and dead_at is null and run_at <= now()
         and (lease_until is null or lease_until < now()) and attempts < attempts_max
       order by run_at limit ${count} for update skip locked)
    update platform.job j set attempts = j.attempts + 1, lease_until = now() + ${milliseconds(leaseMs)}
      from due where j.id = due.id returning ${fields}`.execute(db);
  return rows;
}

/** Answers which of them are still ours. */
export async function renewLeases(
  db: Db<unknown>,
  jobs: readonly Job[],
  leaseMs: number,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update platform.job j set lease_until = now() + ${milliseconds(leaseMs)}
      from unnest(${jobs.map(({ id }) => id)}::uuid[], ${jobs.map(({ attempts }) => attempts)}::integer[]) as mine (id, attempts)
     where j.id = mine.id and j.attempts = mine.attempts and j.dead_at is null returning j.id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Takes a job off the queue; false when another has begun it since. */
export async function removeJob<Tables>(db: Db<Tables>, { id, attempts }: Job): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from platform.job where id = ${id} and attempts = ${attempts} and dead_at is null`.execute(db);
  return numAffectedRows === 1n;
}

/** It is tried again after a while, or is dead when this was the last time. */
export async function failJob(
  db: Db<unknown>,
  { id, attempts }: Job,
  error: string,
  againMs: number,
): Promise<void> {
  await sql`
    update platform.job
       set lease_until = null, last_error = ${error}, run_at = now() + ${milliseconds(againMs)},
           dead_at = case when attempts >= attempts_max then now() end
     where id = ${id} and attempts = ${attempts} and dead_at is null`.execute(db);
}

/** Given back by a process that leaves: that is not the job's fault, so the attempt does not count. */
export async function giveBack(db: Db<unknown>, jobs: readonly Job[]): Promise<void> {
  for (const { id, attempts } of jobs)
    await sql`
      update platform.job set lease_until = null, attempts_max = attempts_max + 1
       where id = ${id} and attempts = ${attempts} and dead_at is null`.execute(db);
}

/** Jobs whose last attempt ended with its process. */
export async function buryLost(db: Db<unknown>): Promise<void> {
  await sql`
    update platform.job set dead_at = now(), lease_until = null, last_error = 'the process at work on it was lost'
     where dead_at is null and attempts >= attempts_max and lease_until < now()`.execute(db);
}

export async function removeLongDead(db: Db<unknown>, days: number): Promise<void> {
  await sql`delete from platform.job where dead_at < now() - ${days} * interval '1 day'`.execute(db);
}

/** The latest first. */
export async function deadJobs(db: Db<unknown>, count: number): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select ${fields}, j.dead_at as "deadAt", j.last_error as "lastError" from platform.job j
     where j.dead_at is not null order by j.dead_at desc, j.id desc limit ${Math.min(count, 1_000)}`.execute(
    db,
  );
  return rows;
}

/** Lets a dead job be tried as often again as it was; false when there is none of that id. */
export async function reviveJob(db: Db<unknown>, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update platform.job set dead_at = null, run_at = now(), attempts_max = attempts + attempts_max
     where id = ${id} and dead_at is not null`.execute(db);
  return numAffectedRows === 1n;
}

export async function queueDepth(db: Db<unknown>): Promise<KindDepth[]> {
  const { rows } = await sql<KindDepth>`
    select kind, count(*) filter (where waits)::integer as waiting,
           count(*) filter (where dead_at is null and not waits)::integer as "underWay",
           count(*) filter (where dead_at is not null)::integer as dead,
           coalesce(extract(epoch from now() - min(run_at) filter (where waits and run_at <= now())), 0)::float8 as "oldestSeconds"
      from (select *, dead_at is null and (lease_until is null or lease_until < now()) as waits from platform.job) job
     group by kind order by kind`.execute(db);
  return rows;
}
