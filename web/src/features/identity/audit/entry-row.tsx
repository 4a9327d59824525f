import type { AuditEntry, AuditFilter } from '../../../api/audit.ts';
import { useLanguage } from '../../../i18n/index.ts';
import css from './audit.module.css';
import { differencesOf, sentence } from './sentence.ts';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** One change: when, the sentence, and what is written down of before and after for whoever wants to know. */
export function EntryRow({
  entry,
  onNarrow,
}: {
  entry: AuditEntry;
  onNarrow: (change: AuditFilter) => void;
}) {
  const { t, format } = useLanguage();
  const differences = differencesOf(entry);
  return (
    <li className={css.entry}>
      <time dateTime={entry.at} title={`${entry.at.slice(0, 19).replace('T', ' ')} UTC`}>
        {format.time(entry.at, zone)}
      </time>
      <div>
        <p className={css.sentence}>{sentence(entry, t, format.table.list)}</p>
        <details className={css.details}>
          <summary>
            {entry.organisationName && <span>{entry.organisationName} · </span>}
            <span className={css.opener}>{t('identity.audit.details')}</span>
          </summary>
          {differences.length > 0 && (
            <div className={css.scroll}>
              <table className={css.differences}>
                <thead>
                  <tr>
                    <td />
                    <th scope="col">{t('identity.audit.before')}</th>
                    <th scope="col">{t('identity.audit.after')}</th>
                  </tr>
                </thead>
                <tbody>
                  {differences.map(({ name, before, after }) => (
                    <tr key={name} data-changed={before !== after}>
                      <th scope="row">{name}</th>
                      <td>{before}</td>
                      <td>{after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <dl className={css.record}>
            <dt>{t('identity.audit.kind')}</dt>
            <dd>
              <code>{entry.what}</code>
            </dd>
            <dt>{t('identity.audit.subject')}</dt>
            <dd>
              <code>{entry.subject}</code>{' '}
              <button
                type="button"
                className={css.narrow}
                onClick={() => onNarrow({ subject: entry.subject })}
              >
                {t('identity.audit.allOf')}
              </button>
            </dd>
            {entry.person && (
              <>
                <dt>{t('identity.audit.by')}</dt>
                <dd>
                  {entry.personName}{' '}
                  <button
                    type="button"
                    className={css.narrow}
                    onClick={() => onNarrow({ person: entry.person ?? '' })}
                  >
                    {t('identity.audit.allBy')}
                  </button>
                </dd>
              </>
            )}
            {entry.requestId && (
              <>
                <dt>{t('identity.audit.request')}</dt>
                <dd>
                  <code>{entry.requestId}</code>
                </dd>
              </>
            )}
          </dl>
        </details>
      </div>
    </li>
  );
}
