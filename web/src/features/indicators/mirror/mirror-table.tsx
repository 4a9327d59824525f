import { useState } from 'react';
import type { Mirror } from '../../../api/indicators.ts';
import { amountText, periodText } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Cell, Row, Table } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './mirror.module.css';

interface Props {
  rows: readonly (Mirror['rows'][number] & { start: string; end: string })[];
  names: { exporter: string; importer: string; reconciled: string };
  caption: string;
}

const shownFirst = 12;

/** The same in rows: each side's word, the ratio, and what the chosen method makes of both. */
export function MirrorTable({ rows, names, caption }: Props) {
  const { t, format } = useLanguage();
  const [most, setMost] = useState(shownFirst);
  const reconciled = rows.some((row) => row.reconciled);
  const columns = [
    t('indicators.table.period'),
    names.exporter,
    names.importer,
    t('indicators.mirror.gap'),
    ...(reconciled ? [names.reconciled] : []),
  ];
  return (
    <>
      <Table caption={caption} columns={columns}>
        {[...rows]
          .reverse()
          .slice(0, most)
          .map((row) => {
            const period = periodText(row, format);
            const figure = (side: 'exporter' | 'importer' | 'reconciled') => {
              const found = row[side];
              return (
                found && (
                  <Figure
                    figure={found}
                    label={`${names[side]}, ${period}`}
                    text={amountText(found, t, format)}
                  />
                )
              );
            };
            return (
              <Row key={`${row.start} ${row.end}`} name={period}>
                <Cell>
                  <span className={css.onPhone}>{names.exporter}: </span>
                  {figure('exporter')}
                </Cell>
                <Cell>
                  <span className={css.onPhone}>{names.importer}: </span>
                  {figure('importer')}
                </Cell>
                <Cell>
                  <span className={css.onPhone}>{t('indicators.mirror.gap')}: </span>
                  {row.ratio === null
                    ? t('shell.figure.unknown')
                    : t('indicators.mirror.times', { number: format.number(row.ratio, { digitsMax: 2 }) })}
                </Cell>
                {reconciled && (
                  <Cell>
                    <span className={css.onPhone}>{names.reconciled}: </span>
                    {figure('reconciled')}
                  </Cell>
                )}
              </Row>
            );
          })}
      </Table>
      {rows.length > most && (
        <button type="button" className={controls.button} onClick={() => setMost(rows.length)}>
          {t('indicators.table.more', { count: rows.length - most })}
        </button>
      )}
    </>
  );
}
