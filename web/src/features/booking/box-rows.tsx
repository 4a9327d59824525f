import { useState } from 'react';
import { useLanguage } from '../../i18n/index.ts';
import controls from '../../styles/controls.module.css';
import { numberFault, shownNumber } from './container-number.ts';
import css from './lots.module.css';
import type { Box, Lot, LotFault } from './lots.ts';

interface Props {
  lot: Lot;
  faults: readonly LotFault[];
  open: boolean;
  onChange: (lot: Lot) => void;
}

/** The number and the verified mass of each box; both may come later, so they are folded away until they are wanted. */
export function BoxRows({ lot, faults, open, onChange }: Props) {
  const { t } = useLanguage();
  const [opened, setOpened] = useState(open);
  // what was opened for a fault stays open when it is mended
  const faulty = faults.some(({ box }) => box !== null);
  if (faulty && !opened) setOpened(true);
  const given = lot.boxes.filter((box) => box.number.trim() !== '').length;
  const set = (place: number, box: Box) =>
    onChange({ ...lot, boxes: lot.boxes.map((found, index) => (index === place ? box : found)) });
  return (
    <details className={css.boxes} open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t('booking.boxes', { given, count: lot.boxes.length })}</summary>
      <ol>
        {lot.boxes.map((box, index) => (
          <BoxRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place in the lot until it has a number
            key={index}
            id={`${lot.id}-${index}`}
            box={box}
            place={index + 1}
            faults={faults.filter((fault) => fault.box === index)}
            onChange={(changed) => set(index, changed)}
          />
        ))}
      </ol>
    </details>
  );
}

function BoxRow({
  id,
  box,
  place,
  faults,
  onChange,
}: {
  id: string;
  box: Box;
  place: number;
  faults: readonly LotFault[];
  onChange: (box: Box) => void;
}) {
  const { t } = useLanguage();
  // while a number is still being typed it is not wrong, only unfinished; a digit that can't be right is said at once
  const [left, setLeft] = useState(false);
  const fault = numberFault(box.number);
  const shown = fault && (left || fault.what === 'check-digit' || faults.length > 0) ? fault : null;
  const twice = faults.some(({ field }) => field === 'twice');
  // what only the server knows to be wrong with it
  const refused = fault === null && faults.some(({ field }) => field === 'number');
  const vgmWrong = faults.some(({ field }) => field === 'vgm');
  return (
    <li className={css.box}>
      <label>
        <span className={controls.hidden}>{t('booking.box.number', { place })}</span>
        <input
          id={`${id}-number`}
          className={`${controls.input} ${css.number}`}
          value={box.number}
          placeholder="CSQU 305438 3"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          aria-invalid={shown !== null || twice || refused}
          aria-describedby={`${id}-said`}
          onChange={(event) => onChange({ ...box, number: event.target.value })}
          onBlur={() => {
            setLeft(true);
            if (box.number && !fault) onChange({ ...box, number: shownNumber(box.number) });
          }}
        />
      </label>
      <label>
        <span className={controls.hidden}>{t('booking.box.vgm', { place })}</span>
        <input
          id={`${id}-vgm`}
          className={controls.input}
          value={box.vgm}
          placeholder={t('booking.box.vgm.short')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          aria-invalid={vgmWrong}
          onChange={(event) => onChange({ ...box, vgm: event.target.value })}
        />
      </label>
      <p id={`${id}-said`} className={css.said} aria-live="polite">
        {shown ? (
          <span className={css.fault}>
            {shown.what === 'check-digit'
              ? t('booking.number.check-digit', { expected: shown.expected })
              : t(`booking.number.${shown.what}`)}{' '}
            {shown.what === 'check-digit' && (
              <button
                type="button"
                className={css.mend}
                onClick={() => onChange({ ...box, number: shownNumber(shown.corrected) })}
              >
                {t('booking.number.use', { number: shownNumber(shown.corrected) })}
              </button>
            )}
          </span>
        ) : refused ? (
          <span className={css.fault}>{t('booking.fault.number')}</span>
        ) : twice ? (
          <span className={css.fault}>{t('booking.number.twice')}</span>
        ) : vgmWrong ? (
          <span className={css.fault}>{t('booking.fault.vgm')}</span>
        ) : box.number.trim() !== '' && !fault ? (
          <span className={css.right}>{t('booking.number.right')}</span>
        ) : null}
      </p>
    </li>
  );
}
