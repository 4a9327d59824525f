import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type NetworkAnswer, networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type TerminalAnswer, terminalQuery } from '../../../map/subject-queries.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import controls from '../../../styles/controls.module.css';
import { departuresOf, zonesOf } from '../departures/board.ts';
import { DepartureTable } from '../departures/departure-table.tsx';
import { rhythmsOf } from '../departures/rhythms.ts';
import { PlanLink, SubjectPage } from '../subject/subject-page.tsx';
import { dayMs, hourOf, runsQuery, zoneOffset } from '../trains/runs.ts';
import styles from './terminal-page.module.css';

/** All that is known of a terminal: its gauges and clock, what leaves it next, and every figure with its source. */
export function TerminalPage() {
  const { tag, t } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: answer, error, refetch } = useQuery(terminalQuery(id, tag));
  const { data: network, error: networkError } = useQuery(networkQuery(tag));
  const chosen = useMemo(() => ({ track: [], stops: [id], crossings: [] }), [id]);
  if (error ?? networkError) return <ErrorPage error={error ?? networkError} reset={() => void refetch()} />;
  if (!answer || !network) return <LoadingPage />;
  const { terminal } = answer;
  return (
    <SubjectPage
      kicker={`${t(`places.kind.${terminal.kind}`)} · ${terminal.countryName}`}
      title={terminal.name}
      answer={answer}
      network={network}
      at={terminal.at}
      chosen={chosen}
      lead={<Lead terminal={terminal} network={network} />}
      actions={<PlanLink from={terminal.id} />}
      next={<NextDepartures answer={answer} network={network} />}
    />
  );
}

function Lead({ terminal, network }: { terminal: TerminalAnswer['terminal']; network: NetworkAnswer }) {
  const { t } = useLanguage();
  const [now] = useState(() => new Date());
  const crossings = network.crossings.filter(({ from, to }) => from === terminal.id || to === terminal.id);
  return (
    <>
      <p>{terminal.gauges.map((gauge) => t('places.gauge', { gauge })).join(' · ')}</p>
      <p className={styles.quiet}>
        {[
          t('places.zone', { zone: zoneOffset(now, terminal.zone) }),
          terminal.locode && `UN/LOCODE ${terminal.locode}`,
          terminal.stationCode && t('places.station', { code: terminal.stationCode }),
          terminal.operator,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {terminal.precision === 'town' && <p className={styles.quiet}>{t('places.townPoint')}</p>}
      {crossings.map((crossing) => (
        <p key={crossing.id}>
          <Link to="/crossings/$id" params={{ id: crossing.id }}>
            {t('places.atCrossing', { crossing: crossing.name })}
          </Link>
        </p>
      ))}
    </>
  );
}

const shownMax = 12;

function NextDepartures({
  answer: { terminal, services },
  network,
}: {
  answer: TerminalAnswer;
  network: NetworkAnswer;
}) {
  const { t, tag } = useLanguage();
  const [now] = useState(() => Date.now());
  const { data } = useQuery(
    runsQuery(
      { from: hourOf(now), to: new Date(hourOf(now).getTime() + 8 * dayMs), terminal: terminal.id },
      tag,
    ),
  );
  const departures = departuresOf(data?.items ?? [], zonesOf(network), new Date(now), terminal.id);
  const crossingNames = new Map(network.crossings.map(({ id, name }) => [id, name]));
  return (
    <section>
      <h2>{t('places.nextDepartures')}</h2>
      {data && departures.length === 0 && (
        <p className={styles.quiet}>{t('departures.none', { count: 8 })}</p>
      )}
      {departures.length > 0 && (
        <DepartureTable
          departures={departures.slice(0, shownMax)}
          caption={t('departures.captionAt', { terminal: terminal.name })}
          rhythms={rhythmsOf(services)}
          crossingNames={crossingNames}
          showFrom={false}
        />
      )}
      {departures.length > shownMax && (
        <Link to="/departures" search={{ terminal: terminal.id }} className={controls.button}>
          {t('places.allDepartures')}
        </Link>
      )}
    </section>
  );
}
