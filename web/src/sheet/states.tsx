import type { ReactNode } from 'react';
import { Refusal } from '../form/refusal.tsx';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './sheet.module.css';

/** Holds the place of rows that are on their way. */
export function Bones({ rows = 3 }: { rows?: number }) {
  const { t } = useLanguage();
  return (
    <div aria-busy="true">
      <p className={controls.hidden}>{t('shell.loading')}</p>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones are all alike
        <div key={row} className={css.bone} />
      ))}
    </div>
  );
}

/** What was asked for did not come, and why; and a way to ask again. */
export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useLanguage();
  return (
    <div className={css.failed}>
      <Refusal error={error} />
      <button type="button" className={controls.button} onClick={again}>
        {t('shell.again')}
      </button>
    </div>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className={css.nothing}>{children}</p>;
}
