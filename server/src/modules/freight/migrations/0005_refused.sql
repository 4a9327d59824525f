-- A refusal is not remembered: the row of a booking that never was goes when the ledger can no longer say otherwise of it (booking/tend.ts). Whatever
-- has a history, a declaration or a customs event keeps its row by the references of those.
grant delete on freight.booking to serai_app;

create function freight.keep_bookings() returns trigger language plpgsql as $$
begin
  if old.state <> 'refused' or old.intent is not null then
    raise exception 'booking % is %: only what was refused may be deleted', old.number, old.state using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger keep_bookings before delete on freight.booking for each row execute function freight.keep_bookings();

-- Borders are noted for every row that is written, before anybody knows whether it becomes a booking.
alter table freight.customs_border drop constraint customs_border_booking_fkey,
  add constraint customs_border_booking_fkey foreign key (booking) references freight.booking on delete cascade;
