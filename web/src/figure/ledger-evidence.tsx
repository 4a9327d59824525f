import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ClaimRecord, claimRecordQuery, observationRecordQuery } from '../api/evidence.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './evidence.module.css';

/** A claim: its words among those that stand around them, and where they were read. */
export function ClaimEvidence({ id }: { id: string }) {
  const { t, tag } = useLanguage();
  const { data, isError } = useQuery(claimRecordQuery(id, tag));
  if (isError) return <p className={css.quiet}>{t('shell.evidence.failed')}</p>;
  if (!data) return <p className={css.skeleton} />;
  return (
    <div>
      <p className={css.source}>
        {`…${data.prefix}`}
        <mark>{data.quote}</mark>
        {`${data.suffix}…`}
      </p>
      <SourceLine record={data} />
      {data.speaker && <p className={css.quiet}>{t('shell.evidence.saidBy', { name: data.speaker })}</p>}
      {/* what the pack states stands in its files; a text's version is its article */}
      {!data.source.id.startsWith('pack:') && (
        <p className={css.source}>
          <Link to="/articles/$id" params={{ id: data.version.id }} search={{ claim: id }}>
            {t('shell.evidence.sentence')}
          </Link>
        </p>
      )}
    </div>
  );
}

/** An observation: its source, what it was before, what was decided, and the claim it was read from. */
export function ObservationEvidence({ id }: { id: string }) {
  const { t, format, tag } = useLanguage();
  const { data, isError } = useQuery(observationRecordQuery(id, tag));
  if (isError) return <p className={css.quiet}>{t('shell.evidence.failed')}</p>;
  if (!data) return <p className={css.skeleton} />;
  const { decision, vintages } = data;
  return (
    <div>
      <SourceLine record={data} />
      {decision && (
        <p className={css.source}>
          {t(decision.accepted.id === id ? 'shell.evidence.accepted' : 'shell.evidence.acceptedOther', {
            date: format.date(decision.recordedAt, 'year'),
            reason: decision.reason,
          })}
        </p>
      )}
      {vintages.length > 1 && (
        <details className={css.others}>
          <summary>{t('shell.evidence.changes', { count: vintages.length - 1 })}</summary>
          <ul>
            {vintages.map((vintage) => (
              <li key={vintage.id} className={css.nested}>
                {`${format.date(vintage.recordedAt, 'year')}: `}
                {vintage.value === null ? t('shell.evidence.withdrawn') : format.number(vintage.value)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {data.claim && <ClaimEvidence id={data.claim} />}
    </div>
  );
}

function SourceLine({ record }: { record: Pick<ClaimRecord, 'source' | 'version' | 'recordedAt'> }) {
  const { t, format } = useLanguage();
  const { source, version } = record;
  const title = source.title || source.address;
  const linked = /^https?:\/\//.test(source.address);
  return (
    <>
      <p className={css.source}>
        {source.publisher}
        {title && ' · '}
        {linked ? (
          <a href={source.address} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
        {` · ${version.publishedOn ? format.period(version.publishedOn) : t('shell.evidence.undated')}`}
      </p>
      <p className={css.quiet}>
        {t('shell.evidence.since', { date: format.date(record.recordedAt, 'year') })}
      </p>
    </>
  );
}
