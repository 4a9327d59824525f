-- Regions and plants that texts speak of: which countries make up a region, and where a plant stands.
create table corridor.regions (
  position integer not null,
  id text primary key,
  countries text[] not null,
  sources text[] not null
);

create table corridor.assets (
  position integer not null,
  id text primary key,
  kind text not null,
  country text not null references corridor.countries deferrable initially deferred,
  district text not null,
  sources text[] not null
);

grant select on corridor.regions, corridor.assets to serai_app;
