import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type Dossier, dossierQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page, Section } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { ArticleTable } from '../articles/article-table.tsx';
import { FindingCard } from '../findings/finding-card.tsx';
import '../messages.ts';
import { measureName } from '../words.ts';
import { ClaimRows, EventRows } from './claim-rows.tsx';
import css from './dossier.module.css';
import { axisOf, type TimeAxis } from './time-axis.ts';
import { Where } from './where.tsx';

/** All that the texts say of a country, place, project or organisation: figures by measure, events by time, and what does not agree. */
export function DossierPage() {
  const { t, tag } = useLanguage();
  const { kind = '', id = '' } = useParams({ strict: false }) as { kind?: string; id?: string };
  const { data, error, refetch } = useQuery(dossierQuery(kind, id, tag));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  const figures = data.measures.flatMap(({ claims }) => claims);
  const axis = axisOf([...figures, ...data.events]);
  return (
    <Page
      title={data.name}
      kicker={t(`observatory.dossier.kind.${data.kind}`)}
      lead={t('observatory.dossier.lead', {
        figures: figures.length,
        events: data.events.length,
        articles: data.articles.length,
      })}
    >
      <Where dossier={data} />
      {data.findings.length > 0 && (
        <Section
          title={t('observatory.dossier.conflicts')}
          note={t('observatory.dossier.conflictsNote', { count: data.findings.length })}
        >
          {data.findings.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </Section>
      )}
      <Measures dossier={data} axis={axis} />
      {data.events.length > 0 && (
        <Section title={t('observatory.dossier.events')} note={t('observatory.dossier.eventsNote')}>
          <EventRows claims={data.events} axis={axis} />
        </Section>
      )}
      <Indicators dossier={data} />
      {data.articles.length > 0 && (
        <Section title={t('observatory.dossier.articles')}>
          <ArticleTable rows={data.articles} caption={t('observatory.dossier.articles')} />
        </Section>
      )}
    </Page>
  );
}

function Measures({ dossier, axis }: { dossier: Dossier; axis: TimeAxis | null }) {
  const { t } = useLanguage();
  if (dossier.measures.length === 0) return null;
  return (
    <Section title={t('observatory.dossier.figures')} note={t('observatory.dossier.figuresNote')}>
      {dossier.measures.map(({ measure, claims }) => (
        <section key={measure} className={css.measure}>
          <h3>{measureName(measure, t)}</h3>
          <ClaimRows claims={claims} axis={axis} />
        </section>
      ))}
    </Section>
  );
}

function Indicators({ dossier }: { dossier: Dossier }) {
  const { t } = useLanguage();
  if (dossier.indicators.length === 0) return null;
  return (
    <Section title={t('observatory.dossier.indicators')} note={t('observatory.dossier.indicatorsNote')}>
      <ul className={css.indicators}>
        {dossier.indicators.map(({ id, name }) => (
          <li key={id}>
            <Link to="/indicators/$id" params={{ id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
