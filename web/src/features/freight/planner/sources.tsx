import { useQueries, useQuery } from '@tanstack/react-query';
import type { Option } from '../../../api/freight.ts';
import { factQuery, methodsQuery } from '../../../api/freight.ts';
import { methodName, methodText } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import css from './detail.module.css';
import { evidenceOf } from './evidence-of.ts';

/** What a way rests on: every source behind its figures with how many of them it carries, and the formulas for the rest. */
export function Sources({ option }: { option: Option }) {
  const { t, tag, format } = useLanguage();
  const { sources, formulas } = evidenceOf(option);
  // one fact of a source brings the source; the answers are shared with the evidence panels
  const facts = useQueries({ queries: sources.map((source) => factQuery(source.factId, tag)) });
  const methods = useQuery({ ...methodsQuery(tag), enabled: formulas.length > 0 });
  return (
    <details className={css.sources} open>
      <summary>{t('freight.sources', { sources: sources.length, formulas: formulas.length })}</summary>
      <ul>
        {sources.map((source, index) => {
          const found = facts[index]?.data?.items[0]?.source;
          if (!found) return <li key={source.id}>{source.id}</li>;
          return (
            <li key={source.id}>
              {found.publisher}
              {found.title && ' · '}
              {/^https?:\/\//.test(found.address) ? (
                <a href={found.address} target="_blank" rel="noreferrer">
                  {found.title || found.address}
                </a>
              ) : (
                found.title
              )}
              {found.date ? `, ${format.period(found.date)}` : ''}{' '}
              <span className={css.quiet}>{t('freight.sources.figures', { count: source.count })}</span>
            </li>
          );
        })}
        {formulas.map((id) => {
          const method = methods.data?.items.find((found) => found.id === id);
          return (
            <li key={id}>
              <span className={css.quiet}>{t('freight.sources.formula', { name: methodName(id, t) })}</span>{' '}
              {tag !== 'en' && methodText(id, t)} <em lang="en">{method?.formula}</em>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
