-- Work to be done later or elsewhere, server/src/platform/jobs. A job is a row until it is done; what is done is gone.
create schema platform;

create table platform.job (
  id uuid primary key,
  kind text collate "C" not null,
  key text collate "C",
  payload jsonb not null,
  run_at timestamptz not null,
  -- How often it was begun.
  attempts integer not null default 0 check (attempts >= 0),
  attempts_max integer not null check (attempts_max >= 1),
  -- Until when the process that has begun it is trusted to be alive. That process moves it on.
  lease_until timestamptz,
  -- Given up: kept to be read, and begun again only when somebody says so.
  dead_at timestamptz,
  last_error text,
  enqueued_at timestamptz not null default now()
);

-- Of one kind and key, one job waits. One that has been begun does not count: it may have read already what the next is about.
create unique index job_waits_once on platform.job (kind, key) where attempts = 0 and key is not null;
create index job_due on platform.job (kind, run_at) where dead_at is null;
create index job_dead on platform.job (dead_at) where dead_at is not null;

grant usage on schema platform to serai_app;
grant select, insert, update, delete on platform.job to serai_app;
