import { useId } from 'react';
import controls from '../styles/controls.module.css';
import { useFault } from './fault-context.ts';
import { FieldLabel, FieldNotes, notesOf } from './field-parts.tsx';
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
  const id = useId();
  const fault = useFault(name);
  return (
    <div>
      <FieldLabel id={id} label={label} optional={optional} />
      <textarea
        {...area}
        id={id}
        name={name}
        className={`${controls.input} ${css.area}`}
        aria-invalid={fault !== undefined}
        aria-describedby={notesOf({ id, hint, fault })}
      />
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  );
}
