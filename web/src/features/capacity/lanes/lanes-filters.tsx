import { useId, useState } from 'react';
import { kinds } from '../../../api/capacity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { type LanesAddress, mondayFrom } from './address.ts';
import css from './lanes.module.css';

interface Props {
  address: LanesAddress;
  weeks: readonly string[];
  wrongPlace: boolean;
  onChange: (address: LanesAddress) => void;
}

const weeksTurned = 4;

export function LanesFilters({ address, weeks, wrongPlace, onChange }: Props) {
  const { t, format } = useLanguage();
  const id = useId();
  const [first, last] = [weeks[0], weeks.at(-1)];
  const turn = (by: number) => first && onChange({ ...address, from: mondayFrom(first, by) });
  return (
    <form
      className={css.filters}
      aria-label={t('capacity.lanes.filter')}
      onSubmit={(event) => event.preventDefault()}
    >
      <label>
        <span className={controls.label}>{t('capacity.lanes.show')}</span>
        <select
          className={controls.input}
          value={address.kind ?? 'teu'}
          onChange={({ target: { value } }) => {
            const { kind: _, ...rest } = address;
            onChange(value === 'reefer-plug' || value === 'weight-kg' ? { ...rest, kind: value } : rest);
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`capacity.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <Place
        key={address.at ?? ''}
        at={address.at ?? ''}
        wrong={wrongPlace}
        describedBy={`${id}-wrong`}
        onChange={(at) => {
          const { at: _, ...rest } = address;
          onChange(at ? { ...rest, at } : rest);
        }}
      />
      <label>
        <span className={controls.label}>{t('capacity.lanes.order')}</span>
        <select
          className={controls.input}
          value={address.order ?? ''}
          onChange={({ target: { value } }) => {
            const { order: _, ...rest } = address;
            onChange(value === 'name' ? { ...rest, order: value } : rest);
          }}
        >
          <option value="">{t('capacity.lanes.order.fullest')}</option>
          <option value="name">{t('capacity.lanes.order.name')}</option>
        </select>
      </label>
      <div className={css.turn}>
        <button
          type="button"
          className={controls.button}
          disabled={!first}
          onClick={() => turn(-weeksTurned)}
        >
          {t('capacity.lanes.earlier')}
        </button>
        <span className={css.window} aria-live="polite">
          {first && last && `${format.date(first, 'day')} – ${format.date(mondayFrom(last, 1), 'day')}`}
        </span>
        <button type="button" className={controls.button} disabled={!first} onClick={() => turn(weeksTurned)}>
          {t('capacity.lanes.later')}
        </button>
      </div>
      {wrongPlace && (
        <p id={`${id}-wrong`} role="alert" className={css.wrong}>
          {t('capacity.lanes.placeUnknown', { place: address.at ?? '' })}
        </p>
      )}
    </form>
  );
}

/** Takes effect when the field is left or Enter is pressed, as all fields of the planner do. */
function Place({
  at,
  wrong,
  describedBy,
  onChange,
}: {
  at: string;
  wrong: boolean;
  describedBy: string;
  onChange: (at: string) => void;
}) {
  const { t } = useLanguage();
  const [text, setText] = useState(at);
  const commit = () => text.trim() !== at && onChange(text.trim());
  return (
    <label>
      <span className={controls.label}>{t('capacity.lanes.place')}</span>
      <input
        type="search"
        className={controls.input}
        value={text}
        placeholder={t('capacity.lanes.place.example')}
        autoComplete="off"
        maxLength={100}
        aria-invalid={wrong}
        aria-describedby={wrong ? describedBy : undefined}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value === '' && at) onChange('');
        }}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  );
}
