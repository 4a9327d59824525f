import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { parseDate } from './date-text.ts';
import css from './form.module.css';

const Calendar = lazy(() => import('./date-calendar.tsx'));

interface Props {
  label: string;
  /** `2026-12-01`, or empty for none. */
  value: string;
  /** What an empty field means. */
  placeholder: string;
  onChange: (day: string) => void;
}

/** A date typed in the reader's own order; the calendar is loaded when it is asked for. */
export function DateField({ label, value, placeholder, onChange }: Props) {
  const { t, format } = useLanguage();
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState(false);
  const shown = value ? format.period(value.slice(0, 10)) : '';
  const [text, setText] = useState(shown);
  useEffect(() => {
    setText(shown);
    setWrong(false);
  }, [shown]);
  const commit = () => {
    if (text.trim() === shown) return setWrong(false);
    const day =
      text.trim() === '' ? '' : parseDate(text, format.table, new Date().toISOString().slice(0, 10));
    setWrong(day === null);
    if (day === null) return;
    setText(day ? format.period(day) : '');
    if (day !== value) onChange(day);
  };
  return (
    <div className={css.field}>
      <label className={controls.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.coded}>
        <input
          id={id}
          className={controls.input}
          value={text}
          placeholder={placeholder}
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        <button
          ref={opener}
          type="button"
          className={css.calendarButton}
          aria-label={t('freight.date.open')}
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
      {wrong && (
        <p id={`${id}-wrong`} className={css.wrong}>
          {t('freight.date.wrong', { example: format.date('2026-12-01', 'year') })}
        </p>
      )}
      {open && (
        <Suspense fallback={null}>
          <Calendar
            label={label}
            value={value}
            trigger={opener}
            onClose={() => setOpen(false)}
            onChoose={(day) => {
              setOpen(false);
              onChange(day);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
