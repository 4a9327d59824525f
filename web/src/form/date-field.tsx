import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './date-field.module.css';
import { parseDate } from './date-text.ts';
import { useFault } from './fault-context.ts';
import { FieldLabel, FieldNotes, notesOf } from './field-parts.tsx';

const Calendar = lazy(() => import('./date-calendar.tsx'));

interface Props {
  label: string;
  /** `2026-12-01`, or empty for none. */
  value?: string;
  onChange?: (day: string) => void;
  /** In a form that is sent: under this name stands the day, as `2026-12-01`. */
  name?: string;
  id?: string;
  /** What an empty field means. */
  placeholder?: string;
  hint?: ReactNode;
  optional?: boolean;
  /** What was found wrong elsewhere. */
  fault?: string | undefined;
  /** Days of which way are meant where no year is typed: those to come unless told. */
  past?: boolean;
  min?: string | undefined;
  max?: string | undefined;
  className?: string | undefined;
}

/** A date typed in the reader's own order, whatever the browser's language; the calendar is loaded when it is asked for. */
export function DateField(props: Props) {
  const { label, value = '', name, placeholder, hint, optional, past = false } = props;
  const { t, format } = useLanguage();
  const made = useId();
  const id = props.id ?? made;
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const field = useTyped(value, props.onChange, past);
  const found = useFault(name ?? '');
  const fault = field.wrong
    ? t('shell.date.wrong', { example: format.date('2026-12-01', 'year') })
    : (props.fault ?? found);
  return (
    <div className={`${css.field} ${props.className ?? ''}`}>
      <FieldLabel id={id} label={label} optional={optional} />
      <div className={css.line}>
        <input
          ref={field.input}
          id={id}
          className={controls.input}
          value={field.text}
          placeholder={placeholder}
          autoComplete="off"
          maxLength={40}
          aria-invalid={fault !== undefined}
          aria-describedby={notesOf({ id, hint, fault })}
          onChange={(event) => field.setText(event.target.value)}
          onBlur={field.commit}
          onKeyDown={(event) => event.key === 'Enter' && field.commit()}
        />
        {name && (
          <input
            type="hidden"
            name={name}
            value={field.day ?? field.text}
            required={!optional}
            data-typed-in={id}
            data-date={field.day !== null}
          />
        )}
        <button
          ref={opener}
          type="button"
          className={css.opener}
          aria-label={t('shell.date.open')}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M2 3.5h12v10.5H2zM2 6.8h12M5.2 1.8v3M10.8 1.8v3"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.2"
            />
          </svg>
        </button>
      </div>
      <FieldNotes id={id} hint={hint} fault={fault} />
      {open && (
        <Suspense fallback={null}>
          <Calendar
            label={label}
            value={field.day ?? ''}
            min={props.min}
            max={props.max}
            trigger={opener}
            onClose={() => setOpen(false)}
            onChoose={(day) => {
              setOpen(false);
              field.choose(day);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The text as it is typed, and the day it means: null where it means none. */
function useTyped(given: string, onChange: Props['onChange'], past: boolean) {
  const { format } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const written = (day: string) => (day ? format.period(day.slice(0, 10)) : '');
  const [value, setValue] = useState(given);
  const [text, setText] = useState(written(given));
  const [wrong, setWrong] = useState(false);
  const take = (day: string) => {
    setValue(day);
    setText(written(day));
    setWrong(false);
  };
  // what is given from outside, and the reader's language, write the text anew
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` is of this render
  useEffect(() => take(given), [given, format]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` is of this render
  useEffect(() => {
    const form = input.current?.form;
    const reset = () => take(given);
    form?.addEventListener('reset', reset);
    return () => form?.removeEventListener('reset', reset);
  }, [given, format]);
  const typed = text.trim();
  const day =
    typed === written(value)
      ? value
      : typed === ''
        ? ''
        : parseDate(typed, format.table, new Date().toISOString().slice(0, 10), past);
  const choose = (chosen: string) => {
    take(chosen);
    if (chosen !== given) onChange?.(chosen);
  };
  const commit = () => (day === null ? setWrong(true) : choose(day));
  return { input, text, setText, day, wrong, commit, choose };
}
