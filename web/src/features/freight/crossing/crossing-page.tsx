import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type NetworkAnswer, networkQuery } from '../../../api/freight.ts';
import { Figure, figureText } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type CrossingAnswer, crossingQuery } from '../../../map/subject-queries.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
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
  const { data: answer, error, refetch } = useQuery(crossingQuery(id, tag));
  const { data: network, error: networkError } = useQuery(networkQuery(tag));
  const chosen = useMemo(() => ({ track: [], stops: [], crossings: [id] }), [id]);
  if (error ?? networkError) return <ErrorPage error={error ?? networkError} reset={() => void refetch()} />;
  if (!answer || !network) return <LoadingPage />;
  const { crossing } = answer;
  return (
    <SubjectPage
      kicker={t(`places.kind.${crossing.kind}`)}
      title={crossing.name}
      answer={answer}
      network={network}
      at={crossing.at}
      chosen={chosen}
      lead={<Lead crossing={crossing} />}
      actions={
        <Link to="/" search={{ avoid: crossing.id }} className={controls.button}>
          {t('places.planAround')}
        </Link>
      }
      next={<NextPassages crossing={crossing} network={network} />}
    />
  );
}

function Lead({ crossing }: { crossing: CrossingAnswer['crossing'] }) {
  const { t } = useLanguage();
  const { fromGauge, toGauge, status, calendar } = crossing;
  return (
    <>
      <p>
        {fromGauge === toGauge
          ? t('places.sameGauge', { gauge: fromGauge })
          : t('places.gauges', { from: fromGauge, to: toGauge })}
      </p>
      <p className={status === 'open' ? styles.open : styles.shut}>
        {t(`places.status.${status}`)}
        {status === 'open' && calendar !== '' && calendar !== 'daily' && (
          <span className={styles.calendar}> · {t('places.calendar', { calendar })}</span>
        )}
      </p>
      <p className={styles.ends}>
        {[crossing.from, crossing.to].map((end) => (
          <Link key={end.id} to="/terminals/$id" params={{ id: end.id }}>
            {end.name}
          </Link>
        ))}
      </p>
      <PlannedQueue crossing={crossing} />
    </>
  );
}

/** What plans reckon with: not the published mean alone, but when half and when nine in ten have crossed. */
function PlannedQueue({ crossing }: { crossing: CrossingAnswer['crossing'] }) {
  const { t, format } = useLanguage();
  const { queue, queueInbound, from, to } = crossing;
  const ways = [
    { figure: queue, text: t('places.towards', { place: to.placeName }) },
    { figure: queueInbound, text: t('places.towards', { place: from.placeName }) },
  ];
  if (!queue) return <p className={styles.none}>{t('places.noQueue')}</p>;
  const same = queueInbound?.value === queue.value && queueInbound?.hi === queue.hi;
  return (
    <ul className={styles.queues} aria-label={t('places.planned')}>
      {(same ? [{ figure: queue, text: t('places.bothWays') }] : ways).map(
        ({ figure, text }) =>
          figure && (
            <li key={text}>
              <Figure figure={figure} label={t('places.planned')} size="large" />{' '}
              <small>
                {t('places.halfCrossed', { way: text })}
                {figure.hi &&
                  ` · ${t('places.nineInTen', { time: figureText({ ...figure, value: figure.hi }, t, format) })}`}
              </small>
            </li>
          ),
      )}
    </ul>
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
      { from: hourOf(now), to: new Date(hourOf(now).getTime() + 8 * dayMs), terminal: crossing.from.id },
      tag,
    ),
  );
  const zones = useMemo(() => zonesOf(network), [network]);
  const passages = passagesOf(data?.items ?? [], crossing.id, new Date(now)).slice(0, 8);
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
