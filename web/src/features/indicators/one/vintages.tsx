import { amountText, inTime, periodText } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Nothing } from '../../../sheet/index.ts';
import { drawnOf, type Line } from '../choice.ts';
import css from './vintages.module.css';

const shownMost = 40;

/** Values that were corrected: what is stated now, and what was stated before, until when. */
export function Vintages({ series }: { series: readonly Line[] }) {
  const { t, format } = useLanguage();
  const corrected = inTime(
    drawnOf(series, undefined).flatMap(({ points, name }) =>
      points.filter(({ of }) => of.vintages.length > 0).map((point) => ({ ...point, name })),
    ),
  ).reverse();
  if (corrected.length === 0) return <Nothing>{t('indicators.vintages.none')}</Nothing>;
  return (
    <ul className={css.vintages}>
      {corrected.slice(0, shownMost).map((point) => (
        <li key={point.id}>
          <span>
            {point.name} · {periodText(point, format)}
          </span>
          <Figure
            figure={point.figure}
            label={`${point.name}, ${periodText(point, format)}`}
            text={amountText(point.figure, t, format)}
          />
          <ol>
            {point.of.vintages.map((vintage, index) => (
              <li key={vintage.recordedAt}>
                {t('indicators.vintages.was', {
                  value: amountText({ ...point.figure, value: vintage.value }, t, format),
                  date: format.date(point.of.vintages[index - 1]?.recordedAt ?? point.of.recordedAt, 'year'),
                })}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}
