import { Link } from '@tanstack/react-router';
import type { ArticleRow } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Cell, Row, Table } from '../../../sheet/index.ts';
import { StandingStrip } from '../standing.tsx';
import css from './articles.module.css';

export function ArticleTable({ rows, caption }: { rows: readonly ArticleRow[]; caption: string }) {
  const { t, format } = useLanguage();
  const hasCopies = rows.some(({ copies }) => copies > 0);
  return (
    <Table
      caption={caption}
      className={css.table}
      columns={[
        t('observatory.articles.column.article'),
        t('observatory.articles.column.date'),
        t('observatory.articles.column.figures'),
        t('observatory.articles.column.standing'),
        ...(hasCopies ? [t('observatory.articles.column.copies')] : []),
      ]}
    >
      {rows.map((row) => (
        <Row
          key={row.id}
          name={
            <>
              <Link to="/articles/$id" params={{ id: row.id }} lang={row.language || undefined}>
                {row.title || t('observatory.untitled')}
              </Link>
              <small>{row.publisher || t('observatory.noPublisher')}</small>
            </>
          }
        >
          <Cell quiet>{row.date ? format.period(row.date) : t('shell.evidence.undated')}</Cell>
          <Cell>
            <span className={css.count}>{format.number(row.figures)}</span>
            <span className={css.unit}> {t('observatory.articles.figuresOf', { count: row.figures })}</span>
          </Cell>
          <Cell>
            <StandingStrip row={row} />
          </Cell>
          {hasCopies && (
            <Cell quiet>{row.copies > 0 ? t('observatory.articles.copies', { count: row.copies }) : ''}</Cell>
          )}
        </Row>
      ))}
    </Table>
  );
}
