-- Declarations of bookings and how they stand at each border of the way. customs/README.md says who may set what.

-- One a booking. Its version covers content and statuses, so that nobody decides on a declaration they have not looked at.
create table freight.declaration (
  booking uuid primary key references freight.booking,
  content jsonb not null,
  version integer not null check (version >= 1),
  changed_at timestamptz not null default clock_timestamp()
);

-- The borders of each booking's way. An amended way keeps the status of borders it still crosses; one it leaves out has no time any more.
create table freight.customs_border (
  booking uuid not null references freight.booking,
  crossing text collate "C" not null,
  -- Puts them in the way's own order.
  place integer not null,
  from_country text collate "C" not null,
  to_country text collate "C" not null,
  expected_at timestamptz,
  status text collate "C" not null default 'not-lodged' check (status in ('not-lodged', 'lodged', 'held', 'released')),
  primary key (booking, crossing)
);
create index customs_border_by_time on freight.customs_border (expected_at, booking, crossing) where expected_at is not null;
-- Most of a year's borders are released and past: whoever looks for what is open does not walk past them.
create index customs_border_open on freight.customs_border (expected_at, booking, crossing)
  where expected_at is not null and status <> 'released';

-- Whoever writes a way writes its borders: queues of authorities are read by time, and a way is too large to be opened for each of them.
create function freight.note_borders() returns trigger language plpgsql as $$
begin
  update freight.customs_border set expected_at = null where booking = new.id and expected_at is not null;
  insert into freight.customs_border (booking, crossing, place, from_country, to_country, expected_at)
  -- A way over one border twice would be declared there once, when it first comes.
  select distinct on (leg -> 'crossing' ->> 'id') new.id, leg -> 'crossing' ->> 'id', at,
         leg -> 'from' ->> 'country', leg -> 'to' ->> 'country', (leg ->> 'departure')::timestamptz
    from jsonb_array_elements(new.way -> 'option' -> 'legs') with ordinality as legs (leg, at)
   where leg ->> 'kind' = 'crossing' and leg -> 'crossing' ->> 'id' is not null
   order by leg -> 'crossing' ->> 'id', at
  on conflict (booking, crossing) do update
    set place = excluded.place, from_country = excluded.from_country, to_country = excluded.to_country,
        expected_at = excluded.expected_at;
  return null;
end $$;
create trigger note_borders_of_new after insert on freight.booking for each row execute function freight.note_borders();
create trigger note_borders_of_changed after update of way on freight.booking for each row
  when (old.way is distinct from new.way) execute function freight.note_borders();

-- What became of a declaration at a border, for good.
create table freight.customs_event (
  id uuid primary key,
  booking uuid not null references freight.booking,
  crossing text collate "C" not null,
  at timestamptz not null default clock_timestamp(),
  status text collate "C" not null check (status in ('not-lodged', 'lodged', 'held', 'released')),
  -- The declaration's version once this was done.
  version integer not null,
  -- Ids and names are kept as they were: an event outlives who made it.
  person text,
  person_name text,
  organisation text,
  organisation_name text,
  reference text not null,
  note text not null
);
create index customs_event_of on freight.customs_event (booking, crossing, version);

-- At which borders an organisation with the role customs decides; without a row, at none.
create table freight.customs_office (
  organisation text collate "C" not null,
  crossing text collate "C" not null,
  since timestamptz not null default clock_timestamp(),
  primary key (organisation, crossing)
);

grant select, insert, update on freight.declaration, freight.customs_border to serai_app;
grant select, insert on freight.customs_event to serai_app;
grant select, insert, delete on freight.customs_office to serai_app;
