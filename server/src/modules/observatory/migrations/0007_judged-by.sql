-- What a compared article was held to last: a fingerprint of the corridor's names, places, plants and rates, and of the rules. Where that is another
-- now, it is judged anew.
alter table observatory.compared add column judged_by text collate "C" not null default '';
