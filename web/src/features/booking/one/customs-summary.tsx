import { Link } from '@tanstack/react-router';
import type { Booking } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { StatusMark } from '../customs/status-mark.tsx';
import '../messages.ts';
import sheet from '../sheet.module.css';
import css from './one.module.css';

/** Each border of the way and how the declaration stands there. */
export function CustomsSummary({ booking }: { booking: Booking }) {
  const { t } = useLanguage();
  if (booking.customs.length === 0) return null;
  // what lies with an office is opened to be read first
  const toBeWritten =
    booking.actions.includes('declare') && booking.customs.every(({ status }) => status === 'not-lodged');
  return (
    <section aria-labelledby="customs" className={sheet.section}>
      <div className={css.sectionHead}>
        <h2 id="customs">{t('booking.customs')}</h2>
        <Link to="/bookings/$id/declaration" params={{ id: booking.id }} className={controls.button}>
          {t(toBeWritten ? 'booking.declaration.edit' : 'booking.declaration.look')}
        </Link>
      </div>
      <ul className={css.borders}>
        {booking.customs.map(({ crossing, name, status }) => (
          <li key={crossing}>
            <Link to="/crossings/$id" params={{ id: crossing }}>
              {name}
            </Link>
            <StatusMark status={status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
