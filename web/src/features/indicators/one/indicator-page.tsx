import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Indicator, indicatorsQuery, type Series, seriesQuery } from '../../../api/indicators.ts';
import { unitWord } from '../../../charts/amount.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { asked, type Choice, readChoice } from '../choice.ts';
import { ChoiceFields } from './choice-fields.tsx';
import css from './one.module.css';
import { SeriesChart } from './series-chart.tsx';
import { TakeAway } from './take-away.tsx';
import { TextClaims } from './text-claims.tsx';
import { TrackPanel } from './track-panel.tsx';
import { Vintages } from './vintages.tsx';
import '../messages.ts';

export type Change = (change: Partial<Record<keyof Choice, string | undefined>>) => void;

/** One indicator: what is known of it, by whom, as believed on which day; what texts say beside it; whether a target is in reach. */
export function IndicatorPage() {
  const { t, tag, format } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const choice = readChoice(useSearch({ strict: false }));
  const navigate = useNavigate();
  const list = useQuery(indicatorsQuery(tag));
  const { data, error, refetch, isPlaceholderData } = useQuery(seriesQuery(id, asked(choice), tag));
  const change = useCallback<Change>(
    (changed) =>
      void navigate({
        to: '/indicators/$id',
        params: { id },
        search: (before: Record<string, unknown>) => readChoice({ ...before, ...changed }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, id],
  );
  const indicator = data?.indicator ?? list.data?.items.find((each) => each.id === id);
  if (error && !indicator) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!indicator) return <LoadingPage />;
  const kicker = [t(`indicators.nature.${indicator.nature}`), unitWord(indicator.unit, t)].join(' · ');
  return (
    <Page title={indicator.name} kicker={kicker}>
      <details className={css.definition}>
        <summary>{t('indicators.definition')}</summary>
        <p>{indicator.definition}</p>
        {indicator.rule && (
          <p className={css.rule} lang="en">
            {t('indicators.rule')}: {indicator.rule}
          </p>
        )}
      </details>
      <ChoiceFields
        indicator={list.data?.items.find((each) => each.id === id) ?? indicator}
        series={data?.series ?? []}
        choice={choice}
        change={change}
      />
      {choice.asOf && (
        <p className={css.asOf}>
          {t('indicators.asOf.note', { date: format.date(choice.asOf, 'year') })}{' '}
          <button type="button" onClick={() => change({ asOf: undefined })}>
            {t('indicators.asOf.now')}
          </button>
        </p>
      )}
      {error ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={7} />}
      {data && (
        <div aria-busy={isPlaceholderData}>
          <Known id={id} indicator={indicator} answer={data} choice={choice} change={change} />
        </div>
      )}
    </Page>
  );
}

interface KnownProps {
  id: string;
  indicator: Indicator;
  answer: Series;
  choice: Choice;
  change: Change;
}

function Known({ id, indicator, answer, choice, change }: KnownProps) {
  const { t } = useLanguage();
  const points = answer.series.flatMap((line) => line.points);
  if (points.length === 0)
    return (
      <div className={css.empty}>
        <Nothing>{t('indicators.empty')}</Nothing>
        <p className={css.next}>
          {t('indicators.empty.next')} <Link to="/indicators/import">{t('indicators.import.link')}</Link>
        </p>
      </div>
    );
  return (
    <>
      <SeriesChart id={id} indicator={indicator} answer={answer} choice={choice} change={change} />
      {indicator.nature === 'flow' && (
        <TrackPanel id={id} indicator={indicator} answer={answer} choice={choice} change={change} />
      )}
      <Section title={t('indicators.claims')} note={t('indicators.claims.note')}>
        <TextClaims series={answer.series} name={indicator.name} />
      </Section>
      <Section title={t('indicators.vintages')} note={t('indicators.vintages.note')}>
        <Vintages series={answer.series} />
      </Section>
      <TakeAway id={id} answer={answer} choice={choice} />
    </>
  );
}
