import type { Series } from '../../../api/indicators.ts';
import type { Nature } from '../../../charts/data.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Drawn, frequenciesOf, type Line } from '../choice.ts';
import css from '../indicators.module.css';
import type { Change } from './indicator-page.tsx';

interface Props {
  nature: Nature;
  frequency: Line['frequency'] | undefined;
  shown: readonly Drawn[];
  answer: Series;
  change: Change | undefined;
}

/** Above the picture, before anybody reads a line of it: how long its periods are and who says so; and which lengths it leaves out. */
export function Whose({ nature, frequency, shown, answer, change }: Props) {
  const { t, format } = useLanguage();
  const points = shown.flatMap((line) => line.points);
  if (points.length === 0) return null;
  const offices = [...new Set(points.filter(({ type }) => type === 'observation').map(({ by }) => by))];
  const others = nature === 'flow' ? frequenciesOf(answer.series).filter((each) => each !== frequency) : [];
  const countOf = (each: Line['frequency']) =>
    answer.series.reduce((sum, line) => sum + (line.frequency === each ? line.points.length : 0), 0);
  return (
    <div className={css.whose}>
      <p>
        {t('indicators.whose', {
          periods: t(
            nature === 'stock' || !frequency ? 'indicators.whose.level' : `indicators.frequency.${frequency}`,
          ),
          count: offices.length,
          names: offices.join(format.table.list),
          claims: points.length - points.filter(({ type }) => type === 'observation').length,
        })}
      </p>
      {change && others.length > 0 && (
        <p>
          {t('indicators.whose.others')}{' '}
          {others.map((each) => (
            <button key={each} type="button" onClick={() => change({ frequency: each })}>
              {t(`indicators.frequency.${each}`)} ({countOf(each)})
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
