import { useLanguage } from '../../i18n/index.ts';
import controls from '../../styles/controls.module.css';
import { GoodsField, GoodsName } from './goods-field.tsx';
import css from './lots.module.css';
import type { Dangerous, Lot, LotFault, LotGoods } from './lots.ts';

const goodsMax = 50;
const groups = ['', 'I', 'II', 'III'] as const;

interface Props {
  lot: Lot;
  faults: readonly LotFault[];
  onChange: (lot: Lot) => void;
}

/** What is in each container of the lot, found by words; what is dangerous about it in the terms of the rules. */
export function LotGoodsList({ lot, faults, onChange }: Props) {
  const { t } = useLanguage();
  const set = (place: number, goods: LotGoods | null) =>
    onChange({
      ...lot,
      goods: lot.goods.flatMap((found, index) => (index === place ? (goods ? [goods] : []) : [found])),
    });
  return (
    <div className={css.goods}>
      {lot.goods.length > 0 && (
        <ul className={css.goodsList}>
          {lot.goods.map((goods, index) => (
            <li key={goods.hs}>
              <div className={css.goodsLine}>
                <span className={css.goodsName}>
                  <GoodsName hs={goods.hs} />
                </span>
                <label className={css.check}>
                  <input
                    type="checkbox"
                    checked={goods.dangerous !== null}
                    onChange={(event) =>
                      set(index, { ...goods, dangerous: event.target.checked ? noDanger : null })
                    }
                  />
                  {t('booking.dangerous')}
                </label>
                <button
                  type="button"
                  className={css.remove}
                  aria-label={t('booking.goods.remove', { hs: goods.hs })}
                  onClick={() => set(index, null)}
                >
                  <svg viewBox="0 0 12 12" aria-hidden="true">
                    <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.3" />
                  </svg>
                </button>
              </div>
              {goods.dangerous && (
                <DangerousFields
                  dangerous={goods.dangerous}
                  faults={faults}
                  onChange={(dangerous) => set(index, { ...goods, dangerous })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {lot.goods.length < goodsMax && (
        <GoodsField
          label={t(lot.goods.length === 0 ? 'booking.goods' : 'booking.goods.more')}
          onChoose={({ hs }) =>
            lot.goods.some((goods) => goods.hs === hs) ||
            onChange({ ...lot, goods: [...lot.goods, { hs, description: '', dangerous: null }] })
          }
        />
      )}
    </div>
  );
}

const noDanger: Dangerous = { unNumber: '', class: '', packingGroup: '', properShippingName: '' };

function DangerousFields({
  dangerous,
  faults,
  onChange,
}: {
  dangerous: Dangerous;
  faults: readonly LotFault[];
  onChange: (dangerous: Dangerous) => void;
}) {
  const { t } = useLanguage();
  const wrong = (field: LotFault['field']) => faults.some((fault) => fault.field === field);
  const field = (
    key: 'unNumber' | 'class' | 'properShippingName',
    fault: LotFault['field'],
    example: string,
  ) => (
    <label className={key === 'properShippingName' ? css.wide : undefined}>
      <span className={controls.label}>{t(`booking.dangerous.${key}`)}</span>
      <input
        className={controls.input}
        value={dangerous[key]}
        placeholder={example}
        autoComplete="off"
        maxLength={key === 'properShippingName' ? 200 : 4}
        aria-invalid={wrong(fault)}
        onChange={(event) => onChange({ ...dangerous, [key]: event.target.value })}
      />
      {wrong(fault) && <span className={css.fault}>{t(`booking.fault.${fault}`)}</span>}
    </label>
  );
  return (
    <div className={css.dangerous}>
      {field('unNumber', 'un', '1203')}
      {field('class', 'class', '3')}
      <label>
        <span className={controls.label}>{t('booking.dangerous.packingGroup')}</span>
        <select
          className={controls.input}
          value={dangerous.packingGroup}
          onChange={(event) =>
            onChange({
              ...dangerous,
              packingGroup: groups.find((group) => group === event.target.value) ?? '',
            })
          }
        >
          {groups.map((group) => (
            <option key={group} value={group}>
              {group || t('booking.dangerous.noGroup')}
            </option>
          ))}
        </select>
      </label>
      {field('properShippingName', 'name', 'GASOLINE')}
    </div>
  );
}
