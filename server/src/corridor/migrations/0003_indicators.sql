-- What the corridor's series measure, and which claims of texts belong to each.
create table corridor.indicators (
  position integer not null,
  id text primary key,
  unit text not null,
  nature text not null,
  frequency text not null,
  dimensions text[] not null,
  measures text[] not null,
  units text[] not null,
  words text[] not null,
  near text not null,
  parties text not null,
  fixed text[] not null,
  definition text not null,
  rule text not null
);

grant select on corridor.indicators to serai_app;
