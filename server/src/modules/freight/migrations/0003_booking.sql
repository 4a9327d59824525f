-- Bookings: what was chosen, by whom and on which terms. What is held of which departure is the allocation ledger's to say; booking/README.md
-- tells how the two are kept together.
create table freight.booking_terms (
  version integer primary key check (version >= 1),
  hold_minutes integer not null,
  offer_minutes integer not null,
  fees jsonb not null,
  note text not null,
  stated_at timestamptz not null default clock_timestamp()
);

-- Places in the line: who came first has the smaller one.
create sequence freight.waiting_turn;

create table freight.booking (
  -- Made of organisation and key (SHA-256, as a UUIDv8): the primary key keeps a key from being used twice.
  id uuid primary key,
  number text collate "C" not null unique,
  organisation text collate "C" not null,
  organisation_name text not null,
  body_hash text collate "C" not null,
  reference text not null,
  -- Who booked it, for letters: name, address and language.
  contact jsonb not null,
  -- What the row knows. `asked` and `refused` are not bookings: of the first the ledger has not answered yet, to the second it said no.
  state text collate "C" not null check (state in
    ('asked', 'refused', 'waiting', 'held', 'offered', 'confirmed', 'cancelled', 'expired')),
  version integer not null default 1 check (version >= 1),
  -- Request and option; then what lists need of them; then the boxes, and what is or is to be taken of which pool.
  way jsonb not null,
  brief jsonb not null,
  containers jsonb not null,
  lines jsonb not null,
  terms jsonb not null,
  departure timestamptz not null,
  loading_closes_at timestamptz not null,
  search text not null,
  -- In the ledger; known before it is there, since it follows from the id.
  reservation uuid not null,
  held_until timestamptz,
  -- For whom there was no room: their place, and the pools they need.
  turn bigint,
  waiting_since timestamptz,
  waits_for text[] collate "C",
  -- Waits only for the answer to its first request.
  briefly boolean not null default false,
  -- What the ledger is being asked: written before it is, and taken away together with writing down the answer.
  intent jsonb,
  intent_at timestamptz,
  -- The last intent that was answered: its id and, where it was refused, why.
  outcome jsonb,
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp()
);
create index booking_by_organisation on freight.booking (organisation, created_at);
create index booking_intent on freight.booking (intent_at) where intent is not null;
create index booking_waiting on freight.booking (turn) where state = 'waiting';
create index booking_not_held on freight.booking (changed_at) where state in ('refused', 'waiting');
create index booking_hold on freight.booking (held_until) where state in ('held', 'offered');

-- What happened to a booking, for good.
create table freight.booking_event (
  id uuid primary key,
  booking uuid not null references freight.booking,
  at timestamptz not null default clock_timestamp(),
  what text collate "C" not null,
  person text,
  detail text not null
);
create index booking_event_of on freight.booking_event (booking, at, id);

-- Whoever offers what has returned holds this row meanwhile: one server at a time, in order.
create table freight.waiting_line (
  id integer primary key check (id = 1),
  walked_at timestamptz
);
insert into freight.waiting_line (id) values (1);

grant select, insert on freight.booking_terms, freight.booking_event to serai_app;
grant select, insert on freight.booking to serai_app;
grant update (organisation_name, contact, body_hash, reference, state, version, way, brief, containers, lines, terms, departure, loading_closes_at, search,
  held_until, turn, waiting_since, waits_for, briefly, intent, intent_at, outcome, changed_at) on freight.booking to serai_app;
grant select, update (walked_at) on freight.waiting_line to serai_app;
grant usage on sequence freight.waiting_turn to serai_app;
