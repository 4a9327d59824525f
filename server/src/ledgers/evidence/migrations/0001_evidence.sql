-- The evidence ledger: where every figure comes from. server/src/ledgers/evidence/README.md says how each promise is kept.
-- Rows are added and never changed. Each belongs to one source and carries its place in that source's chain: its number, the
-- hash of the row before it, and its own (canonical form: docs/evidence.md).
create schema evidence;

-- The head of each source's chain, kept beside the rows so that a chain cut short is found. Only the triggers below write it.
create table evidence.chain (
  source text collate "C" primary key check (length(source) between 1 and 200),
  rows bigint not null default 0 check (rows >= 0),
  head bytea not null default decode(repeat('00', 32), 'hex') check (length(head) = 32),
  -- When the last row was recorded: time does not go back within a chain, whatever the machine's clock does.
  recorded_at timestamptz not null default 'epoch'
) with (fillfactor = 50);

-- What a source is, as it was described; another description is another row, and the last one holds.
create table evidence.source (
  source text collate "C" not null,
  seq bigint not null,
  kind text collate "C" not null,
  standing text collate "C" not null,
  publisher text not null,
  title text not null,
  address text not null,
  licence text not null,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (source, seq)
);

create table evidence.version (
  id uuid primary key,
  source text collate "C" not null,
  seq bigint not null,
  content_hash text collate "C" not null check (content_hash ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  language text not null,
  published_on date,
  retrieved_at timestamptz not null,
  text text not null,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  unique (source, seq),
  -- The same content again is the same version.
  unique (source, content_hash),
  -- What a claim refers to, so that it can't name a version of another source.
  unique (id, source)
);

create table evidence.claim (
  id uuid primary key,
  source text collate "C" not null,
  seq bigint not null,
  version uuid not null,
  start_at integer not null check (start_at >= 0),
  end_at integer not null check (end_at >= start_at),
  quote text not null,
  prefix text not null,
  suffix text not null,
  kind text collate "C" not null,
  lo numeric,
  hi numeric check (hi >= lo),
  precision numeric,
  unit text,
  modifier text collate "C",
  direction text collate "C",
  modality text collate "C",
  measure text collate "C",
  subject text collate "C",
  partner text collate "C",
  place text collate "C",
  period_start date,
  period_end date,
  -- Null where no period was given at all.
  period_label text,
  speaker text,
  confidence numeric not null check (confidence between 0 and 1),
  restates uuid references evidence.claim deferrable initially deferred,
  extractor text collate "C" not null,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  unique (source, seq),
  foreign key (version, source) references evidence.version (id, source)
);

-- Definitions of indicators stand in the register, the source of what Serai's own people and modules state.
create table evidence.indicator (
  source text collate "C" not null,
  seq bigint not null,
  id text collate "C" not null,
  name text not null,
  unit text not null,
  nature text collate "C" not null,
  frequency text collate "C" not null,
  definition text not null,
  rule text not null,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (source, seq)
);

create table evidence.observation (
  id uuid primary key,
  source text collate "C" not null,
  seq bigint not null,
  indicator text collate "C" not null,
  dimensions jsonb not null check (jsonb_typeof(dimensions) = 'object' and length(dimensions::text) <= 1000),
  period_start date not null,
  period_end date not null check (period_end >= period_start),
  value numeric,
  kind text collate "C" not null,
  version uuid not null,
  claim uuid references evidence.claim,
  supersedes uuid references evidence.observation,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  unique (source, seq),
  foreign key (version, source) references evidence.version (id, source)
);

create table evidence.decision (
  id uuid primary key,
  source text collate "C" not null,
  seq bigint not null,
  about text collate "C" not null check (length(about) between 1 and 1000),
  accepted_type text collate "C" not null,
  accepted_id text collate "C" not null,
  person text not null,
  reason text not null,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  unique (source, seq)
);

-- A finding stands in the chain of the source of its first piece of evidence.
create table evidence.finding (
  id uuid primary key,
  source text collate "C" not null,
  seq bigint not null,
  check_name text collate "C" not null,
  class text collate "C" not null,
  evidence jsonb not null check (jsonb_typeof(evidence) = 'array' and evidence <> '[]'),
  proof jsonb not null check (jsonb_typeof(proof) = 'object'),
  -- Of check, class, evidence and proof: the same finding again is the same row.
  fingerprint text collate "C" not null unique,
  recorded_at timestamptz not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  unique (source, seq)
);

create index claim_of_version on evidence.claim (version, start_at, id);
create index claim_by_measure on evidence.claim (measure, id) where measure is not null;
create index claim_by_subject on evidence.claim (subject, measure, id) where subject is not null;
create index claim_by_partner on evidence.claim (partner, id) where partner is not null;
create index claim_by_place on evidence.claim (place, id) where place is not null;
create index indicator_by_id on evidence.indicator (id, seq);
create index observation_vintages on evidence.observation (indicator, dimensions, period_start, period_end, source, seq);
create index observation_of_version on evidence.observation (version);
create index observation_of_claim on evidence.observation (claim) where claim is not null;
create index decision_about on evidence.decision (about, seq);
create index finding_by_check on evidence.finding (check_name, id);
create index finding_by_evidence on evidence.finding using gin (evidence jsonb_path_ops);

-- Takes the source's turn until the transaction ends, and answers where its chain stands and what time it is. Writers of one source
-- wait here for each other, and nobody else does. `no key`: nothing that refers to the row has to wait.
create function evidence.lock_chain(wanted text)
  returns table (rows bigint, head bytea, recorded_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into evidence.chain (source) values (wanted) on conflict do nothing;
  return query
    select c.rows, c.head, greatest(date_trunc('milliseconds', clock_timestamp()), c.recorded_at)
      from evidence.chain c where c.source = wanted for no key update;
end $$;

-- After rows were added: each must follow the one before it in its source's chain, and the head moves on to the last. So whatever
-- SQL a fault in a route gets through, it can't leave a gap, begin a second branch or write in the past.
create function evidence.follow_chain() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved bigint;
  sources bigint;
begin
  perform from evidence.chain c where c.source in (select a.source from added a)
    order by c.source for no key update;
  if exists (
    select from (
      select a.seq, a.previous, a.recorded_at,
             coalesce(lag(a.seq) over w, c.rows) as seq_before,
             coalesce(lag(a.hash) over w, c.head) as hash_before,
             coalesce(lag(a.recorded_at) over w, c.recorded_at) as time_before
        from added a left join evidence.chain c on c.source = a.source
      window w as (partition by a.source order by a.seq)
    ) t
    where seq_before is null or seq <> seq_before + 1 or previous <> hash_before or recorded_at < time_before
       or recorded_at <> date_trunc('milliseconds', recorded_at)
  ) then
    raise exception 'a row of evidence.% does not follow the chain of its source', tg_table_name using errcode = '23514';
  end if;
  update evidence.chain c set rows = l.seq, head = l.hash, recorded_at = l.recorded_at
    from (select distinct on (a.source) a.source, a.seq, a.hash, a.recorded_at from added a order by a.source, a.seq desc) l
   where c.source = l.source;
  return null;
end $$;

create function evidence.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'evidence.% is append-only: what was wrong is superseded by a newer row', tg_table_name using errcode = '42501';
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['source', 'version', 'claim', 'indicator', 'observation', 'decision', 'finding'] loop
    execute format('create trigger follow_chain after insert on evidence.%I referencing new table as added
                    for each statement execute function evidence.follow_chain()', name);
    execute format('create trigger append_only before update or delete or truncate on evidence.%I
                    for each statement execute function evidence.refuse_change()', name);
  end loop;
end $$;
create trigger append_only before delete or truncate on evidence.chain
  for each statement execute function evidence.refuse_change();
-- follow_chain moves the head from within a trigger; nothing else may.
create trigger head_follows before update on evidence.chain
  for each row when (pg_trigger_depth() = 0) execute function evidence.refuse_change();

revoke all on function evidence.lock_chain(text), evidence.follow_chain(), evidence.refuse_change() from public;
grant usage on schema evidence to serai_app;
grant execute on function evidence.lock_chain(text) to serai_app;
grant select on evidence.chain to serai_app;
grant select, insert on evidence.source, evidence.version, evidence.claim, evidence.indicator, evidence.observation,
  evidence.decision, evidence.finding to serai_app;
