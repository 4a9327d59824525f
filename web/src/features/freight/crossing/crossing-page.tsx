import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type NetworkAnswer, networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type CrossingAnswer, crossingQuery } from '../../../map/subject-queries.ts';
import controls from '../../../styles/controls.module.css';
import { zonesOf } from '../departures/board.ts';
import { SubjectPage } from '../subject/subject-page.tsx';
import { dayMs, hourOf, runsQuery, zoneOffset } from '../trains/runs.ts';
import styles from './crossing-page.module.css';
import { passagesOf } from './passages.ts';

/** All that is known of a crossing: how long it takes and who says so, what passes it, and which figures do not agree. */
export function CrossingPage() {
  const { tag, t } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: answer } = useSuspenseQuery(crossingQuery(id, tag));
  const { data: network } = useSuspenseQuery(networkQuery(tag));
  const { crossing } = answer;
  const chosen = useMemo(() => ({ track: [], stops: [], crossings: [crossing.id] }), [crossing.id]);
  return (
    <SubjectPage
      kicker={t(`places.kind.${crossing.kind}`)}
      title={crossing.name}
      answer={answer}
      network={network}
      at={crossing.at}
      chosen={chosen}
      lead={<Lead crossing={crossing} network={network} />}
      actions={
        <Link to="/" search={{ avoid: crossing.id }} className={controls.button}>
          {t('places.planAround')}
        </Link>
      }
      next={<NextPassages crossing={crossing} network={network} />}
    />
  );
}

function Lead({ crossing, network }: { crossing: CrossingAnswer['crossing']; network: NetworkAnswer }) {
  const { t } = useLanguage();
  const ends = [crossing.from, crossing.to].flatMap(
    (end) => network.terminals.find((terminal) => terminal.id === end) ?? [],
  );
  return (
    <>
      <p>
        {crossing.fromGauge === crossing.toGauge
          ? t('places.sameGauge', { gauge: crossing.fromGauge })
          : t('places.gauges', { from: crossing.fromGauge, to: crossing.toGauge })}
      </p>
      <p className={crossing.open ? styles.open : styles.shut}>
        {crossing.open ? t('places.open') : t('places.shut')}
      </p>
      <p className={styles.ends}>
        {ends.map((terminal) => (
          <Link key={terminal.id} to="/terminals/$id" params={{ id: terminal.id }}>
            {terminal.name}
          </Link>
        ))}
      </p>
    </>
  );
}

function NextPassages({
  crossing,
  network,
}: {
  crossing: CrossingAnswer['crossing'];
  network: NetworkAnswer;
}) {
  const { t, tag, format } = useLanguage();
  const [now] = useState(() => Date.now());
  const { data } = useQuery(
    runsQuery(
      { from: hourOf(now), to: new Date(hourOf(now).getTime() + 14 * dayMs), terminal: crossing.from },
      tag,
    ),
  );
  const zones = useMemo(() => zonesOf(network), [network]);
  const passages = passagesOf(data?.runs ?? [], crossing.id, new Date(now)).slice(0, 8);
  return (
    <section>
      <h2>{t('places.nextPassages')}</h2>
      {data && passages.length === 0 && <p className={styles.none}>{t('places.noPassages')}</p>}
      {passages.length > 0 && (
        <ul className={styles.passages}>
          {passages.map(({ run, reaches, leaves }) => {
            const zone = zones.get(reaches.stop) ?? 'UTC';
            return (
              <li key={run.id}>
                <time dateTime={reaches.arrival}>
                  {format.date(reaches.arrival, 'weekday', zone)} {format.time(reaches.arrival, zone)}
                </time>
                <span>
                  {run.service.name}
                  <small>
                    {t('places.passage', {
                      from: reaches.name,
                      to: leaves.name,
                      zone: zoneOffset(reaches.arrival, zone),
                    })}
                  </small>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
