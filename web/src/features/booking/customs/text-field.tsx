import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './customs.module.css';
import { fieldId } from './missing-list.tsx';

interface Props {
  /** JSON pointer of what it is in the declaration. */
  at: string;
  label: string;
  value: string;
  /** Pointers of what can't be kept as it is. */
  open: readonly string[];
  max: number;
  numeric?: boolean;
  onChange: (value: string) => void;
}

export function TextField({ at, label, value, open, max, numeric = false, onChange }: Props) {
  const { t } = useLanguage();
  const wrong = open.includes(at);
  const id = fieldId(at);
  return (
    <label>
      <span className={controls.label}>{label}</span>
      <input
        id={id}
        className={controls.input}
        value={value}
        maxLength={max}
        autoComplete="off"
        inputMode={numeric ? 'decimal' : undefined}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-fault` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong && (
        <span id={`${id}-fault`} className={css.fault}>
          {t('booking.fault.needed')}
        </span>
      )}
    </label>
  );
}
