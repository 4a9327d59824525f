import { useQuery } from '@tanstack/react-query';
import type { Fact } from '../api/freight.ts';
import { factQuery, factsQuery } from '../api/freight.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './evidence.module.css';
import { FactRecord } from './fact-record.tsx';
import { KindMark } from './mark.tsx';
import { measureName, reasonName } from './names.ts';
import { figureText } from './units.ts';

/** A fact with its source, why a search uses it, and everything else that is said about the same subject and measure. */
export function FactEvidence({ id }: { id: string }) {
  const { t, tag } = useLanguage();
  // a fact's id is subject/measure/source/period (docs/corridor-packs.md), so one question brings it and its rivals
  const [subject = '', measure = ''] = id.split('/');
  const together = useQuery(factsQuery(subject, measure, tag));
  const missing = together.isSuccess && !together.data.items.some((found) => found.id === id);
  const alone = useQuery({ ...factQuery(id, tag), enabled: missing });
  const all = together.data?.items ?? [];
  const fact = all.find((found) => found.id === id) ?? alone.data?.items[0];
  if (together.isError || alone.isError) return <p className={css.quiet}>{t('shell.evidence.failed')}</p>;
  if (!fact) return <p className={css.skeleton} />;
  const others = all.filter((found) => found.id !== fact.id);
  const conflicts = others.filter((found) => fact.conflicts.includes(found.id));
  return (
    <div>
      <FactLine fact={fact} />
      {fact.formula && (
        <p className={css.formula} lang="en">
          {fact.formula}
        </p>
      )}
      {fact.why && (
        <p className={css.quiet}>
          {t(fact.chosen ? 'shell.evidence.why' : 'shell.evidence.whyNot', { why: reasonName(fact.why, t) })}
        </p>
      )}
      <FactRecord id={fact.id} />
      {others.length > 0 && (
        <details className={css.others}>
          <summary>
            {t('shell.evidence.others', { count: others.length, conflicts: conflicts.length })}
          </summary>
          <ul>
            {others.map((other) => (
              <li key={other.id} className={css.nested}>
                {fact.conflicts.includes(other.id) && (
                  <p className={css.conflict}>{t('shell.evidence.conflict')}</p>
                )}
                <FactLine fact={other} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function FactLine({ fact }: { fact: Fact }) {
  const { t, format } = useLanguage();
  const { source, figure } = fact;
  const linked = /^https?:\/\//.test(source.address);
  const title = source.title || source.address;
  return (
    <>
      <p className={css.fact}>
        <span className={css.number}>
          {figureText({ ...figure, value: figure.lo === figure.hi ? figure.value : null }, t, format, {
            exact: true,
          })}
        </span>
        <KindMark kind={figure.kind} /> {measureName(fact.measure, t)}
        {figure.period ? `, ${format.period(figure.period)}` : ''}
      </p>
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
        {` · ${source.date ? format.period(source.date) : t('shell.evidence.undated')}`}
      </p>
      {fact.note && (
        <p className={css.quiet} lang="en">
          {fact.note}
        </p>
      )}
    </>
  );
}
