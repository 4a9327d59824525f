-- Who may ask for what: people, the organisations they act for, their sessions, and tokens of systems (server/src/platform/identity).
create schema identity;

-- The secret cookies are signed and second factors encrypted with is not kept here, only what tells one from another.
create table identity.secret_mark (
  one boolean primary key default true check (one),
  fingerprint text not null
);

-- Made and read by better-auth: person, session, account, second_factor and verification. Their ids are text, as it makes them.
create table identity.person (
  id text primary key,
  name text not null,
  -- In small letters.
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  second_factor boolean default false,
  -- The language their mail is written in.
  language text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz
);

create table identity.organisation (
  id text primary key,
  name text not null,
  kind text collate "C" not null check (kind in ('hub', 'company', 'authority', 'school', 'owner')),
  -- Roles it may give to its people beside those of its kind.
  roles text[] not null default '{}',
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  -- Suspending the hub would lock everybody out.
  check (kind <> 'hub' or suspended_at is null)
);
create unique index one_hub on identity.organisation (kind) where kind = 'hub';
create index organisation_by_time on identity.organisation (created_at, id);

create table identity.member (
  organisation text not null references identity.organisation (id),
  person text not null references identity.person (id),
  roles text[] not null check (cardinality(roles) >= 1),
  joined_at timestamptz not null default now(),
  primary key (organisation, person)
);
create index member_by_person on identity.member (person);

create table identity.session (
  id text primary key,
  -- Worth nothing by itself: the cookie carries it with a signature made with the secret.
  token text not null unique,
  person text not null references identity.person (id),
  -- Whom they have chosen to act for; null until they have.
  organisation text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  address text,
  agent text
);
create index session_by_person on identity.session (person);
create index session_by_expiry on identity.session (expires_at);

-- How somebody shows who they are; of all its ways only the password's hash is used.
create table identity.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person text not null references identity.person (id),
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index account_by_person on identity.account (person);

-- Secret and recovery codes, both encrypted.
create table identity.second_factor (
  id text primary key,
  person text not null unique references identity.person (id),
  secret text not null,
  recovery_codes text not null,
  verified boolean default true,
  failures integer default 0,
  locked_until timestamptz
);

-- A sign-in that waits for its second factor, and devices that need none.
create table identity.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on identity.verification (identifier);
create index verification_by_expiry on identity.verification (expires_at);

-- What somebody is sent or shown once. Only the hash of the link's token is kept.
create table identity.invitation (
  id text primary key,
  hash bytea not null unique,
  organisation text not null references identity.organisation (id),
  email text not null,
  roles text[] not null check (cardinality(roles) >= 1),
  language text not null,
  invited_by text not null references identity.person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Whoever is invited again has the newer invitation only.
  unique (organisation, email)
);

create table identity.link (
  hash bytea primary key,
  kind text collate "C" not null check (kind in ('setup', 'reset')),
  -- Whose password is reset.
  person text references identity.person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((kind = 'reset') = (person is not null))
);
create index link_by_person on identity.link (person);
create index link_by_expiry on identity.link (expires_at);

create table identity.token (
  id text primary key,
  hash bytea not null unique,
  -- Its first characters, by which people tell theirs apart.
  prefix text not null,
  organisation text not null references identity.organisation (id),
  name text not null,
  roles text[] not null check (cardinality(roles) >= 1),
  created_by text not null references identity.person (id),
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz
);
create index token_by_organisation on identity.token (organisation, created_at);

-- How often somebody has tried of late. The key is a hash of what is counted, so that no address stands here.
create table identity.attempt (
  key bytea primary key,
  count integer not null,
  since timestamptz not null
);
create index attempt_by_time on identity.attempt (since);

grant usage on schema identity to serai_app;
grant select, insert on identity.secret_mark to serai_app;
grant select, insert, update on identity.person, identity.organisation, identity.account to serai_app;
grant select, insert, update, delete on
  identity.member, identity.session, identity.second_factor, identity.verification,
  identity.invitation, identity.link, identity.token, identity.attempt
  to serai_app;
