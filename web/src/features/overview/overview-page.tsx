import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OverviewAnswer } from '../../api/freight.ts';
import { overviewQuery } from '../../api/freight.ts';
import { Figure, KindMark, measureName } from '../../figure/index.ts';
import type { MessageKey } from '../../i18n/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { ErrorPage, LoadingPage } from '../../shell/pages.tsx';
import { usePageTitle } from '../../shell/title.ts';
import controls from '../../styles/controls.module.css';
import './messages.ts';
import { Coverage } from './coverage.tsx';
import css from './overview.module.css';
import { Section } from './section.tsx';
import { SourceList } from './source-list.tsx';

/** What the corridor's data holds, how much of it is published, and what is missing with the reason. */
export function OverviewPage() {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(overviewQuery(tag));
  usePageTitle(t('shell.nav.overview'));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('overview.title')}</h1>
        <p className={css.lead}>{t('overview.lead')}</p>
      </header>
      <Coverage overview={data} />
      <Holdings overview={data} />
      <Published overview={data} />
      <Omissions overview={data} />
      <SourceList sources={data.sources} />
    </div>
  );
}

const holdings: readonly (readonly [keyof OverviewAnswer['holds'], MessageKey])[] = [
  ['places', 'overview.holds.places'],
  ['countries', 'overview.holds.countries'],
  ['railTerminals', 'overview.holds.railTerminals'],
  ['ports', 'overview.holds.ports'],
  ['crossings', 'overview.holds.crossings'],
  ['gaugeChanges', 'overview.holds.gaugeChanges'],
  ['legs', 'overview.holds.legs'],
  ['services', 'overview.holds.services'],
  ['facts', 'overview.holds.facts'],
  ['sources', 'overview.holds.sources'],
];

function Holdings({ overview }: { overview: OverviewAnswer }) {
  const { t, format } = useLanguage();
  return (
    <Section title={t('overview.holds')} note={vintage(overview, t, format)}>
      <dl className={css.holdings}>
        {holdings.map(([key, label]) => (
          <div key={key}>
            <dd>{format.number(overview.holds[key])}</dd>
            <dt>{t(label)}</dt>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function vintage(
  { latestSource, corridor, timetable }: OverviewAnswer,
  t: ReturnType<typeof useLanguage>['t'],
  format: ReturnType<typeof useLanguage>['format'],
): string {
  return [
    latestSource
      ? t('overview.vintage', { date: format.period(latestSource) })
      : t('overview.vintage.unknown'),
    t('overview.timetable', {
      from: format.date(timetable.from, 'year'),
      to: format.date(timetable.to, 'year'),
    }),
    t('overview.version', { version: corridor.version }),
  ].join(' ');
}

/** Of the services, how many are published and how many estimated; and the totals others publish about the corridor. */
function Published({ overview }: { overview: OverviewAnswer }) {
  const { t, format } = useLanguage();
  const { services, holds } = overview;
  const share = (count: number) => `${(count / Math.max(1, holds.services)) * 100}%`;
  return (
    <Section title={t('overview.published')} note={t('overview.published.note')}>
      <div className={css.split} aria-hidden="true">
        <span className={css.solid} style={{ width: share(services.routeOrTransitPublished) }} />
        <span className={css.dotted} style={{ width: share(services.estimated) }} />
      </div>
      <ul className={css.splitLegend}>
        <li>
          <KindMark kind="reported" />{' '}
          {t('overview.services.published', {
            count: services.routeOrTransitPublished,
            route: services.routePublished,
            transit: services.transitPublished,
          })}
        </li>
        <li>
          <KindMark kind="model" /> {t('overview.services.estimated', { count: services.estimated })}
        </li>
        <li>{t('overview.services.searched', { count: services.searched, all: holds.services })}</li>
        <li>
          {t('overview.conflicts', { count: overview.conflicts, number: format.number(overview.conflicts) })}
        </li>
      </ul>
      {overview.published.length > 0 && (
        <dl className={css.totals}>
          {overview.published.map((row) => (
            <div key={`${row.area} ${row.measure} ${row.figure.period ?? ''}`}>
              <dt>
                {[
                  row.name,
                  measureName(row.measure, t),
                  ...(row.figure.period ? [format.period(row.figure.period)] : []),
                ].join(format.table.list)}
              </dt>
              <dd>
                <Figure
                  figure={row.figure}
                  label={`${row.name}, ${measureName(row.measure, t)}`}
                  size="medium"
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

const omissionsFirst = 8;

function Omissions({ overview }: { overview: OverviewAnswer }) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  if (overview.omissions.length === 0) return null;
  const shown = all ? overview.omissions : overview.omissions.slice(0, omissionsFirst);
  return (
    <Section title={t('overview.omissions')} note={t('overview.omissions.note')}>
      <dl className={css.omissions}>
        {shown.map((omission) => (
          <div key={omission.id}>
            <dt lang="en">{omission.what}</dt>
            <dd lang="en">{omission.reason}</dd>
          </div>
        ))}
      </dl>
      {shown.length < overview.omissions.length && (
        <button type="button" className={`${controls.button} ${css.more}`} onClick={() => setAll(true)}>
          {t('overview.omissions.all', { count: overview.omissions.length })}
        </button>
      )}
    </Section>
  );
}
