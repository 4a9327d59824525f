-- The corridor pack that this server runs. Its CSV files are the master: loading replaces these rows in one transaction
-- (server/src/corridor/pack.store.ts). `position` keeps the files' order, so that ties fall the same way everywhere.
create schema corridor;

create table corridor.pack (
  id text primary key,
  version text not null,
  meta jsonb not null,
  loaded_at timestamptz not null
);

create table corridor.currencies (
  position integer not null,
  id text primary key,
  digits integer not null
);

create table corridor.countries (
  position integer not null,
  id text primary key,
  alpha3 text not null,
  continent text not null,
  gauge text not null,
  currency text not null references corridor.currencies deferrable initially deferred
);

create table corridor.places (
  position integer not null,
  id text primary key,
  kind text not null,
  country text not null references corridor.countries deferrable initially deferred,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  zone text not null,
  locode text not null,
  coord_source text not null
);

create table corridor.parties (
  position integer not null,
  id text primary key,
  kind text not null,
  country text not null,
  address text not null
);

create table corridor.sources (
  position integer not null,
  id text primary key,
  kind text not null,
  publisher text not null,
  title text not null,
  address text not null,
  date text not null,
  licence text not null
);

create table corridor.terminals (
  position integer not null,
  id text primary key,
  place text not null references corridor.places deferrable initially deferred,
  kind text not null,
  gauges text[] not null,
  lat double precision not null check (lat between -90 and 90),
  lon double precision not null check (lon between -180 and 180),
  "precision" text not null,
  locode text not null,
  station_code text not null,
  operator text not null,
  coord_source text not null
);

create table corridor.crossings (
  position integer not null,
  id text primary key,
  kind text not null,
  "from" text not null references corridor.terminals deferrable initially deferred,
  "to" text not null references corridor.terminals deferrable initially deferred,
  from_gauge text not null,
  to_gauge text not null,
  status text not null,
  calendar text not null
);

create table corridor.legs (
  position integer not null,
  id text primary key,
  "from" text not null,
  "to" text not null,
  mode text not null,
  gauge text not null,
  via text[] not null,
  traction text not null
);

create table corridor.services (
  position integer not null,
  id text primary key,
  mode text not null,
  operator text not null,
  calls text[] not null,
  days integer[] not null,
  route_source text not null,
  note text not null
);

create table corridor.goods (
  position integer not null,
  id text primary key,
  parent text not null
);

create table corridor.measures (
  position integer not null,
  id text primary key,
  units text[] not null,
  subjects text[] not null,
  meaning text not null
);

create table corridor.methods (
  position integer not null,
  id text primary key,
  measure text not null,
  unit text not null,
  formula text not null,
  note text not null
);

create table corridor.omissions (
  position integer not null,
  id text primary key,
  what text not null,
  reason text not null
);

create table corridor.names (
  position integer not null,
  subject text not null,
  lang text not null,
  name text not null,
  kind text not null,
  primary key (subject, lang, name)
);

create table corridor.facts (
  position integer not null,
  subject text not null,
  measure text not null references corridor.measures deferrable initially deferred,
  lo numeric not null,
  hi numeric not null check (hi >= lo),
  unit text not null,
  period text not null,
  source text not null references corridor.sources deferrable initially deferred,
  confidence text not null,
  formula text not null,
  note text not null,
  primary key (subject, measure, source, period)
);

create index names_by_subject on corridor.names (subject);
create index terminals_by_place on corridor.terminals (place);

grant usage on schema corridor to serai_app;
grant select on all tables in schema corridor to serai_app;
