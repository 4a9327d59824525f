import { type ReactNode, useId } from 'react';
import { useFault } from './fault-context.ts';
import { FieldNotes } from './field-parts.tsx';
import css from './form.module.css';

interface Props {
  name: string;
  label: string;
  choices: readonly { value: string; text: string; hint?: ReactNode; hidden?: boolean }[];
  chosen?: readonly string[];
  /** Small and side by side, for short words. */
  compact?: boolean;
}

/** Any of a few, each with what it means. */
export function Checks({ name, label, choices, chosen = [], compact = false }: Props) {
  const id = useId();
  const fault = useFault(name);
  return (
    <fieldset
      className={css.checks}
      data-compact={compact}
      aria-describedby={fault ? `${id}-fault` : undefined}
    >
      <legend>{label}</legend>
      <div className={css.choices}>
        {choices.map(({ value, text, hint, hidden }) => (
          <div key={value} className={css.check} hidden={hidden}>
            <input
              id={`${id}-${value}`}
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              aria-describedby={hint ? `${id}-${value}-hint` : undefined}
            />
            <div>
              <label htmlFor={`${id}-${value}`}>{text}</label>
              {hint && <small id={`${id}-${value}-hint`}>{hint}</small>}
            </div>
          </div>
        ))}
      </div>
      <FieldNotes id={id} fault={fault} />
    </fieldset>
  );
}
