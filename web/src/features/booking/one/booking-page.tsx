import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Booking, bookingQuery } from '../../../api/booking.ts';
import { ProblemError } from '../../../api/client.ts';
import { networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { JourneyStrip } from '../../../journey/journey-strip.tsx';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import sheet from '../sheet.module.css';
import { useBookingStream } from '../stream.ts';
import { Trains } from '../trains.tsx';
import { Containers } from './containers.tsx';
import { CustomsSummary } from './customs-summary.tsx';
import { History } from './history.tsx';
import css from './one.module.css';
import { StatePanel } from './state-panel.tsx';
import { Terms } from './terms.tsx';
import { ToGive } from './to-give.tsx';

const WayMap = lazy(() => import('./way-map.tsx'));

/** One booking: what it is now and what can be done, then all that belongs to it. */
export function BookingPage() {
  return (
    <Permitted to="bookings:read">
      <One />
    </Permitted>
  );
}

function One() {
  const { t, tag } = useLanguage();
  const { id = '' } = useParams({ strict: false });
  useBookingStream();
  const {
    data: booking,
    error,
    refetch,
    isPlaceholderData,
  } = useQuery({
    ...bookingQuery(id, tag),
    // a laptop that slept, or a clock that was set, must not show a hold that is gone
    refetchOnWindowFocus: 'always',
    refetchInterval: 60_000,
  });
  const { data: network } = useQuery(networkQuery(tag));
  usePageTitle(booking?.number ?? t('booking.board.title'));
  if (error && !booking) {
    const missing = error instanceof ProblemError && error.problem.status === 404;
    return missing ? <NoSuchBooking /> : <ErrorPage error={error} reset={() => void refetch()} />;
  }
  if (!booking || (isPlaceholderData && booking.id !== id)) return <LoadingPage />;
  const { option, request } = booking;
  return (
    <div className={sheet.sheet}>
      <div className={css.top}>
        <header className={sheet.head}>
          <p className={sheet.kicker}>
            <Link to="/bookings" className={css.back}>
              {t('booking.board.title')}
            </Link>
            {' · '}
            {[booking.organisation.name, booking.reference].filter(Boolean).join(' · ')}
          </p>
          <h1 className={css.number}>{booking.number}</h1>
          <p className={css.route}>
            {booking.from.name} – {booking.to.name}
            {' · '}
            {t('booking.sum', { count: booking.containers.length, teu: booking.teu })}
          </p>
        </header>
        <StatePanel key={booking.id} booking={booking} />
        <div className={css.map}>
          <Suspense fallback={null}>{network && <WayMap network={network} option={option} />}</Suspense>
        </div>
      </div>
      <ToGive booking={booking} />
      <div className={sheet.strip}>
        <JourneyStrip
          journey={{
            from: booking.from,
            to: booking.to,
            readyAt: request.readyAt ?? option.departure,
            arriveBy: option.departure,
          }}
          option={option}
        />
      </div>
      <section aria-labelledby="trains" className={sheet.section}>
        <h2 id="trains">{t('booking.trains')}</h2>
        <Trains rides={booking.rides} option={option} taken={takenText(booking, t)} />
      </section>
      <Containers booking={booking} />
      <CustomsSummary booking={booking} />
      <Terms booking={booking} />
      <History booking={booking} />
    </div>
  );
}

/** Only what has a place takes one. */
const takenText = ({ state, teu }: Booking, t: ReturnType<typeof useLanguage>['t']) =>
  ['held', 'offered', 'confirmed', 'departed'].includes(state) ? t('freight.teu.count', { teu }) : '';

/** Whoever asks for somebody else's booking is told the same as for one that never was. */
function NoSuchBooking() {
  const { t } = useLanguage();
  return (
    <div className={sheet.sheet}>
      <div className={sheet.plain} role="alert">
        <h1>{t('booking.refusal.booking-not-found')}</h1>
        <p>{t('booking.refusal.booking-not-found.text')}</p>
        <Link to="/bookings" className={controls.primary}>
          {t('booking.board.title')}
        </Link>
      </div>
    </div>
  );
}
