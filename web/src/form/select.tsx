import { type SelectHTMLAttributes, useId } from 'react';
import controls from '../styles/controls.module.css';
import { useFault } from './fault-context.ts';
import { FieldNotes } from './field-parts.tsx';
import css from './form.module.css';

interface Props extends SelectHTMLAttributes<HTMLSelectElement> {
  name: string;
  label: string;
  choices: readonly (readonly [value: string, text: string])[];
}

/** One of a few: the system's own list, on a phone its wheel. */
export function Select({ name, label, choices, ...select }: Props) {
  const id = useId();
  const fault = useFault(name);
  return (
    <div className={css.field}>
      <label className={controls.label} htmlFor={id}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        name={name}
        className={controls.input}
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      >
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <FieldNotes id={id} fault={fault} />
    </div>
  );
}
