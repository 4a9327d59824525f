-- Declarations of bookings and how they stand at each border of the way. customs/README.md says who may set what.

-- One a booking. Its version covers content and statuses, so that nobody decides on a declaration they have not looked at.
create table freight.declaration (
  booking uuid primary key references freight.booking,
  content jsonb not null,
  version integer not null check (version >= 1),
  changed_at timestamptz not null default clock_timestamp()
);

-- Every content there was, for good: an office has to be able to see again what it decided on.
create table freight.declaration_content (
  booking uuid not null references freight.declaration,
  version integer not null,
  content jsonb not null,
  at timestamptz not null default clock_timestamp(),
  person text,
  person_name text,
  primary key (booking, version)
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

-- Boxes that are changed are not those an office was shown: what was lodged or held for them is taken back, whoever changes them. A number that was
-- still to come, a verified mass and a plug are no change of what is declared.
create function freight.take_back_lodged() returns trigger language plpgsql as $$
declare
  made integer;
begin
  if not exists (
    select from jsonb_array_elements(old.containers) with ordinality as before (box, at)
    full join jsonb_array_elements(new.containers) with ordinality as after (box, at) using (at)
    where before.box - '{number,vgmKg,plugged}'::text[] is distinct from after.box - '{number,vgmKg,plugged}'::text[]
       or (before.box ? 'number' and before.box -> 'number' is distinct from after.box -> 'number')
  ) or not exists (
    select from freight.customs_border where booking = new.id and status in ('lodged', 'held')
  ) then
    return null;
  end if;
  update freight.declaration set version = version + 1, changed_at = clock_timestamp()
   where booking = new.id returning version into made;
  insert into freight.customs_event (id, booking, crossing, status, version, reference, note)
  select gen_random_uuid(), booking, crossing, 'not-lodged', made, '', 'The boxes of the booking were changed; it has to be lodged again.'
    from freight.customs_border where booking = new.id and status in ('lodged', 'held');
  update freight.customs_border set status = 'not-lodged' where booking = new.id and status in ('lodged', 'held');
  return null;
end $$;
create trigger take_back_of_changed after update of containers on freight.booking for each row
  when (old.containers is distinct from new.containers) execute function freight.take_back_lodged();

-- At which borders an organisation with the role customs decides; without a row, at none.
create table freight.customs_office (
  organisation text collate "C" not null,
  crossing text collate "C" not null,
  since timestamptz not null default clock_timestamp(),
  primary key (organisation, crossing)
);

grant select, insert, update on freight.declaration, freight.customs_border to serai_app;
grant select, insert on freight.declaration_content, freight.customs_event to serai_app;
grant select, insert, delete on freight.customs_office to serai_app;
