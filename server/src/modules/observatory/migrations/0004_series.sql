-- Official series: how files are read, and which were imported. What they state lies in the evidence ledger.
create table observatory.series_mapping (
  name text collate "C" primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,99}$'),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object' and length(mapping::text) <= 200000),
  changed_at timestamptz not null default clock_timestamp()
);

-- A file read in one way: the same again adds nothing, also after a newer release has taken its values' place.
create table observatory.series_import (
  source text collate "C" not null check (length(source) between 1 and 200),
  -- SHA-256 of what was received, as the ledger knows the version by.
  content_hash text collate "C" not null check (content_hash ~ '^[0-9a-f]{64}$'),
  version uuid not null,
  -- SHA-256 of format, indicator and mapping.
  reading text collate "C" not null check (reading ~ '^[0-9a-f]{64}$'),
  format text collate "C" not null,
  observations integer not null check (observations >= 0),
  superseded integer not null check (superseded between 0 and observations),
  imported_at timestamptz not null default clock_timestamp(),
  primary key (source, content_hash, reading)
);

grant select, insert, update on observatory.series_mapping to serai_app;
grant select, insert on observatory.series_import to serai_app;
