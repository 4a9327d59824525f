import { useState } from 'react';
import type { OverviewAnswer } from '../../api/freight.ts';
import { KindMark } from '../../figure/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import controls from '../../styles/controls.module.css';
import css from './overview.module.css';

type Source = OverviewAnswer['sources'][number];
const shownFirst = 12;
const kinds = ['official', 'reported', 'attested', 'model'] as const;

/** Every source the corridor's figures come from; the newest first, the rest on request, and a word to find one by. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  const { t } = useLanguage();
  const [wanted, setWanted] = useState('');
  const [all, setAll] = useState(false);
  const word = wanted.trim().toLowerCase();
  const found = sources
    .filter(
      (source) =>
        word === '' || `${source.publisher} ${source.title} ${source.address}`.toLowerCase().includes(word),
    )
    .sort((a, b) => b.date.localeCompare(a.date) || a.publisher.localeCompare(b.publisher));
  const shown = all ? found : found.slice(0, shownFirst);
  return (
    <section className={css.section}>
      <div className={css.margin}>
        <h2>{t('overview.sources')}</h2>
        <p>{t('overview.sources.note', { count: sources.length })}</p>
        <label className={css.find}>
          <span className={controls.label}>{t('overview.sources.find')}</span>
          <input
            type="search"
            className={controls.input}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      </div>
      <div>
        <ul className={css.sources}>
          {shown.map((source) => (
            <li key={source.id}>
              <SourceRow source={source} />
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className={css.quiet}>{t('overview.sources.none')}</p>}
        {found.length > shown.length && (
          <button type="button" className={controls.button} onClick={() => setAll(true)}>
            {t('overview.sources.all', { count: found.length })}
          </button>
        )}
      </div>
    </section>
  );
}

function SourceRow({ source }: { source: Source }) {
  const { t, format } = useLanguage();
  const kind = kinds.find((known) => known === source.kind);
  const title = source.title || source.address;
  return (
    <>
      <span className={css.date}>
        {source.date ? format.period(source.date) : t('shell.evidence.undated')}
      </span>
      <span className={css.what}>
        {kind && <KindMark kind={kind} />} <span className={css.publisher}>{source.publisher}</span>{' '}
        {/^https?:\/\//.test(source.address) ? (
          <a href={source.address} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </span>
    </>
  );
}
