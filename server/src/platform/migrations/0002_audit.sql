-- Who changed what, when, from which request. Append-only for the role that serves: it may add and read, and nothing else.
create schema audit;

create table audit.entry (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  -- Ids and names are kept as they were, without references: an entry outlives what it tells of.
  person text,
  person_name text,
  via text collate "C" not null check (via in ('session', 'token', 'server')),
  credential text,
  acting_for text,
  request_id text,
  what text collate "C" not null,
  subject text collate "C" not null,
  organisation text,
  before jsonb,
  after jsonb
);

create index entry_by_time on audit.entry (at, id);
create index entry_by_subject on audit.entry (subject, at);
create index entry_by_person on audit.entry (person, at);

grant usage on schema audit to serai_app;
grant select, insert on audit.entry to serai_app;
