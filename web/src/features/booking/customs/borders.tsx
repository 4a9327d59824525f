import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { bookingKey } from '../../../api/booking.ts';
import {
  type CustomsBorder,
  type CustomsStatus,
  type Declaration,
  declarationQuery,
  setStatus,
} from '../../../api/customs.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { type Attempt, attemptOf, newKey } from '../attempt.ts';
import '../messages.ts';
import { localZone } from '../one/event-text.ts';
import { BookingRefusal } from '../refusal.tsx';
import sheet from '../sheet.module.css';
import css from './customs.module.css';
import { Decide } from './decide.tsx';
import { StatusMark } from './status-mark.tsx';

/** The borders of the way in its order: how it stands at each, what was decided there and why, and what whoever looks may do. */
export function Borders({ declaration }: { declaration: Declaration }) {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="borders" className={sheet.section}>
      <h2 id="borders">{t('booking.borders')}</h2>
      <ol className={css.borders}>
        {declaration.borders.map((border) => (
          <Border key={border.crossing} border={border} declaration={declaration} />
        ))}
      </ol>
    </section>
  );
}

function Border({ border, declaration }: { border: CustomsBorder; declaration: Declaration }) {
  const { t, format } = useLanguage();
  const [deciding, setDeciding] = useState<CustomsStatus | null>(null);
  const change = useStatus(declaration.booking, border.crossing, declaration.version);
  const lodges = border.next.includes('lodged');
  const decisions = border.next.filter((status) => status === 'held' || status === 'released');
  return (
    <li>
      <div className={css.borderHead}>
        <strong>{border.name}</strong>
        <span className={css.expected}>
          {t('booking.border.expected', { day: format.date(border.expectedAt, 'weekday') })}
        </span>
        <StatusMark status={border.status} />
        {lodges && (
          <button
            type="button"
            className={controls.button}
            aria-disabled={change.isPending || declaration.missing.length > 0}
            onClick={() =>
              declaration.missing.length > 0
                ? document.getElementById('missing')?.scrollIntoView({ block: 'center' })
                : change.isPending || change.mutate({ status: 'lodged' })
            }
          >
            {t('booking.border.lodge', { name: border.name })}
          </button>
        )}
        {decisions.map((status) => (
          <button
            key={status}
            type="button"
            className={controls.button}
            aria-expanded={deciding === status}
            onClick={() => setDeciding(deciding === status ? null : status)}
          >
            {t(status === 'held' ? 'booking.border.hold' : 'booking.border.release')}
          </button>
        ))}
      </div>
      {deciding && (
        <Decide
          status={deciding}
          pending={change.isPending}
          onSend={(note, reference) =>
            change.mutate({ status: deciding, note, reference }, { onSuccess: () => setDeciding(null) })
          }
          onClose={() => setDeciding(null)}
        />
      )}
      {change.error && <BookingRefusal error={change.error} />}
      {border.history.length > 0 && (
        <ol className={css.past}>
          {border.history.toReversed().map((event) => (
            <li key={`${event.at} ${event.status}`}>
              <time dateTime={event.at}>
                {format.date(event.at, 'day', localZone)} {format.time(event.at, localZone)}
              </time>
              <span>
                {[t(`booking.customs.${event.status}`), event.by, event.reference, event.note]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

interface Wanted {
  status: CustomsStatus;
  note?: string;
  reference?: string;
}

/** Lodges, holds or releases at one border; pressed twice it is done once. */
export function useStatus(booking: string, crossing: string, version: number) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const attempt = useRef<Attempt | null>(null);
  return useMutation({
    mutationFn: ({ status, note = '', reference = '' }: Wanted) => {
      const wanted = { status: status as Exclude<CustomsStatus, 'not-lodged'>, note, reference, version };
      attempt.current = attemptOf(attempt.current, wanted, wanted, newKey);
      return setStatus(booking, crossing, wanted, attempt.current.key, tag);
    },
    onSuccess: (declaration, { status }) => {
      queries.setQueryData(declarationQuery(booking, tag).queryKey, declaration);
      void queries.invalidateQueries({ queryKey: bookingKey(booking) });
      void queries.invalidateQueries({ queryKey: ['customs'] });
      void queries.invalidateQueries({ queryKey: ['bookings'] });
      const border = declaration.borders.find((found) => found.crossing === crossing);
      announce(`${border?.name ?? ''}: ${t(`booking.customs.${status}`)}`);
    },
  });
}
