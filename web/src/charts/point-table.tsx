import { type ReactNode, useState } from 'react';
import { Figure } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { Cell, Row, Table } from '../sheet/index.ts';
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
      <Table
        caption={caption}
        className={css.rows}
        columns={[
          t('indicators.table.period'),
          ...(several ? [t('indicators.table.series')] : []),
          { end: t('indicators.table.value') },
          t('indicators.table.kind'),
          t('indicators.table.source'),
        ]}
      >
        {rows.slice(0, most).map(({ point, name }) => (
          <Row key={`${name} ${point.id}`} name={periodText(point, format)}>
            {several && <Cell>{name}</Cell>}
            <Cell end>
              <Figure figure={point.figure} label={nameOf(point)} text={saidText(point, t, format, true)} />
            </Cell>
            <Cell quiet>
              {point.type === 'claim' ? t('indicators.kind.claim') : t(`shell.kind.${point.figure.kind}`)}
            </Cell>
            <Cell>
              {point.by} {moreOf?.(point)}
            </Cell>
          </Row>
        ))}
      </Table>
      {rows.length > most && (
        <button type="button" className={controls.button} onClick={() => setMost(most + 10 * pageRows)}>
          {t('indicators.table.more', { count: rows.length - most })}
        </button>
      )}
    </>
  );
}
