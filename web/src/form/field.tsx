import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import { useFault } from './fault-context.ts';
import { FieldLabel, FieldNotes, notesOf } from './field-parts.tsx';
import css from './form.module.css';

interface Props
  extends Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | 'autoComplete'
    | 'defaultValue'
    | 'inputMode'
    | 'readOnly'
    | 'maxLength'
    | 'minLength'
    | 'placeholder'
    | 'autoFocus'
    | 'spellCheck'
    | 'autoCapitalize'
  > {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'url';
  hint?: ReactNode;
  optional?: boolean;
  /** After the field, on its line: a unit. */
  unit?: string;
}

/** A label, a plain input, a hint and, once it was sent, what is wrong with it. A password can be shown. */
export function Field({ name, label, type = 'text', hint, optional = false, unit, ...input }: Props) {
  const { t } = useLanguage();
  const id = useId();
  const fault = useFault(name);
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
  return (
    <div className={css.field}>
      <FieldLabel id={id} label={label} optional={optional} />
      <div className={css.line}>
        <input
          {...input}
          id={id}
          name={name}
          type={secret && shown ? 'text' : type}
          className={`${controls.input} ${secret ? css.secret : ''}`}
          required={!optional}
          maxLength={input.maxLength ?? 254}
          aria-invalid={fault !== undefined}
          aria-describedby={notesOf({ id, hint, fault })}
        />
        {unit && <span className={css.unit}>{unit}</span>}
        {secret && (
          <button
            type="button"
            className={css.show}
            aria-pressed={shown}
            aria-label={t('shell.form.show')}
            onClick={() => setShown(!shown)}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M1.5 10S4.6 4.5 10 4.5 18.5 10 18.5 10 15.4 15.5 10 15.5 1.5 10 1.5 10z" />
              <circle cx="10" cy="10" r="2.6" />
              {shown && <path d="m3 17 14-14" />}
            </svg>
          </button>
        )}
      </div>
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  );
}
