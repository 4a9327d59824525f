import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Booking, bookingKey } from '../../../api/booking.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { addressOfRequest } from '../../../journey/address.ts';
import controls from '../../../styles/controls.module.css';
import { Countdown } from '../countdown.tsx';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import sheet from '../sheet.module.css';
import { CancelDialog } from './cancel-dialog.tsx';
import css from './one.module.css';
import { useDecide } from './use-decide.ts';

/** What the booking is now, until when, and what can be done about it. */
export function StatePanel({ booking }: { booking: Booking }) {
  const { t } = useLanguage();
  const [cancelling, setCancelling] = useState(false);
  const decide = useDecide(booking);
  const can = (action: Booking['actions'][number]) => booking.actions.includes(action);
  const held = booking.state === 'held' || booking.state === 'offered';
  const again = addressOfRequest(booking.request);
  return (
    <section className={css.panel} aria-labelledby="state" data-state={booking.state}>
      <h2 id="state" className={css.state}>
        {t(`booking.state.${booking.state}`)}
      </h2>
      {held ? <HoldClock booking={booking} /> : <StateWords booking={booking} />}
      {can('amend') && booking.rides.some((ride) => ride.cancelled) && (
        <p className={css.alarm}>{t('booking.trainCancelled')}</p>
      )}
      {decide.error && (
        <BookingRefusal
          error={decide.error}
          booking={booking}
          question={again}
          onAgain={() => decide.variables && decide.mutate(decide.variables)}
        />
      )}
      <div className={sheet.buttons}>
        {can('confirm') && (
          <button
            type="button"
            className={controls.primary}
            aria-disabled={decide.isPending}
            onClick={() => decide.isPending || decide.mutate('confirm')}
          >
            {t(
              decide.isPending
                ? 'booking.sending'
                : booking.state === 'offered'
                  ? 'booking.accept.do'
                  : 'booking.confirm.do',
            )}
          </button>
        )}
        {can('amend') && (
          <>
            <Link to="/" search={{ ...again, amend: booking.id }} className={controls.button}>
              {t('booking.amend.way')}
            </Link>
            <Link
              to="/book"
              search={{ ...again, way: booking.option.id, amend: booking.id }}
              className={controls.button}
            >
              {t('booking.amend.load')}
            </Link>
          </>
        )}
        {can('cancel') && (
          <button type="button" className={controls.button} onClick={() => setCancelling(true)}>
            {t(held ? 'booking.letGo' : booking.state === 'waiting' ? 'booking.leaveLine' : 'booking.cancel')}
          </button>
        )}
        {(booking.state === 'expired' || booking.state === 'cancelled') && (
          <Link to="/" search={again} className={controls.primary}>
            {t('booking.planAgain')}
          </Link>
        )}
      </div>
      {cancelling && <CancelDialog booking={booking} onClose={() => setCancelling(false)} />}
    </section>
  );
}

function HoldClock({ booking }: { booking: Booking }) {
  const { t, format } = useLanguage();
  const queries = useQueryClient();
  const { heldUntil, now, receivedMs, number, state } = booking;
  if (!heldUntil) return null;
  const began = booking.history.findLast(({ what }) => what === state)?.at ?? booking.createdAt;
  return (
    <>
      <Countdown
        hold={{ heldUntil, now, receivedMs }}
        since={began}
        spoken={number}
        onOver={() => void queries.invalidateQueries({ queryKey: bookingKey(booking.id) })}
        size="large"
      />
      <p>
        {t(`booking.state.${state === 'offered' ? 'offered' : 'held'}.text`, {
          time: format.time(heldUntil, localZone),
          count: booking.rides.length,
        })}
      </p>
    </>
  );
}
const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function StateWords({ booking }: { booking: Booking }) {
  const { t, format } = useLanguage();
  const { state, option } = booking;
  const zones = { from: option.legs[0]?.from.zone, to: option.legs.at(-1)?.to.zone };
  const day = (instant: string, zone: string | undefined) => format.date(instant, 'weekday', zone);
  if (state === 'waiting' && booking.waiting)
    return (
      <>
        <p className={css.big}>{t('booking.waiting.place', { place: booking.waiting.place })}</p>
        <p>{t('booking.state.waiting.text', { since: day(booking.waiting.since, undefined) })}</p>
      </>
    );
  if (state === 'expired' || state === 'cancelled') return <p>{t(`booking.state.${state}.text`)}</p>;
  const departed = state === 'departed';
  return (
    <>
      <p className={css.big}>
        {departed
          ? t('booking.step.arrives', { day: day(booking.arrival.p50, zones.to) })
          : t('freight.detail.leaves', { day: day(booking.departure, zones.from) })}
      </p>
      <p className={css.facts}>
        <span>
          {departed
            ? t('booking.left', { day: day(booking.departure, zones.from) })
            : t('booking.arrives', { day: day(booking.arrival.p50, zones.to) })}
        </span>
        <span>{t('freight.option.late', { day: format.date(booking.arrival.p90, 'day', zones.to) })}</span>
        <span>
          <Figure figure={booking.cost} label={t('freight.cost')} />
        </span>
      </p>
    </>
  );
}
