import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Booking, changeContainers } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { numberFault, shownNumber } from '../container-number.ts';
import { GoodsName } from '../goods-field.tsx';
import { LotForm } from '../lot-form.tsx';
import { faultsAt, type Lot, type LotFault, lotFaults, lotsOf, toContainers } from '../lots.ts';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import { pointersOf } from '../refusal-words.ts';
import sheet from '../sheet.module.css';
import { keepBooking } from '../stream.ts';
import css from './one.module.css';

/** The boxes of the booking, and the form in which their numbers, masses and goods are given. */
export function Containers({ booking }: { booking: Booking }) {
  const { t } = useLanguage();
  const [editing, setEditing] = useState(false);
  const may = booking.actions.includes('containers');
  return (
    <section id="containers" aria-labelledby="containers-title" className={sheet.section}>
      <div className={css.sectionHead}>
        <h2 id="containers-title">{t('booking.containers')}</h2>
        {may && !editing && (
          <button type="button" className={controls.button} onClick={() => setEditing(true)}>
            {t('booking.containers.edit')}
          </button>
        )}
      </div>
      {editing ? (
        <Editor booking={booking} onClose={() => setEditing(false)} />
      ) : (
        <ContainerTable booking={booking} />
      )}
    </section>
  );
}

function ContainerTable({ booking }: { booking: Booking }) {
  const { t, format } = useLanguage();
  // what ended without it does not want it any more
  const open = booking.actions.includes('containers') ? (
    <span className={css.open}>{t('booking.open')}</span>
  ) : (
    <span className={css.quiet}>{t('booking.notGiven')}</span>
  );
  const kg = (mass: number | undefined) =>
    mass === undefined ? open : t('shell.unit.kg', { number: format.number(mass) });
  return (
    <table className={css.containers}>
      <thead>
        <tr>
          <th scope="col">{t('booking.box')}</th>
          <th scope="col">{t('booking.lot.type')}</th>
          <th scope="col">{t('booking.goods')}</th>
          <th scope="col" className={css.end}>
            {t('booking.cargo')}
          </th>
          <th scope="col" className={css.end}>
            {t('booking.vgm')}
          </th>
        </tr>
      </thead>
      <tbody>
        {booking.containers.map((container, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box without a number is its place
          <tr key={index}>
            <th scope="row" data-label={t('booking.box')}>
              {container.number ? <span className={css.code}>{shownNumber(container.number)}</span> : open}
            </th>
            <td data-label={t('booking.lot.type')}>
              {t(`booking.type.${container.type}`)}
              {container.plugged && <small>{t('booking.plugged.short')}</small>}
            </td>
            <td data-label={t('booking.goods')}>
              {container.goods.length === 0 && open}
              {container.goods.map((goods) => (
                <span key={goods.hs} className={css.goods}>
                  <GoodsName hs={goods.hs} />
                  {goods.dangerous && (
                    <small className={css.danger}>
                      {t('booking.dangerous.short', {
                        un: goods.dangerous.unNumber,
                        class: goods.dangerous.class,
                        name: goods.dangerous.properShippingName,
                      })}
                    </small>
                  )}
                </span>
              ))}
            </td>
            <td className={css.end} data-label={t('booking.cargo')}>
              {kg(container.cargoKg)}
            </td>
            <td className={css.end} data-label={t('booking.vgm')}>
              {kg(container.vgmKg)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Editor({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [lots, setLots] = useState<Lot[]>(() => lotsOf(booking.containers));
  const [faults, setFaults] = useState<LotFault[]>([]);
  const check = (changed: Lot[]) => lotFaults(changed, (typed) => numberFault(typed) !== null);
  const [sent, setSent] = useState<readonly Lot[] | null>(null);
  const save = useMutation({
    mutationFn: () =>
      changeContainers(booking.id, { containers: toContainers(lots), version: booking.version }, tag),
    onSuccess: (changed) => {
      keepBooking(queries, changed, tag);
      announce(t('booking.containers.saved'));
      onClose();
    },
  });
  const refused = sent === lots ? faultsAt(lots, pointersOf(save.error)) : [];
  return (
    <form
      noValidate
      className={css.editor}
      onSubmit={(event) => {
        event.preventDefault();
        const found = check(lots);
        setFaults(found);
        const form = event.currentTarget;
        if (found.length > 0)
          requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        else if (!save.isPending) {
          setSent(lots);
          save.mutate();
        }
      }}
    >
      <LotForm
        lots={lots}
        faults={[...faults, ...refused]}
        fixed
        boxesOpen
        onChange={(changed) => {
          setLots(changed);
          if (faults.length > 0) setFaults(check(changed));
        }}
      />
      {save.error && <BookingRefusal error={save.error} booking={booking} onAgain={() => save.mutate()} />}
      <div className={sheet.buttons}>
        <button type="submit" className={controls.primary} aria-disabled={save.isPending}>
          {t(save.isPending ? 'booking.sending' : 'booking.save')}
        </button>
        <button type="button" className={controls.button} onClick={onClose}>
          {t('booking.discard')}
        </button>
      </div>
    </form>
  );
}
