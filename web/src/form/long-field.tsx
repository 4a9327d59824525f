import { useId } from 'react';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import { useFault } from './fault-context.ts';
import css from './long-field.module.css';

interface Props {
  name: string;
  label: string;
  hint?: string;
  rows: number;
  optional?: boolean;
  maxLength?: number;
  defaultValue?: string;
}

/** For sentences and whole texts. Empty is a fault, told by its form's check. */
export function LongField({ name, label, hint, optional = false, ...area }: Props) {
  const { t } = useLanguage();
  const id = useId();
  const fault = useFault(name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div>
      <label className={controls.label} htmlFor={id}>
        {label}
        {optional && <span className={css.optional}> {t('shell.form.optional')}</span>}
      </label>
      <textarea
        {...area}
        id={id}
        name={name}
        className={`${controls.input} ${css.area}`}
        aria-invalid={fault !== undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
