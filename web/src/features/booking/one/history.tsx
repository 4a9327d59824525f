import type { Booking } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import sheet from '../sheet.module.css';
import { eventText, localZone } from './event-text.ts';
import css from './one.module.css';

/** What happened to it, the latest first. */
export function History({ booking }: { booking: Booking }) {
  const language = useLanguage();
  const { t, format } = language;
  return (
    <section aria-labelledby="history" className={sheet.section}>
      <h2 id="history">{t('booking.history')}</h2>
      <ol className={css.history}>
        {booking.history.toReversed().map((event) => (
          <li key={`${event.at} ${event.what}`}>
            <time dateTime={event.at}>
              {format.date(event.at, 'day', localZone)} <small>{format.time(event.at, localZone)}</small>
            </time>
            <span>{eventText(event, language)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
