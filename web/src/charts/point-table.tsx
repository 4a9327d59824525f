import { type ReactNode, useState } from 'react';
import { Figure } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { tableRoles } from '../sheet/index.ts';
import controls from '../styles/controls.module.css';
import css from './charts.module.css';
import { type ChartPoint, type ChartSeries, inTime } from './data.ts';
import { periodText, saidText } from './words.ts';

interface Props {
  caption: string;
  series: readonly ChartSeries[];
  nameOf: (point: ChartPoint) => string;
  moreOf?: (point: ChartPoint) => ReactNode;
}

const pageRows = 120;

/** The same figures as rows, the newest first, with all their digits: for whoever would rather read than look. */
export function PointTable({ caption, series, nameOf, moreOf }: Props) {
  const { t, format } = useLanguage();
  const [most, setMost] = useState(pageRows);
  const several = series.length > 1;
  const rows = inTime(
    series.flatMap(({ name, points }) => points.map((point) => ({ ...point, point, name }))),
  ).reverse();
  return (
    <>
      <table className={css.table} {...tableRoles.table}>
        <caption className={controls.hidden}>{caption}</caption>
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            <th scope="col" {...tableRoles.columnheader}>
              {t('indicators.table.period')}
            </th>
            {several && (
              <th scope="col" {...tableRoles.columnheader}>
                {t('indicators.table.series')}
              </th>
            )}
            <th scope="col" {...tableRoles.columnheader} className={css.right}>
              {t('indicators.table.value')}
            </th>
            <th scope="col" {...tableRoles.columnheader}>
              {t('indicators.table.kind')}
            </th>
            <th scope="col" {...tableRoles.columnheader}>
              {t('indicators.table.source')}
            </th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {rows.slice(0, most).map(({ point, name }) => (
            <tr {...tableRoles.row} key={`${name} ${point.id}`}>
              <th scope="row" {...tableRoles.rowheader}>
                {periodText(point, format)}
              </th>
              {several && <td {...tableRoles.cell}>{name}</td>}
              <td {...tableRoles.cell} className={css.right}>
                <Figure figure={point.figure} label={nameOf(point)} text={saidText(point, t, format, true)} />
              </td>
              <td {...tableRoles.cell}>
                {point.type === 'claim' ? t('indicators.kind.claim') : t(`shell.kind.${point.figure.kind}`)}
              </td>
              <td {...tableRoles.cell}>
                {point.by} {moreOf?.(point)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" className={controls.button} onClick={() => setMost(most + 10 * pageRows)}>
          {t('indicators.table.more', { count: rows.length - most })}
        </button>
      )}
    </>
  );
}
