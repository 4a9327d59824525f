import { useId, useState } from 'react';
import type { NetworkAnswer, PlanAnswer } from '../../../api/freight.ts';
import { figureText } from '../../../figure/index.ts';
import { DateField } from '../../../form/date-field.tsx';
import type { Language } from '../../../i18n/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Address, AddressKey } from '../../../journey/address.ts';
import { avoided, criteria, teuDefault, withAvoided, withChoices } from '../../../journey/address.ts';
import controls from '../../../styles/controls.module.css';
import css from './form.module.css';
import { PlaceField } from './place-field.tsx';
import { shownPlace } from './shown-place.ts';

interface Props {
  address: Address;
  network: NetworkAnswer | undefined;
  answer: PlanAnswer | undefined;
  /** False while the answer is still that to the question before. */
  fresh: boolean;
  /** Fields the server found fault with. */
  wrong: ReadonlySet<AddressKey>;
  onChange: (address: Address) => void;
}

const goodsKeys = ['teu', 'weight', 'hs', 'minimise'] as const;

/** What is asked. Every field takes effect when it is left; on a phone it folds into one line until it is wanted. */
export function PlanForm({ address, network, answer, fresh, wrong, onChange }: Props) {
  const language = useLanguage();
  const { t } = language;
  const [open, setOpen] = useState(false);
  const [asked, setMore] = useState(false);
  const more = asked || goodsKeys.some((key) => wrong.has(key));
  const moreId = useId();
  const set = (choices: Address) => onChange(withChoices(address, choices));
  const byArrival = address.by !== undefined;
  const dayKey = byArrival ? 'by' : 'ready';
  const from = shownPlace(address.from ?? network?.view.from, answer?.from, fresh, network);
  const to = shownPlace(address.to ?? network?.view.to, answer?.to, fresh, network);
  const goods = goodsText(address, answer, language);
  return (
    <form
      className={css.form}
      data-open={open}
      onSubmit={(event) => {
        event.preventDefault();
        setOpen(false);
      }}
    >
      <button type="button" className={css.summary} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={css.summaryPlaces}>
          {from.name || '…'} → {to.name || '…'}
        </span>
        <DayAndGoods address={address} goods={goods} />
        <span className={css.change}>{t(open ? 'freight.form.fold' : 'freight.form.change')}</span>
      </button>
      <div className={css.fields}>
        <PlaceField
          label={t('freight.from')}
          place={from}
          invalid={wrong.has('from')}
          onChange={(id) => set({ from: id })}
        />
        <PlaceField
          label={t('freight.to')}
          place={to}
          invalid={wrong.has('to')}
          onChange={(id) => set({ to: id })}
        />
        <div className={css.dated}>
          <DateField
            label={t(byArrival ? 'freight.by' : 'freight.ready')}
            value={address[dayKey] ?? ''}
            placeholder={t(byArrival ? 'freight.by.example' : 'freight.ready.now')}
            min={new Date().toISOString().slice(0, 10)}
            onChange={(day) => set({ [dayKey]: day })}
          />
          <button
            type="button"
            className={css.swap}
            onClick={() =>
              set(
                byArrival
                  ? { by: '', ready: address.by ?? '' }
                  : { ready: '', by: address.ready ?? inFourWeeks() },
              )
            }
          >
            {t(byArrival ? 'freight.ready.instead' : 'freight.by.instead')}
          </button>
        </div>
        <div className={css.field}>
          <span className={controls.label} id={`${moreId}-label`}>
            {t('freight.goods')}
          </span>
          <button
            type="button"
            className={`${controls.input} ${css.goods}`}
            aria-expanded={more}
            aria-controls={moreId}
            aria-labelledby={`${moreId}-label ${moreId}-goods ${moreId}-weight`}
            onClick={() => setMore(!more)}
          >
            <span id={`${moreId}-goods`}>{goods.main}</span>
            <span id={`${moreId}-weight`} className={css.code}>
              {goods.weight}
            </span>
          </button>
        </div>
        <div id={moreId} className={css.more} hidden={!more}>
          <TextField
            label={t('freight.teu')}
            value={address.teu ?? String(teuDefault)}
            numeric
            wrong={wrong.has('teu')}
            onCommit={(teu) => set({ teu: teu === String(teuDefault) ? '' : teu })}
          />
          <TextField
            label={t('freight.weight')}
            value={address.weight ?? ''}
            numeric
            placeholder={goods.estimate}
            wrong={wrong.has('weight')}
            onCommit={(weight) => set({ weight })}
          />
          <TextField
            label={t('freight.hs')}
            value={address.hs ?? ''}
            numeric
            placeholder="8708"
            wrong={wrong.has('hs')}
            onCommit={(hs) => set({ hs })}
          />
          <label className={css.field}>
            <span className={controls.label}>{t('freight.minimise')}</span>
            <select
              className={controls.input}
              value={address.minimise ?? ''}
              onChange={(event) => set({ minimise: event.target.value })}
            >
              <option value="">{t('freight.minimise.balanced')}</option>
              {criteria.map((criterion) => (
                <option key={criterion} value={criterion}>
                  {t(`freight.minimise.${criterion}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Avoided address={address} network={network} onChange={onChange} />
        <button type="submit" className={`${controls.primary} ${css.show}`}>
          {t('freight.form.show')}
        </button>
      </div>
    </form>
  );
}

function Avoided({ address, network, onChange }: Pick<Props, 'address' | 'network' | 'onChange'>) {
  const { t } = useLanguage();
  const ids = avoided(address);
  if (ids.length === 0) return null;
  return (
    <ul className={css.avoided} aria-label={t('freight.avoided')}>
      {ids.map((id) => {
        const name = network?.crossings.find((crossing) => crossing.id === id)?.name ?? id;
        return (
          <li key={id}>
            <button
              type="button"
              className={css.chip}
              onClick={() => onChange(withAvoided(address, id, false))}
              aria-label={t('freight.avoid.undo', { name })}
            >
              {t('freight.avoiding', { name })}
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.3" />
              </svg>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  numeric?: boolean;
  wrong: boolean;
  onCommit: (value: string) => void;
}

function TextField({ label, value, placeholder = '', numeric = false, wrong, onCommit }: TextFieldProps) {
  const [text, setText] = useState(value);
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setText(value);
  }
  const commit = () => text.trim() !== value && onCommit(text.trim());
  return (
    <label className={css.field}>
      <span className={controls.label}>{label}</span>
      <input
        className={controls.input}
        value={text}
        placeholder={placeholder}
        inputMode={numeric ? 'decimal' : 'text'}
        autoComplete="off"
        maxLength={12}
        aria-invalid={wrong}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  );
}

function DayAndGoods({ address, goods }: { address: Address; goods: { main: string } }) {
  const { t, format } = useLanguage();
  const day = address.by ?? address.ready;
  const dated = day ? format.period(day.slice(0, 10)) : t('freight.ready.now');
  return (
    <span className={css.summaryRest}>
      {address.by ? t('freight.by.short', { day: dated }) : dated} · {goods.main}
    </span>
  );
}

function goodsText(address: Address, answer: PlanAnswer | undefined, { t, format }: Language) {
  const teu = address.teu ?? String(teuDefault);
  const main = [t('freight.teu.count', { teu }), address.hs].filter(Boolean).join(' · ');
  const estimate =
    answer && !address.weight && answer.weightKg.value !== null
      ? `≈ ${figureText(answer.weightKg, t, format)}`
      : '';
  const given = address.weight && t('shell.unit.t', { number: address.weight });
  return { main, weight: given ?? estimate, estimate };
}

function inFourWeeks(): string {
  return new Date(Date.now() + 28 * 86_400_000).toISOString().slice(0, 10);
}
