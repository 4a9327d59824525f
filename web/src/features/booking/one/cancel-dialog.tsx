import type { Booking } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import sheet from '../sheet.module.css';
import { feeNow } from './fee.ts';
import css from './one.module.css';
import { useDecide } from './use-decide.ts';

/** Says what is given up and what it costs, before it is done. */
export function CancelDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, format } = useLanguage();
  const decide = useDecide(booking, onClose);
  const promised = booking.state === 'confirmed';
  const fee = promised ? feeNow(booking) : 0;
  const cost = Number(booking.cost.value ?? Number.NaN);
  const kind = promised ? 'cancel' : booking.state === 'waiting' ? 'leaveLine' : 'letGo';
  return (
    <Modal title={t(`booking.${kind}.title`, { number: booking.number })} onClose={onClose} alert>
      <div className={css.dialog}>
        <p>{t(`booking.${kind}.text`)}</p>
        {promised && (
          <p className={css.fee}>
            {fee === 0
              ? t('booking.fee.none')
              : Number.isNaN(cost)
                ? t('booking.fee.percent', { percent: format.percent(fee) })
                : t('booking.fee.amount', {
                    percent: format.percent(fee),
                    amount: format.money((cost * fee) / 100, booking.cost.unit.slice(0, 3), { digitsMax: 0 }),
                  })}
          </p>
        )}
        {booking.terms.note && promised && <p className={css.quiet}>{booking.terms.note}</p>}
        {decide.error && (
          <BookingRefusal error={decide.error} booking={booking} onAgain={() => decide.mutate('cancel')} />
        )}
        <div className={sheet.buttons}>
          <button
            type="button"
            className={controls.primary}
            aria-disabled={decide.isPending}
            onClick={() => decide.isPending || decide.mutate('cancel')}
          >
            {t(decide.isPending ? 'booking.sending' : `booking.${kind}.do`)}
          </button>
          <button type="button" className={controls.button} onClick={onClose}>
            {t('booking.keep')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
