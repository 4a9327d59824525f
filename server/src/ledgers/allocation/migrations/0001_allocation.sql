-- The allocation ledger: what is scarce, and who holds how much of it. server/src/ledgers/allocation/README.md says how the
-- invariants are kept. Ids of pools, callers and keys are printable ASCII, so they are compared byte by byte: every process
-- locks pools in the same order, whatever the database's locale.
create schema allocation;

-- A pool's row changes with every batch that touches it. Half of each page is left free, so that the next version finds room
-- beside the last one and no index has to be told.
create table allocation.pool (
  id text collate "C" primary key,
  kind text not null,
  capacity integer not null check (capacity >= 0),
  held integer not null default 0 check (held >= 0),
  confirmed integer not null default 0 check (confirmed >= 0),
  opens_at timestamptz,
  closes_at timestamptz check (closes_at > opens_at),
  constraint never_promised_twice check (held + confirmed <= capacity)
) with (fillfactor = 50);

-- `lines` is an object: quantity by pool. It belongs to its reservation alone, is read and written only with it, and always under
-- the locks of all its pools; as rows of their own, three lines would be four inserts.
--
-- `id` is made of caller and key (their SHA-256, as a UUIDv8), so the primary key is what keeps a key from being used twice, and
-- the one index that a reservation must have; with one of its own for (caller, key), an insert took twice as long.
create table allocation.reservation (
  id uuid primary key,
  caller text collate "C" not null,
  key text collate "C" not null,
  body_hash bytea not null,
  lines jsonb not null check (jsonb_typeof(lines) = 'object' and lines <> '{}'),
  state text collate "C" not null check (state in ('held', 'confirmed', 'released', 'expired')),
  expires_at timestamptz not null
);

create index reservation_held_until on allocation.reservation (expires_at) where state = 'held';

-- One row for each exchange that was made: the memory of its key, and what the reservation held from then on.
create table allocation.exchange (
  reservation uuid not null references allocation.reservation,
  key text collate "C" not null,
  body_hash bytea not null,
  lines jsonb not null,
  exchanged_at timestamptz not null,
  primary key (reservation, key)
);

grant usage on schema allocation to serai_app;
grant select, insert on allocation.pool, allocation.reservation, allocation.exchange to serai_app;
-- Nothing is ever removed, and of a reservation only its lines and state can change.
grant update (capacity, held, confirmed) on allocation.pool to serai_app;
grant update (lines, state) on allocation.reservation to serai_app;
