-- Articles: one row for each version of a text. What was received, its text and its claims lie in the evidence ledger; here is what a list
-- of articles needs. server/src/modules/observatory/articles/README.md says how each promise is kept.
create table observatory.article (
  -- The id of its version in the ledger: a claim's version is its article.
  id uuid primary key,
  source text collate "C" not null check (length(source) between 1 and 200),
  -- SHA-256 of what was received and of the text in it: the same text may come in other bytes.
  content_hash text collate "C" not null check (content_hash ~ '^[0-9a-f]{64}$'),
  text_hash text collate "C" not null check (text_hash ~ '^[0-9a-f]{64}$'),
  title text not null check (length(title) between 1 and 500),
  publisher text not null check (length(publisher) <= 200),
  address text collate "C" not null check (length(address) <= 2000),
  published_on date,
  language text collate "C" not null,
  ingested_at timestamptz not null default now(),
  -- The version its source holds now; older ones stay and are not compared any more.
  is_current boolean not null default true,
  -- The different words of title and text, for searching.
  words text[] not null,
  figures integer not null check (figures >= 0),
  -- Written by the comparison; until then compared_at is null and these are nothing anybody knows.
  agree integer not null default 0,
  conflict integer not null default 0,
  alone integer not null default 0,
  copies integer not null default 0,
  compared_at timestamptz,
  unique (source, text_hash)
);
create unique index article_current on observatory.article (source) where is_current;
create index article_content on observatory.article (content_hash);
create index article_text on observatory.article (text_hash);
create index article_words on observatory.article using gin (words);
create index article_uncompared on observatory.article (id) where compared_at is null;
grant select, insert on observatory.article to serai_app;
grant update (is_current, agree, conflict, alone, copies, compared_at) on observatory.article to serai_app;

-- Addresses of RSS and Atom feeds that are looked at every hour.
create table observatory.feed (
  id uuid primary key,
  address text collate "C" not null unique check (length(address) <= 2000),
  added_at timestamptz not null default now(),
  looked_at timestamptz,
  -- Why the last look brought nothing; null where it went well.
  problem text check (length(problem) <= 1000)
);
grant select, insert, update, delete on observatory.feed to serai_app;

-- What a feed has named: an article that was read, or why it was not. An address is fetched until it was read, three times at most.
create table observatory.feed_item (
  feed uuid not null references observatory.feed on delete cascade,
  address text collate "C" not null check (length(address) <= 2000),
  article uuid references observatory.article,
  problem text check (length(problem) <= 1000),
  tries smallint not null default 1 check (tries > 0),
  looked_at timestamptz not null default now(),
  primary key (feed, address)
);
grant select, insert, update on observatory.feed_item to serai_app;
