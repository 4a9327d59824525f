-- What compared articles say of each part of the corridor: the claims of which it is the subject, the other party, the place or who says so.
create table observatory.mention (
  -- As compare/gazetteer.ts calls it: KZ, central-asia, place:khorgos, asset:zhanatas, party:…
  thing text collate "C" not null,
  claim uuid not null,
  article uuid not null references observatory.compared on delete cascade,
  role text collate "C" not null check (role in ('subject', 'partner', 'place', 'speaker')),
  primary key (thing, claim)
);
create index mention_of on observatory.mention (article);
create index mention_claim on observatory.mention (claim);
grant select, insert, update, delete on observatory.mention to serai_app;

-- Articles that were compared before this table wait to be compared anew, which the next server to begin does.
update observatory.article set compared_at = null where compared_at is not null;
update observatory.suspicion set holds = false, stands = false;
delete from observatory.compared;
