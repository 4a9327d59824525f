import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type DossierRow, dossiersQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './dossier.module.css';

const kinds = ['country', 'region', 'place', 'project', 'organisation'] as const;

/** Everything the texts speak of, by kind, what they say most of first. */
export function DossiersPage() {
  const { t, tag } = useLanguage();
  const { data, error, isPending, refetch } = useQuery(dossiersQuery(tag));
  const [word, setWord] = useState('');
  const wanted = word.trim().toLowerCase();
  const shown = (data ?? []).filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(wanted));
  return (
    <Page
      title={t('observatory.dossiers.title')}
      lead={t('observatory.dossiers.lead')}
      actions={
        <label className={css.find}>
          <span className={controls.hidden}>{t('observatory.dossiers.find')}</span>
          <input
            type="search"
            className={controls.input}
            value={word}
            placeholder={t('observatory.dossiers.find')}
            onChange={(event) => setWord(event.target.value)}
          />
        </label>
      }
    >
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {isPending && <Bones rows={6} />}
      {data && data.length === 0 && (
        <Nothing>
          {t('observatory.dossiers.none')} <Link to="/articles">{t('observatory.article.all')}</Link>
        </Nothing>
      )}
      {data && data.length > 0 && shown.length === 0 && <Nothing>{t('observatory.dossiers.noneSo')}</Nothing>}
      {kinds.map((kind) => {
        const rows = shown.filter((row) => row.kind === kind);
        return rows.length > 0 ? <Kind key={kind} kind={kind} rows={rows} /> : null;
      })}
    </Page>
  );
}

function Kind({ kind, rows }: { kind: (typeof kinds)[number]; rows: readonly DossierRow[] }) {
  const { t } = useLanguage();
  return (
    <Section title={t(`observatory.dossiers.kind.${kind}`)}>
      <ul className={css.dossiers}>
        {rows.map(({ id, name, claims, findings }) => (
          <li key={id}>
            <Link to="/dossiers/$kind/$id" params={{ kind, id }}>
              {name}
            </Link>
            <small>
              {t('observatory.dossiers.claims', { count: claims })}
              {findings > 0 && (
                <span className={css.bad}> · {t('observatory.dossiers.findings', { count: findings })}</span>
              )}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
