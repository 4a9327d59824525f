-- Which articles are held to the others at all, and how often that was tried: a text that is too long, or that fails each time, keeps its place in
-- the list and says so, and nobody tries it for ever.
alter table observatory.article
  -- Longer, or with more figures, than texts are compared up to (articles/article.ts).
  add column too_long boolean not null default false,
  add column compare_tries smallint not null default 0;
update observatory.article set too_long = true where figures > 4000 and compared_at is null;
grant update (compare_tries) on observatory.article to serai_app;
