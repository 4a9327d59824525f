import { useState } from 'react';
import type { Indicator, MappingInput } from '../../../api/indicators.ts';
import { Field, Select } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { dimensions } from '../choice.ts';
import css from './import.module.css';
import type { Preview } from './preview.ts';

/** Which column is which: saved under a name, so that the next release of the file is read the same way. */
export function MappingFields({
  preview,
  indicators,
}: {
  preview: Preview;
  indicators: readonly Indicator[];
}) {
  const { t } = useLanguage();
  const columns = preview.columns.map((column) => [column, column] as const);
  const [indicator, setIndicator] = useState(indicators[0]?.id ?? '');
  return (
    <>
      <Select
        name="indicator"
        label={t('indicators.import.indicator')}
        choices={indicators.map(({ id, name }) => [id, name] as const)}
        value={indicator}
        onChange={(event) => setIndicator(event.target.value)}
      />
      <Field
        name="name"
        label={t('indicators.import.mapping.name')}
        hint={t('indicators.import.mapping.hint')}
        maxLength={100}
      />
      <Select name="period" label={t('indicators.import.column.period')} choices={columns} />
      <Select
        name="value"
        label={t('indicators.import.column.value')}
        choices={columns}
        defaultValue={columns.at(-1)?.[0]}
      />
      {dimensions.map((dimension) => (
        <div key={dimension} className={css.pair}>
          <Select
            name={`column-${dimension}`}
            label={t('indicators.import.column.dimension', {
              dimension: t(`indicators.dimension.${dimension}`),
            })}
            choices={[['', t('indicators.import.column.none')], ...columns]}
          />
          <Field
            name={`constant-${dimension}`}
            label={t('indicators.import.constant', { dimension: t(`indicators.dimension.${dimension}`) })}
            optional
            maxLength={100}
          />
        </div>
      ))}
      <Field
        name="scale"
        label={t('indicators.import.scale')}
        defaultValue="1"
        inputMode="decimal"
        maxLength={20}
      />
      <Select
        name="decimal"
        label={t('indicators.import.decimal')}
        choices={[
          ['.', '1234.5'],
          [',', '1234,5'],
        ]}
      />
    </>
  );
}

/** The mapping as it was filled in. */
export function mappingIn(values: FormData, preview: Preview | null): MappingInput {
  const text = (name: string) => String(values.get(name) ?? '').trim();
  const filled = (prefix: string) =>
    Object.fromEntries(
      dimensions.flatMap((dimension) => {
        const value = text(`${prefix}-${dimension}`);
        return value === '' ? [] : [[dimension, value]];
      }),
    );
  return {
    name: text('name'),
    indicator: text('indicator'),
    period: text('period'),
    value: text('value'),
    dimensions: filled('column'),
    constants: filled('constant'),
    scale: text('scale'),
    decimal: text('decimal') === ',' ? ',' : '.',
    delimiter: preview?.delimiter ?? ',',
  };
}
