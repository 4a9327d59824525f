import { Link } from '@tanstack/react-router';
import type { Booking } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import css from './one.module.css';

/** What is still to be given, and until when, each with the way to where it is given. */
export function ToGive({ booking }: { booking: Booking }) {
  const { t, format } = useLanguage();
  if (booking.missing.length === 0) return null;
  return (
    <section className={css.give} aria-labelledby="give">
      <h2 id="give">
        {t('booking.give', {
          day: format.date(booking.departure, 'weekday', booking.option.legs[0]?.from.zone),
        })}
      </h2>
      <ul>
        {booking.missing.map((missing) => (
          <li key={missing}>
            {missing === 'declaration' ? (
              <Link to="/bookings/$id/declaration" params={{ id: booking.id }}>
                {t('booking.missing.declaration')}
              </Link>
            ) : (
              <a href="#containers">{t(`booking.missing.${missing}`)}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
