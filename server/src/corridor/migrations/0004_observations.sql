-- Figures of series that a new server has from the start, each as its source states it.
create table corridor.observations (
  position integer not null,
  series text not null references corridor.sources deferrable initially deferred,
  indicator text not null references corridor.indicators deferrable initially deferred,
  reporter text not null,
  partner text not null,
  flow text not null,
  category text not null,
  period text not null,
  value numeric not null,
  source text not null references corridor.sources deferrable initially deferred,
  note text not null,
  primary key (series, indicator, reporter, partner, flow, category, period)
);

grant select on corridor.observations to serai_app;
