import type { Booking } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import sheet from '../sheet.module.css';
import css from './one.module.css';

/** Until when it can be changed or cancelled, and what that costs: as it was agreed when it was made. */
export function Terms({ booking }: { booking: Booking }) {
  const { t, format } = useLanguage();
  const { terms, option } = booking;
  if (!['held', 'offered', 'waiting', 'confirmed'].includes(booking.state)) return null;
  const serverMs = Date.parse(booking.now);
  const zone = option.legs[0]?.from.zone;
  const moment = (instant: string) =>
    `${format.date(instant, 'weekday', zone)} ${format.time(instant, zone)}`;
  return (
    <section aria-labelledby="terms" className={sheet.section}>
      <h2 id="terms">{t('booking.terms')}</h2>
      <ul className={css.terms}>
        {terms.fees.map(({ until, percent }, index) => (
          <li key={until} data-past={Date.parse(until) <= serverMs}>
            <span className={css.share}>
              {percent === 0 ? t('booking.terms.free') : format.percent(percent)}
            </span>
            <span>
              {t(index === 0 ? 'booking.terms.until' : 'booking.terms.then', { moment: moment(until) })}
            </span>
          </li>
        ))}
      </ul>
      <p className={sheet.note}>
        {t('booking.terms.amend', { moment: moment(terms.amendUntil) })} {terms.note}
      </p>
    </section>
  );
}
