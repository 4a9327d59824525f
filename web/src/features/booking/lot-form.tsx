import { useLanguage } from '../../i18n/index.ts';
import controls from '../../styles/controls.module.css';
import { BoxRows } from './box-rows.tsx';
import { LotGoodsList } from './lot-goods.tsx';
import css from './lots.module.css';
import {
  boxesMax,
  countOf,
  kilograms,
  type Lot,
  type LotFault,
  newLot,
  typeCodes,
  types,
  withCount,
} from './lots.ts';
import './messages.ts';

interface Props {
  lots: readonly Lot[];
  faults: readonly LotFault[];
  /** What is said about a field that the server found fault with, by `lot.id` and box. */
  onChange: (lots: Lot[]) => void;
  /** Boxes stay as many and as large as they are: only what is in them may change. */
  fixed?: boolean;
  /** Numbers and masses are asked for at once, not folded away. */
  boxesOpen?: boolean;
}

/** The load: one row for so many containers of a kind, each with its number and verified mass below. */
export function LotForm({ lots, faults, onChange, fixed = false, boxesOpen = false }: Props) {
  const { t } = useLanguage();
  const change = (lot: Lot) => onChange(lots.map((found) => (found.id === lot.id ? lot : found)));
  const room = boxesMax - countOf(lots);
  return (
    <div className={css.lots}>
      {lots.map((lot, index) => (
        <LotRow
          key={lot.id}
          lot={lot}
          place={index + 1}
          faults={faults.filter((fault) => fault.lot === lot.id)}
          room={room}
          fixed={fixed}
          boxesOpen={boxesOpen}
          onChange={change}
          onRemove={lots.length > 1 && !fixed ? () => onChange(lots.filter((found) => found !== lot)) : null}
        />
      ))}
      {!fixed && room > 0 && (
        <button
          type="button"
          className={controls.button}
          onClick={() => onChange([...lots, newLot('22G1', 1)])}
        >
          {t('booking.lots.add')}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  lot: Lot;
  place: number;
  faults: readonly LotFault[];
  room: number;
  fixed: boolean;
  boxesOpen: boolean;
  onChange: (lot: Lot) => void;
  onRemove: (() => void) | null;
}

function LotRow({ lot, place, faults, room, fixed, boxesOpen, onChange, onRemove }: RowProps) {
  const { t } = useLanguage();
  const cargoFault = faults.find(({ field }) => ['cargo', 'cargo-max', 'heavy'].includes(field));
  return (
    <fieldset className={css.lot}>
      <legend className={controls.hidden}>{t('booking.lot', { place })}</legend>
      <div className={css.row}>
        {fixed ? (
          <p className={css.typeFixed}>
            <span className={controls.label}>{t('booking.lot.type')}</span>
            {lot.boxes.length} × {t(`booking.type.${lot.type}`)}
          </p>
        ) : (
          <>
            <label className={css.type}>
              <span className={controls.label}>{t('booking.lot.type')}</span>
              <select
                className={controls.input}
                value={lot.type}
                onChange={(event) => {
                  const type = typeCodes.find((code) => code === event.target.value) ?? lot.type;
                  onChange({ ...lot, type, plugged: types[type].reefer });
                }}
              >
                {typeCodes.map((code) => (
                  <option key={code} value={code}>
                    {t(`booking.type.${code}`)}
                  </option>
                ))}
              </select>
            </label>
            <CountField lot={lot} room={room} onChange={onChange} />
          </>
        )}
        <label className={css.cargo}>
          <span className={controls.label}>{t('booking.lot.cargo')}</span>
          <input
            id={`${lot.id}-cargo`}
            className={controls.input}
            inputMode="numeric"
            autoComplete="off"
            maxLength={9}
            placeholder="24 500"
            value={lot.cargo}
            aria-invalid={cargoFault !== undefined}
            aria-describedby={cargoFault ? `${lot.id}-cargo-fault` : undefined}
            onChange={(event) => onChange({ ...lot, cargo: event.target.value })}
          />
        </label>
        {onRemove && (
          <button
            type="button"
            className={css.remove}
            aria-label={t('booking.lot.remove', { place })}
            onClick={onRemove}
          >
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.3" />
            </svg>
          </button>
        )}
      </div>
      {cargoFault && (
        <p id={`${lot.id}-cargo-fault`} className={css.fault}>
          {t(`booking.fault.${cargoFault.field}`)}
        </p>
      )}
      {types[lot.type].reefer && (
        <label className={css.check}>
          <input
            type="checkbox"
            checked={lot.plugged}
            onChange={(event) => onChange({ ...lot, plugged: event.target.checked })}
          />
          {t('booking.lot.plugged')}
        </label>
      )}
      <LotGoodsList lot={lot} faults={faults} onChange={onChange} />
      <BoxRows lot={lot} faults={faults} open={boxesOpen} onChange={onChange} />
    </fieldset>
  );
}

function CountField({ lot, room, onChange }: { lot: Lot; room: number; onChange: (lot: Lot) => void }) {
  const { t } = useLanguage();
  const count = lot.boxes.length;
  const most = count + room;
  const set = (wanted: number) => onChange(withCount(lot, Math.max(1, Math.min(most, wanted))));
  return (
    <div className={css.count}>
      <label className={controls.label} htmlFor={`${lot.id}-count`}>
        {t('booking.lot.count')}
      </label>
      <div className={css.stepper}>
        <button
          type="button"
          aria-label={t('booking.lot.fewer')}
          disabled={count <= 1}
          onClick={() => set(count - 1)}
        >
          −
        </button>
        <input
          id={`${lot.id}-count`}
          inputMode="numeric"
          autoComplete="off"
          value={count}
          onChange={(event) => set(kilograms(event.target.value) ?? count)}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          aria-label={t('booking.lot.more')}
          disabled={room <= 0}
          onClick={() => set(count + 1)}
        >
          +
        </button>
      </div>
    </div>
  );
}
