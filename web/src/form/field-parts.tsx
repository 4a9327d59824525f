import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './field-parts.module.css';

interface NotesProps {
  /** The field's own; what stands below it is named after it. */
  id: string;
  hint?: ReactNode;
  fault?: ReactNode;
}

/** What a field is called, and that it may stay empty. */
export function FieldLabel({
  id,
  label,
  optional = false,
}: {
  id: string;
  label: string;
  optional?: boolean | undefined;
}) {
  const { t } = useLanguage();
  return (
    <label className={controls.label} htmlFor={id}>
      {label}
      {optional && <span className={css.optional}> {t('shell.form.optional')}</span>}
    </label>
  );
}

/** What stands below a field: how it is filled in, and what is wrong with it. */
export function FieldNotes({ id, hint, fault }: NotesProps) {
  return (
    <>
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
    </>
  );
}

/** For the field's `aria-describedby`. */
export const notesOf = ({ id, hint, fault }: NotesProps): string | undefined =>
  [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
