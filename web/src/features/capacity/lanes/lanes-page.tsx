import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Lane, lanesQuery } from '../../../api/capacity.ts';
import { ProblemError } from '../../../api/client.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import { Permitted } from '../../../shell/permitted.tsx';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { Views } from '../views.tsx';
import { type LanesAddress, mondayFrom } from './address.ts';
import { fullestFirst } from './cell.ts';
import { HeatMap } from './heat-map.tsx';
import css from './lanes.module.css';
import { LanesFilters } from './lanes-filters.tsx';
import { Legend } from './legend.tsx';
import { WeekDepartures } from './week-departures.tsx';

/** How full each lane is, week by week. */
export function LanesPage() {
  return (
    <Permitted to="capacity:read">
      <LanesByWeek />
    </Permitted>
  );
}

const rowsAtOnce = 60;
const byName = (lanes: readonly Lane[], language: string): Lane[] =>
  [...lanes].sort(
    (one, other) =>
      one.from.name.localeCompare(other.from.name, language) ||
      one.to.name.localeCompare(other.to.name, language),
  );

/** What was opened: a lane in one of its weeks. */
interface Opened {
  lane: Lane;
  week: number;
}

function LanesByWeek() {
  const { t, tag } = useLanguage();
  const navigate = useNavigate();
  const address = useSearch({ strict: false }) as LanesAddress;
  const kind = address.kind ?? 'teu';
  const { data, error, refetch, isPlaceholderData } = useQuery(
    lanesQuery({ kind, at: address.at, from: address.from }, tag),
  );
  const [shown, setShown] = useState(rowsAtOnce);
  const [opened, setOpened] = useState<Opened | null>(null);
  const change = (next: LanesAddress) =>
    void navigate({ to: '/capacity/lanes', search: next, replace: true });
  const weeks = data?.weeks ?? [];
  const all = useMemo(
    () => (address.order === 'name' ? byName(data?.lanes ?? [], tag) : fullestFirst(data?.lanes ?? [])),
    [data, address.order, tag],
  );
  const lanes = all.slice(0, shown);
  const unknownPlace = error instanceof ProblemError && error.problem.code === 'place-unknown';
  return (
    <Page wide title={t('capacity.lanes.title')} lead={t('capacity.lanes.lead')} actions={<Views />}>
      <LanesFilters address={address} weeks={weeks} wrongPlace={unknownPlace} onChange={change} />
      {error && !unknownPlace && <Failed error={error} again={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {data && !error && (
        <>
          <Legend kind={kind} />
          {lanes.length === 0 ? (
            <Nothing>{t('capacity.lanes.none')}</Nothing>
          ) : (
            <HeatMap
              kind={kind}
              weeks={weeks}
              lanes={lanes}
              stale={isPlaceholderData}
              onOpen={(lane, week) => setOpened({ lane, week })}
            />
          )}
          {all.length > shown && (
            <button
              type="button"
              className={`${controls.button} ${css.more}`}
              onClick={() => setShown(shown + rowsAtOnce)}
            >
              {t('capacity.lanes.more', { count: Math.min(rowsAtOnce, all.length - shown) })}
            </button>
          )}
        </>
      )}
      {opened && (
        <WeekDepartures
          lane={opened.lane}
          monday={weeks[opened.week] ?? mondayFrom(weeks[0] ?? '', opened.week)}
          cell={opened.lane.cells[opened.week]!}
          kind={kind}
          onClose={() => setOpened(null)}
        />
      )}
    </Page>
  );
}
