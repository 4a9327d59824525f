import { useId } from 'react';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './file-field.module.css';

interface Props {
  name: string;
  label: string;
  file: File | null;
  onChange: (file: File | null) => void;
}

/** A browser's own field says "Choose file" in its language, not in the page's: it lies over ours, and is what is pressed and focused. */
export function FileField({ name, label, file, onChange }: Props) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div className={css.field}>
      <label className={controls.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.line}>
        <span className={controls.button} aria-hidden="true">
          {t('shell.form.file')}
        </span>
        <span className={css.name} role="status" data-none={file === null}>
          {file?.name ?? t('shell.form.noFile')}
        </span>
        <input
          id={id}
          type="file"
          name={name}
          required
          className={css.input}
          onChange={(event) => onChange(event.target.files?.[0] ?? null)}
        />
      </div>
    </div>
  );
}
