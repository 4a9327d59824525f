import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Indicator, indicatorsQuery, seriesQuery } from '../../../api/indicators.ts';
import { amountText, Sparkline } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import { useMay } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import { drawnOf, shownFrequency } from '../choice.ts';
import css from './list.module.css';
import '../messages.ts';

/** All indicators of the corridor: those somebody has given a value for first, the others named, since unknown is said and not left out. */
export function IndicatorsPage() {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(indicatorsQuery(tag));
  const [wanted, setWanted] = useState('');
  const mayWrite = useMay('evidence:write');
  const word = wanted.trim().toLowerCase();
  const found = (data?.items ?? []).filter(({ name, definition }) =>
    `${name} ${definition}`.toLowerCase().includes(word),
  );
  const known = found.filter(({ observations, claims }) => observations + claims > 0);
  const without = found.filter(({ observations, claims }) => observations + claims === 0);
  return (
    <Page
      title={t('indicators.title')}
      lead={t('indicators.lead')}
      actions={
        <>
          <Link to="/mirror" className={controls.button}>
            {t('indicators.mirror.link')}
          </Link>
          {mayWrite && (
            <Link to="/indicators/import" className={controls.button}>
              {t('indicators.import.link')}
            </Link>
          )}
        </>
      }
    >
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={6} />}
      {data && (
        <label className={css.find}>
          <span className={controls.label}>{t('indicators.list.find')}</span>
          <input
            type="search"
            className={controls.input}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      )}
      {data && found.length === 0 && <Nothing>{t('indicators.list.notFound')}</Nothing>}
      {known.length > 0 && (
        <ul className={css.list} aria-label={t('indicators.list.withValues')}>
          {known.map((indicator) => (
            <IndicatorRow key={indicator.id} indicator={indicator} />
          ))}
        </ul>
      )}
      {without.length > 0 && (
        <Section title={t('indicators.list.without')} note={t('indicators.list.without.note')}>
          <ul className={css.without}>
            {without.map(({ id, name, definition }) => (
              <li key={id}>
                <Link to="/indicators/$id" params={{ id }}>
                  {name}
                </Link>
                <p>{definition}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function IndicatorRow({ indicator }: { indicator: Indicator }) {
  const { t, format } = useLanguage();
  const { id, name, latest, latestOf, observations, claims } = indicator;
  return (
    <li>
      <div className={css.what}>
        <h2>
          <Link to="/indicators/$id" params={{ id }}>
            {name}
          </Link>
        </h2>
        <p>
          {[
            t(`indicators.nature.${indicator.nature}`),
            observations > 0 && t('indicators.list.observations', { count: observations }),
            claims > 0 && t('indicators.list.claims', { count: claims }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Trend indicator={indicator} />
      <div className={css.latest}>
        {latest && <Figure figure={latest} label={name} text={amountText(latest, t, format)} size="large" />}
        {latest && (
          <p>{[latestOf?.name, latest.period && format.period(latest.period)].filter(Boolean).join(' · ')}</p>
        )}
      </div>
    </li>
  );
}

/** The course of the series the latest figure is of; a claim alone has none. */
function Trend({ indicator: { id, nature, latestOf, observations } }: { indicator: Indicator }) {
  const { t, tag } = useLanguage();
  const { data } = useQuery({
    ...seriesQuery(id, latestOf?.key ?? {}, tag),
    enabled: observations > 1,
  });
  if (!data) return <span className={css.trend} />;
  const sources = new Set(data.series.flatMap(({ points }) => points.map(({ source }) => source.id)));
  const drawn = drawnOf(data.series, shownFrequency(data.series, nature, {}));
  return (
    <span className={css.trend}>
      <Sparkline points={drawn[0]?.points ?? []} />
      <small>{t('indicators.list.sources', { count: sources.size })}</small>
    </span>
  );
}
