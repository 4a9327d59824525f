import { useQuery } from '@tanstack/react-query';
import type { Container } from '../../../api/booking.ts';
import { goodsUnderQuery } from '../../../api/customs.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { shownNumber } from '../container-number.ts';
import { GoodsField, GoodsName, shownHs } from '../goods-field.tsx';
import '../messages.ts';
import css from './customs.module.css';
import { type LineText, newLine } from './declaration.ts';
import { fieldId } from './missing-list.tsx';
import { CountrySelect } from './party-fields.tsx';
import { TextField } from './text-field.tsx';

const linesMax = 200;
const descriptionMax = 500;
const currencies = [
  ...['USD', 'EUR', 'CNY', 'KZT', 'UZS', 'KGS', 'TJS', 'TMT', 'RUB', 'BYN'],
  ...['GEL', 'AZN', 'AMD', 'TRY', 'IRR', 'MNT', 'PLN', 'GBP'],
];

interface Props {
  lines: readonly LineText[];
  open: readonly string[];
  containers: readonly Container[];
  onChange: (lines: LineText[]) => void;
}

/** The goods, one line for each code and origin. */
export function LineFields({ lines, open, containers, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <section id={fieldId('/lines')} aria-labelledby="lines" className={css.section}>
      <h2 id="lines">{t('booking.lines')}</h2>
      {lines.map((line, index) => (
        <Line
          key={line.id}
          line={line}
          at={`/lines/${index}`}
          place={index + 1}
          open={open}
          containers={containers}
          onChange={(changed) => onChange(lines.map((found) => (found === line ? changed : found)))}
          onRemove={() => onChange(lines.filter((found) => found !== line))}
        />
      ))}
      {lines.length < linesMax && (
        <button type="button" className={controls.button} onClick={() => onChange([...lines, newLine()])}>
          {t('booking.lines.add')}
        </button>
      )}
    </section>
  );
}

interface LineProps {
  line: LineText;
  at: string;
  place: number;
  open: readonly string[];
  containers: readonly Container[];
  onChange: (line: LineText) => void;
  onRemove: () => void;
}

function Line({ line, at, place, open, containers, onChange, onRemove }: LineProps) {
  const { t } = useLanguage();
  const field = (
    key: 'description' | 'packages' | 'grossKg' | 'netKg' | 'value',
    max: number,
    numeric = true,
  ) => (
    <TextField
      at={`${at}/${key}`}
      label={t(`booking.line.${key}`)}
      value={line[key]}
      open={open}
      max={max}
      numeric={numeric}
      onChange={(value) => onChange({ ...line, [key]: value })}
    />
  );
  return (
    <fieldset className={css.line}>
      <legend className={controls.hidden}>{t('booking.line', { place })}</legend>
      <div className={css.lineHead}>
        {line.hs ? (
          <div className={css.hs}>
            <p>
              <GoodsName hs={line.hs} />{' '}
              <button type="button" className={css.link} onClick={() => onChange({ ...line, hs: '' })}>
                {t('booking.line.otherHs')}
              </button>
            </p>
            {line.hs.length < 6 && (
              <Subheading
                hs={line.hs}
                at={`${at}/hs`}
                wrong={open.includes(`${at}/hs`)}
                onChoose={(hs, name) => onChange({ ...line, hs, description: line.description || name })}
              />
            )}
          </div>
        ) : (
          <GoodsField
            id={fieldId(`${at}/hs`)}
            label={t('booking.line.hs')}
            invalid={open.includes(`${at}/hs`)}
            onChoose={({ hs, name }) =>
              onChange({
                ...line,
                hs,
                description:
                  hs.length < 6 ? line.description : line.description || name.slice(0, descriptionMax),
              })
            }
          />
        )}
        <button type="button" className={css.link} onClick={onRemove}>
          {t('booking.line.remove', { place })}
        </button>
      </div>
      <div className={css.lineFields}>
        <div className={css.wide}>{field('description', descriptionMax, false)}</div>
        <CountrySelect
          at={`${at}/origin`}
          label={t('booking.line.origin')}
          value={line.origin}
          open={open}
          onChange={(origin) => onChange({ ...line, origin })}
        />
        {field('packages', 7)}
        {field('grossKg', 16)}
        {field('netKg', 16)}
        {field('value', 16)}
        <Choice
          at={`${at}/currency`}
          label={t('booking.line.currency')}
          value={line.currency}
          choices={[...new Set([...currencies, line.currency])].map((code) => [code, code])}
          onChange={(currency) => onChange({ ...line, currency })}
        />
        {containers.length > 1 && (
          <Choice
            at={`${at}/container`}
            label={t('booking.line.container')}
            value={line.container}
            choices={[
              ['', t('booking.line.anyContainer')],
              ...containers.map((container, index): [string, string] => [
                String(index),
                container.number
                  ? shownNumber(container.number)
                  : t('booking.line.nth', { place: index + 1 }),
              ]),
            ]}
            onChange={(container) => onChange({ ...line, container })}
          />
        )}
      </div>
    </fieldset>
  );
}

/** A heading is not enough for a declaration: which of its goods it is. */
function Subheading({
  hs,
  at,
  wrong,
  onChoose,
}: {
  hs: string;
  at: string;
  wrong: boolean;
  onChoose: (hs: string, name: string) => void;
}) {
  const { t, tag } = useLanguage();
  const { data } = useQuery(goodsUnderQuery(hs, tag));
  const below = (data?.items ?? []).filter((item) => item.hs.length >= 6 && item.hs.startsWith(hs));
  return (
    <label>
      <span className={controls.label}>{t('booking.line.subheading')}</span>
      <select
        id={fieldId(at)}
        className={controls.input}
        value=""
        aria-invalid={wrong}
        onChange={(event) => {
          const found = below.find((item) => item.hs === event.target.value);
          if (found) onChoose(found.hs, found.name.slice(0, descriptionMax));
        }}
      >
        <option value="">{t('booking.choose')}</option>
        {below.map((item) => (
          <option key={item.hs} value={item.hs}>
            {shownHs(item.hs)} {item.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Choice({
  at,
  label,
  value,
  choices,
  onChange,
}: {
  at: string;
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <label>
      <span className={controls.label}>{label}</span>
      <select
        id={fieldId(at)}
        className={controls.input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
