import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { seriesQuery } from '../../../api/indicators.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing } from '../../../sheet/index.ts';
import { stringifySearch } from '../../../shell/search.ts';
import { usePageTitle } from '../../../shell/title.ts';
import { asked, readChoice } from '../choice.ts';
import shared from '../indicators.module.css';
import { SeriesChart } from '../one/series-chart.tsx';
import css from './embed.module.css';
import '../messages.ts';

/** A chart in somebody else's page: the picture, its points, where it comes from, and the way to the whole of it. */
export function EmbedPage() {
  const { t, tag, format } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const choice = readChoice(useSearch({ strict: false }));
  const { data, error, refetch } = useQuery(seriesQuery(id, asked(choice), tag));
  usePageTitle(data?.indicator.name ?? t('indicators.title'));
  const whole = `/indicators/${encodeURIComponent(id)}${stringifySearch(choice)}`;
  return (
    <div className={css.embed}>
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={6} />}
      {data && (
        <>
          <h1>{data.indicator.name}</h1>
          {choice.asOf && (
            <p className={shared.quiet}>
              {t('indicators.asOf.note', { date: format.date(choice.asOf, 'year') })}
            </p>
          )}
          {data.series.some(({ points }) => points.length > 0) ? (
            <SeriesChart id={id} indicator={data.indicator} answer={data} choice={choice} />
          ) : (
            <Nothing>{t('indicators.empty')}</Nothing>
          )}
          <p className={shared.quiet}>
            {data.citation}{' '}
            <a href={whole} target="_blank" rel="noreferrer">
              {t('indicators.embed.open')}
            </a>
          </p>
        </>
      )}
    </div>
  );
}
