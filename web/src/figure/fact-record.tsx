import { useQuery } from '@tanstack/react-query';
import { factRecordQuery, type FactRecord as Record } from '../api/evidence.ts';
import { type Format, type Translate, useLanguage } from '../i18n/index.ts';
import css from './evidence.module.css';
import { figureText } from './units.ts';

/** Since when the ledger has a fact, what it said before, and what somebody decided. Nothing where there is no record. */
export function FactRecord({ id }: { id: string }) {
  const { t, format, tag } = useLanguage();
  const { data } = useQuery(factRecordQuery(id, tag));
  if (!data) return null;
  const { decision, history } = data;
  const own = decision?.accepted.id === id || decision?.accepted.id === data.stated?.claim;
  return (
    <>
      {decision && (
        <p className={css.source}>
          {t(own ? 'shell.evidence.accepted' : 'shell.evidence.acceptedOther', {
            date: format.date(decision.recordedAt, 'year'),
            reason: decision.reason,
          })}
        </p>
      )}
      <p className={css.quiet}>
        {t('shell.evidence.since', { date: format.date(data.firstRecordedAt, 'year') })}
      </p>
      {history.length > 1 && (
        <details className={css.others}>
          <summary>{t('shell.evidence.changes', { count: history.length - 1 })}</summary>
          <ul>
            {history.map((entry) => (
              <li key={entry.recordedAt} className={css.nested}>
                {`${format.date(entry.recordedAt, 'year')}: ${saidThen(entry, t, format)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function saidThen({ lo, hi, unit }: Record['history'][number], t: Translate, format: Format): string {
  if (lo === null || hi === null) return t('shell.evidence.withdrawn');
  const figure = { unit: unit ?? '', kind: 'reported' as const, evidence: [] };
  return lo === hi
    ? figureText({ ...figure, value: lo }, t, format, { exact: true })
    : figureText({ ...figure, value: null, lo, hi }, t, format, { exact: true });
}
