import { useId, useState } from 'react';
import type { Indicator } from '../../../api/indicators.ts';
import { DateField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import {
  type Choice,
  dimensions,
  frequenciesOf,
  type Line,
  shownFrequency,
  type View,
  viewOf,
  views,
} from '../choice.ts';
import shared from '../indicators.module.css';
import css from './choice.module.css';
import type { Change } from './indicator-page.tsx';

interface Props {
  indicator: Indicator;
  series: readonly Line[];
  choice: Choice;
  change: Change;
}

/** What is shown, of when, and as what. Each choice stands in the address, so that a page can be sent on as it is. */
export function ChoiceFields({ indicator, series, choice, change }: Props) {
  const { t } = useLanguage();
  const frequencies = indicator.nature === 'flow' ? frequenciesOf(series) : [];
  const name = useId();
  const dates = useId();
  const { from, to, asOf } = choice;
  const [open, setOpen] = useState(Boolean(from || to || asOf));
  const chosen = [from, to, asOf, ...dimensions.map((each) => choice[each])].filter(Boolean).length;
  return (
    <fieldset className={shared.choice} data-open={open}>
      <legend className={controls.hidden}>{t('indicators.choose')}</legend>
      {dimensions.flatMap((dimension) => {
        const values = indicator.dimensions.find(({ id }) => id === dimension)?.values ?? [];
        return values.length < 2 && !choice[dimension]
          ? []
          : [
              <Choose
                key={dimension}
                label={t(`indicators.dimension.${dimension}`)}
                value={choice[dimension] ?? ''}
                onChange={(value) => change({ [dimension]: value || undefined })}
                choices={[
                  ['', t('indicators.all')],
                  ...values.map((value) => [value.id, value.name] as const),
                ]}
              />,
            ];
      })}
      {frequencies.length > 1 && (
        <Choose
          label={t('indicators.frequency')}
          value={shownFrequency(series, indicator.nature, choice) ?? ''}
          onChange={(frequency) => change({ frequency })}
          choices={frequencies.map((each) => [each, t(`indicators.frequency.${each}`)])}
        />
      )}
      <button
        type="button"
        className={css.more}
        aria-expanded={open}
        aria-controls={dates}
        onClick={() => setOpen(!open)}
      >
        {t('indicators.more', { count: chosen })}
      </button>
      <div className={css.views} role="radiogroup" aria-label={t('indicators.view')}>
        {views.map((view: View) => (
          <label key={view} className={css.view} data-chosen={viewOf(choice) === view}>
            <input
              type="radio"
              name={name}
              value={view}
              checked={viewOf(choice) === view}
              onChange={() => change({ view: view === 'line' ? undefined : view })}
            />
            {t(`indicators.view.${view}`)}
          </label>
        ))}
      </div>
      <div id={dates} className={css.dates} hidden={!open}>
        <Day label={t('indicators.from')} value={from} onChange={(day) => change({ from: day })} />
        <Day label={t('indicators.to')} value={to} onChange={(day) => change({ to: day })} />
        <Day label={t('indicators.asOf')} value={asOf} onChange={(day) => change({ asOf: day })} />
      </div>
    </fieldset>
  );
}

interface ChooseProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly (readonly [string, string])[];
}

export function Choose({ label, value, onChange, choices }: ChooseProps) {
  const id = useId();
  return (
    <div className={shared.field}>
      <label className={controls.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={controls.input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <DateField
      label={label}
      value={value ?? ''}
      past
      className={shared.field}
      onChange={(day) => onChange(day || undefined)}
    />
  );
}
