import { useId } from 'react';
import { useFault } from '../../form/form.tsx';
import controls from '../../styles/controls.module.css';
import css from './long-field.module.css';

interface Props {
  name: string;
  label: string;
  hint?: string;
  rows: number;
  maxLength?: number;
  defaultValue?: string;
}

/** For sentences and whole texts. Empty is a fault, told by its form's check. */
export function LongField({ name, label, hint, ...area }: Props) {
  const id = useId();
  const fault = useFault(name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div>
      <label className={controls.label} htmlFor={id}>
        {label}
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
