import type { Fact } from '../../../api/freight.ts';
import { Figure, figureText, measureName, reasonName } from '../../../figure/index.ts';
import { type Format, useLanguage } from '../../../i18n/index.ts';
import styles from './fact-table.module.css';
import { byMeasure, conflictsOf } from './facts.ts';
import './messages.ts';

/** Every fact of a subject with its source: which one a search uses and why, and which do not agree. */
export function FactTable({ facts, caption }: { facts: readonly Fact[]; caption: string }) {
  const { t } = useLanguage();
  const groups = byMeasure(facts);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('places.measure')}</th>
            <th scope="col">{t('places.figure')}</th>
            <th scope="col">{t('places.source')}</th>
            <th scope="col">{t('places.use')}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.measure}>
            {group.facts.map((fact, index) => (
              <tr key={fact.id} data-chosen={fact.chosen}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={group.facts.length}>
                    {measureName(group.measure, t)}
                  </th>
                )}
                <td className={styles.value}>
                  <FactFigure fact={fact} size="medium" />
                  <Period fact={fact} />
                </td>
                <td className={styles.source}>
                  <Source fact={fact} />
                </td>
                <td className={styles.use}>
                  {fact.chosen && <strong>{t('places.used')}</strong>}
                  {fact.why && <span>{reasonName(fact.why, t)}</span>}
                  {fact.conflicts.length > 0 && (
                    <em>{t('places.disagrees', { count: fact.conflicts.length })}</em>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** What contradicts what, side by side: the reader decides whom to believe, and sees whom the search believes. */
export function Conflicts({ facts }: { facts: readonly Fact[] }) {
  const { t } = useLanguage();
  return conflictsOf(facts).map((conflict) => (
    <div key={conflict.measure} className={styles.conflict}>
      <h3>{t('places.conflictOver', { measure: measureName(conflict.measure, t) })}</h3>
      <ul>
        {conflict.facts.map((fact) => (
          <li key={fact.id} data-chosen={fact.chosen}>
            <p>
              <FactFigure fact={fact} size="large" />
              <Period fact={fact} />
            </p>
            <Source fact={fact} />
            <p className={styles.side}>{fact.chosen ? t('places.searchBelieves') : t('places.kept')}</p>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** As its source gave it: all digits, and both ends where it gave a range. */
function FactFigure({ fact: { figure, measure }, size }: { fact: Fact; size: 'medium' | 'large' }) {
  const { t, format } = useLanguage();
  const given = { ...figure, value: figure.lo === figure.hi ? figure.value : null };
  return (
    <Figure
      figure={figure}
      label={measureName(measure, t)}
      text={figureText(given, t, format, { exact: true })}
      size={size}
    />
  );
}

function Period({ fact }: { fact: Fact }) {
  const { t, format } = useLanguage();
  return (
    <small className={styles.period}>
      {fact.figure.period ? format.period(fact.figure.period) : t('places.undated')}
    </small>
  );
}

function Source({ fact }: { fact: Fact }) {
  const { t, format } = useLanguage();
  const { source } = fact;
  return (
    <p className={styles.sourceLine}>
      {source.publisher}
      <br />
      {/^https?:\/\//.test(source.address) ? (
        <a href={source.address} target="_blank" rel="noreferrer">
          {source.title || source.address}
        </a>
      ) : (
        source.title
      )}
      <small>
        {' '}
        {sourceDate(source.date, format) ?? t('places.undated')} · {t(`places.confidence.${fact.confidence}`)}
      </small>
      {fact.formula && (
        <span className={styles.formula} lang="en">
          {fact.formula}
        </span>
      )}
      {fact.note && (
        <span className={styles.note} lang="en">
          {fact.note}
        </span>
      )}
    </p>
  );
}

const sourceDate = (date: string, format: Format): string | null => (date ? format.period(date) : null);
