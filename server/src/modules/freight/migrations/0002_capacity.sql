-- What operators say departures can carry. The pools themselves are the allocation ledger's; here stands what they are made from.
-- Null: nothing is stated, so that the service's statement, the pack's figure, or nothing counts.

create table freight.service_capacity (
  service text collate "C" primary key,
  teu integer check (teu >= 0),
  reefer_plugs integer check (reefer_plugs >= 0),
  weight_kg integer check (weight_kg >= 0),
  -- Classes taken; null: nobody has said, and so none.
  dangerous_goods text[],
  -- 0: a row that is only there to be locked.
  version integer not null default 0,
  stated_at timestamptz
);

-- A row is there before a departure's first pool is made: so whoever looks for pools knows where to look.
create table freight.departure_capacity (
  service text collate "C" not null,
  departs_at timestamptz not null,
  teu integer check (teu >= 0),
  reefer_plugs integer check (reefer_plugs >= 0),
  weight_kg integer check (weight_kg >= 0),
  cancelled boolean not null default false,
  version integer not null default 0,
  stated_at timestamptz,
  primary key (service, departs_at)
);
create index departure_capacity_by_time on freight.departure_capacity (departs_at);

grant select, insert, update on freight.service_capacity, freight.departure_capacity to serai_app;
