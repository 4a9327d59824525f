-- What series there are: of each indicator, set of dimensions and source how many periods and vintages, and from when to when. A hundred thousand
-- observations are a thousand series or so, and who asks what there is of an indicator reads these instead. It follows from the observations and
-- is kept by the trigger that sees them added; a row is of one source, whose turn its writer has, so that nobody waits for anybody here.
create table evidence.series (
  indicator text collate "C" not null,
  dimensions jsonb not null,
  source text collate "C" not null,
  periods bigint not null check (periods >= 0),
  vintages bigint not null check (vintages >= periods),
  first_day date not null,
  last_day date not null,
  primary key (indicator, dimensions, source)
);

insert into evidence.series
select indicator, dimensions, source, count(*) filter (where supersedes is null), count(*), min(period_start), max(period_end)
  from evidence.observation group by indicator, dimensions, source;

create function evidence.note_series() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into evidence.series as s
  select a.indicator, a.dimensions, a.source, count(*) filter (where a.supersedes is null), count(*), min(a.period_start), max(a.period_end)
    from added a group by a.indicator, a.dimensions, a.source order by a.source, a.indicator, a.dimensions
  on conflict (indicator, dimensions, source) do update
    set periods = s.periods + excluded.periods, vintages = s.vintages + excluded.vintages,
        first_day = least(s.first_day, excluded.first_day), last_day = greatest(s.last_day, excluded.last_day);
  return null;
end $$;
-- After follow_chain, by its name: what does not follow its chain is refused before anything is noted of it.
create trigger note_series after insert on evidence.observation referencing new table as added
  for each statement execute function evidence.note_series();
revoke all on function evidence.note_series() from public;
grant select on evidence.series to serai_app;
