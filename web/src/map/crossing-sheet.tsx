import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { Figure, KindMark, measureName } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { type Subject, servicesThrough } from './subject.ts';
import { type CrossingAnswer, crossingQuery } from './subject-queries.ts';
import styles from './subject-sheets.module.css';

interface Props {
  id: string;
  titleId: string;
  network: NetworkAnswer;
  onOpen: (subject: Subject) => void;
  onAvoid?: (crossingId: string) => void;
}

/** A crossing in brief: how long it takes and who says so; where the rest stands; and the way around it. */
export function CrossingSheet({ id, titleId, network, onAvoid }: Props) {
  const { t, tag } = useLanguage();
  const { data, isError } = useQuery(crossingQuery(id, tag));
  const crossing = network.crossings.find((found) => found.id === id);
  if (!crossing) return null;
  const gauges =
    crossing.fromGauge === crossing.toGauge
      ? t('map.oneGauge', { gauge: crossing.fromGauge })
      : t('map.gauges', { from: crossing.fromGauge, to: crossing.toGauge });
  return (
    <>
      <h3 id={titleId} className={styles.kicker}>
        {crossing.name}
      </h3>
      {data ? (
        <CrossingTime answer={data} />
      ) : (
        <p className={isError ? styles.quiet : styles.bone}>{isError ? t('map.figuresFailed') : ''}</p>
      )}
      <p className={styles.quiet}>
        {gauges} · {t('map.serviceCount', { count: servicesThrough(crossing, network).length })}
        {!crossing.open && <span className={styles.conflict}> · {t('map.closed')}</span>}
      </p>
      <div className={styles.actions}>
        <Link to="/crossings/$id" params={{ id }} className={styles.action}>
          {t('map.evidence')}
        </Link>
        {onAvoid && (
          <button type="button" className={styles.action} onClick={() => onAvoid(id)}>
            {t('map.avoid')}
          </button>
        )}
      </div>
    </>
  );
}

function CrossingTime({ answer }: { answer: CrossingAnswer }) {
  const { t, format } = useLanguage();
  const time = answer.figures.find(({ measure }) => measure === 'crossing-time');
  const label = measureName('crossing-time', t);
  const used = answer.facts.find((fact) => fact.chosen && fact.measure === 'crossing-time');
  const conflicts = answer.facts.filter((fact) => fact.conflicts.length > 0).length;
  const others = answer.facts.length - (used ? 1 : 0);
  return (
    <>
      <p className={styles.figure}>
        {time ? (
          <Figure figure={time.figure} label={label} size="large" mark={false} />
        ) : (
          <span className={styles.quiet}>{t('map.timeUnknown')}</span>
        )}
        <small>{label}</small>
      </p>
      {time && (
        <p className={styles.source}>
          <KindMark kind={time.figure.kind} />
          {used
            ? [
                t(`map.confidence.${used.confidence}`),
                used.source.publisher,
                used.figure.period && format.period(used.figure.period),
              ]
                .filter(Boolean)
                .join(' · ')
            : t('map.confidence.estimated')}
        </p>
      )}
      <p className={styles.source}>
        {t('map.otherFigures', { count: others })}
        {conflicts > 0 && (
          <span className={styles.conflict}>, {t('map.conflicts', { count: conflicts })}</span>
        )}
      </p>
    </>
  );
}
