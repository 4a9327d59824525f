import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { memo, useId, useMemo, useState } from 'react';
import { type NetworkAnswer, networkQuery } from '../../../api/freight.ts';
import { KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Terminal } from '../../../map/subject.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import { dayMs, hourOf, runsQuery } from '../trains/runs.ts';
import { TrainsMap } from '../trains/trains-map.tsx';
import { useClock } from '../trains/use-clock.ts';
import { departuresOf, zonesOf } from './board.ts';
import { DepartureTable } from './departure-table.tsx';
import styles from './departures-page.module.css';
import { type Rhythms, rhythmsQuery } from './rhythms.ts';
import './messages.ts';

/** The board of what leaves next, and beside it the trains that are on their way. */
export function DeparturesPage() {
  const { t, tag } = useLanguage();
  usePageTitle(t('departures.title'));
  const {
    data: network,
    error,
    refetch,
  } = useQuery({ ...networkQuery(tag), placeholderData: keepPreviousData });
  const clock = useClock();
  const wanted = (useSearch({ strict: false }) as { terminal?: string }).terminal;
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!network) return <LoadingPage />;
  const terminal = network.terminals.find((found) => found.id === wanted);
  return (
    <div className={styles.page}>
      <div className={styles.map}>
        <TrainsMap network={network} clock={clock} terminal={terminal?.id} />
      </div>
      <Board network={network} terminal={terminal} />
    </div>
  );
}

const firstRows = 30;

// the clock of the trains ticks ten times a second; the board does not
const Board = memo(function Board({
  network,
  terminal,
}: {
  network: NetworkAnswer;
  terminal: Terminal | undefined;
}) {
  const { t, tag } = useLanguage();
  const fieldId = useId();
  const navigate = useNavigate();
  const [now] = useState(() => Date.now());
  const [all, setAll] = useState(false);
  const from = hourOf(now);
  // one terminal's week is a page; the whole corridor's is a book
  const days = terminal ? 8 : 2;
  const { data, isPending, isError } = useQuery(
    runsQuery(
      { from, to: new Date(from.getTime() + days * dayMs), terminal: terminal?.id, leaving: !terminal },
      tag,
    ),
  );
  const { data: rhythms } = useQuery(rhythmsQuery(tag));
  const departures = useMemo(
    () => departuresOf(data?.items ?? [], zonesOf(network), new Date(now), terminal?.id),
    [data, network, now, terminal],
  );
  const crossingNames = useMemo(
    () => new Map(network.crossings.map(({ id, name }) => [id, name])),
    [network],
  );
  const choices = network.terminals
    .filter(({ services }) => services > 0)
    .sort((one, other) => one.name.localeCompare(other.name, tag));
  const shown = all ? departures : departures.slice(0, firstRows);

  return (
    <section className={styles.board}>
      <h1>{t('departures.title')}</h1>
      <label htmlFor={fieldId} className={controls.label}>
        {t('departures.terminal')}
      </label>
      <select
        id={fieldId}
        className={controls.input}
        value={terminal?.id ?? ''}
        onChange={(event) =>
          navigate({
            to: '/departures',
            search: event.target.value ? { terminal: event.target.value } : {},
            replace: true,
          })
        }
      >
        <option value="">{t('departures.allTerminals')}</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {isError && <p className={styles.notice}>{t('departures.failed')}</p>}
      {isPending && <p className={styles.bone} aria-busy="true" />}
      {data && departures.length === 0 && (
        <p className={styles.notice}>{t('departures.none', { count: days })}</p>
      )}
      {departures.length > 0 && (
        <DepartureTable
          departures={shown}
          caption={
            terminal ? t('departures.captionAt', { terminal: terminal.name }) : t('departures.caption')
          }
          rhythms={rhythms ?? noRhythms}
          crossingNames={crossingNames}
          showFrom={!terminal}
        />
      )}
      {shown.length < departures.length && (
        <button type="button" className={controls.button} onClick={() => setAll(true)}>
          {t('departures.more', { count: departures.length - shown.length })}
        </button>
      )}
      {data?.more && <p className={styles.notice}>{t('departures.cut', { count: data.items.length })}</p>}
      <p className={styles.key}>
        <KindMark kind="model" /> {t('departures.estimatedNote')}
      </p>
    </section>
  );
});

const noRhythms: Rhythms = new Map();
