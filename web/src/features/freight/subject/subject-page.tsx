import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { Figure, KindMark, measureName } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Chosen } from '../../../map/features.ts';
import type { LonLat } from '../../../map/geometry.ts';
import type { ServiceRow, SubjectAnswer } from '../../../map/subject-queries.ts';
import { usePageTitle } from '../../../shell/title.ts';
import { WeekDays } from '../departures/week-days.tsx';
import { Conflicts, FactTable } from './fact-table.tsx';
import { conflictsOf } from './facts.ts';
import styles from './subject-page.module.css';
import './messages.ts';

const SmallMap = lazy(() => import('./small-map.tsx'));

interface Props {
  kicker: string;
  title: string;
  answer: SubjectAnswer;
  network: NetworkAnswer;
  at: LonLat;
  chosen: Chosen;
  /** What stands under the title: gauges, state, operator. */
  lead: ReactNode;
  actions?: ReactNode;
  /** The next trains, however the subject counts them. */
  next: ReactNode;
}

/** What a crossing's and a terminal's page have in common: its names, where it lies, what runs there, and every figure with its source. */
export function SubjectPage({ kicker, title, answer, network, at, chosen, lead, actions, next }: Props) {
  const { t, tag, format } = useLanguage();
  usePageTitle(title);
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <p className={styles.kicker}>{kicker}</p>
        <h1>{title}</h1>
        <Names names={answer.names} shown={title} tag={tag} />
        <div className={styles.lead}>{lead}</div>
        {actions && <div className={styles.actions}>{actions}</div>}
        {answer.figures.length > 0 && (
          <dl className={styles.figures}>
            {answer.figures.map(({ measure, figure }) => (
              <div key={measure}>
                <dt>{measureName(measure, t)}</dt>
                <dd>
                  <Figure figure={figure} label={measureName(measure, t)} size="large" />
                  {figure.period && <small>{format.period(figure.period)}</small>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </header>
      <div className={styles.map}>
        <Suspense fallback={null}>
          <SmallMap network={network} at={at} chosen={chosen} />
        </Suspense>
      </div>
      <div className={styles.body}>
        {next}
        <section>
          <h2>{t('places.services', { count: answer.services.length })}</h2>
          {answer.services.length > 0 ? (
            <Services services={answer.services} />
          ) : (
            <p className={styles.none}>{t('places.noServices')}</p>
          )}
        </section>
        {conflictsOf(answer.facts).length > 0 && (
          <section>
            <h2>{t('places.conflicts')}</h2>
            <p className={styles.note}>{t('places.conflictsNote')}</p>
            <Conflicts facts={answer.facts} />
          </section>
        )}
        <section id="figures">
          <h2>{t('places.facts')}</h2>
          {answer.facts.length > 0 ? (
            <FactTable facts={answer.facts} caption={t('places.factsOf', { name: title })} />
          ) : (
            <p className={styles.none}>{t('places.noFacts')}</p>
          )}
        </section>
      </div>
    </article>
  );
}

/** Names in the other languages of the pack, each marked as its own so that it is spoken and set right. */
function Names({ names, shown, tag }: { names: SubjectAnswer['names']; shown: string; tag: string }) {
  const { t } = useLanguage();
  const others = Object.entries(names).filter(([language, name]) => language !== tag && name !== shown);
  if (others.length === 0) return null;
  return (
    <ul className={styles.names} aria-label={t('places.names')}>
      {others.map(([language, name]) => (
        <li key={language}>
          <span lang={language}>{name}</span> <small>{language}</small>
        </li>
      ))}
    </ul>
  );
}

const servicesShown = 12;

function Services({ services }: { services: readonly ServiceRow[] }) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={styles.services}>
        {(all ? services : services.slice(0, servicesShown)).map((service) => (
          <li key={service.id}>
            <strong>{service.name}</strong>
            <small>
              {service.leftOut && <em>{t('places.leftOut', { reason: service.leftOut })} </em>}
              {service.operator ?? t('places.operatorUnknown')}
              <span className={styles.marked}>
                <KindMark kind={service.routePublished ? 'official' : 'model'} />{' '}
                {t(service.routePublished ? 'places.routePublished' : 'places.routeEstimated')}
              </span>
            </small>
            <WeekDays rhythm={service} />
          </li>
        ))}
      </ul>
      {!all && services.length > servicesShown && (
        <button type="button" className={styles.action} onClick={() => setAll(true)}>
          {t('places.allServices', { count: services.length })}
        </button>
      )}
    </>
  );
}

/** The way back to a plan: a subject's page is mostly reached from one. */
export function PlanLink({ from }: { from: string }) {
  const { t } = useLanguage();
  return (
    <Link to="/" search={{ from }} className={styles.action}>
      {t('places.planFrom')}
    </Link>
  );
}
