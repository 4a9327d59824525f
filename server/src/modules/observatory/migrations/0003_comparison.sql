-- What comparing articles needs at hand, and what it found. All of it follows from the articles and their claims in the ledger, and rows go when
-- an article is not current any more; what was found stays in the ledger. server/src/modules/observatory/comparison/README.md says how each promise is kept.

-- The articles that are held to one another.
create table observatory.compared (
  article uuid primary key references observatory.article,
  published_on date,
  -- In the order in which findings number them.
  claims uuid[] not null,
  -- SHA-256 of its words without spaces and case.
  words_hash text collate "C" not null,
  -- Hashes of its runs of three words, and how many of them are sampled.
  runs integer[] not null,
  sampled integer not null
);
create index compared_words on observatory.compared (words_hash);

create table observatory.sampled_run (
  run integer not null,
  article uuid not null references observatory.compared on delete cascade,
  primary key (run, article)
);
create index sampled_run_of on observatory.sampled_run (article);

-- Each figure of a compared article, with as much of its sentence as telling it from another needs.
create table observatory.figure (
  article uuid not null references observatory.compared on delete cascade,
  place integer not null,
  claim uuid not null,
  kind text collate "C" not null,
  lo text collate "C" not null,
  hi text collate "C" not null,
  precision text collate "C",
  unit text collate "C" not null,
  measure text collate "C",
  modality text collate "C",
  modifier text collate "C",
  period_start text collate "C",
  period_end text collate "C",
  period_label text,
  words text[] collate "C" not null,
  -- Null where the text states the fact already, or it is none.
  fact text collate "C",
  weight double precision not null,
  agrees boolean not null default false,
  conflicts boolean not null default false,
  primary key (article, place)
);
create unique index figure_claim on observatory.figure (claim);
create index figure_fact on observatory.figure (fact) where fact is not null;

-- Where to look for the same value.
create table observatory.figure_bin (
  bin text collate "C" not null,
  article uuid not null,
  place integer not null,
  -- Whether it counts as a trace of copying.
  is_trace boolean not null,
  primary key (bin, article, place),
  foreign key (article, place) references observatory.figure on delete cascade
);
create index figure_bin_of on observatory.figure_bin (article, place);

-- Figures by what must be the same for them to contradict each other.
create table observatory.level (
  key text collate "C" not null,
  -- Of one key and one value the first stands for all.
  value text collate "C" not null,
  article uuid not null references observatory.compared on delete cascade,
  place integer not null,
  published_on date,
  primary key (key, value, article, place)
);
create index level_first on observatory.level (key, value, published_on, article, place);
create index level_of on observatory.level (article);

-- Two articles that are copies, or would be if their facts were rarer.
create table observatory.likeness (
  id uuid primary key,
  earlier uuid not null references observatory.compared on delete cascade,
  later uuid not null references observatory.compared on delete cascade,
  order_known boolean not null,
  is_exact boolean not null,
  is_near boolean not null,
  shingles double precision not null,
  -- Places of the facts they share, of the earlier and of the later.
  earlier_places integer[] not null,
  later_places integer[] not null,
  -- Null while they are no copies.
  how text collate "C" check (how in ('exact', 'near', 'rewritten')),
  containment double precision not null default 0,
  unique (earlier, later)
);
create index likeness_later on observatory.likeness (later);
create index pair_newest on observatory.likeness (id) where how is not null;

-- What rules found, told or not.
create table observatory.suspicion (
  id uuid primary key,
  -- The text, the group of figures or the pair it follows from.
  origin text collate "C" not null,
  fingerprint text collate "C" not null,
  ordering text collate "C" not null,
  check_name text collate "C" not null,
  class text collate "C" not null,
  message text collate "C" not null,
  message_values jsonb not null,
  steps text[] not null,
  -- That at fault first.
  claims uuid[] not null,
  articles uuid[] not null,
  -- Whether it still follows, and whether it is told: of what is found of one figure, one is.
  holds boolean not null default true,
  stands boolean not null default false,
  -- Its row in the ledger, once it was told.
  finding uuid,
  unique (origin, fingerprint)
);
create index suspicion_claims on observatory.suspicion using gin (claims);
create index suspicion_articles on observatory.suspicion using gin (articles) where holds;
create index suspicion_newest on observatory.suspicion (finding) where stands;
create index suspicion_finding on observatory.suspicion (finding);

grant select, insert, update, delete on observatory.compared, observatory.sampled_run, observatory.figure, observatory.figure_bin,
  observatory.level, observatory.likeness, observatory.suspicion to serai_app;
