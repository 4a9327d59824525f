import type { Ride } from '../../api/booking.ts';
import type { Option } from '../../api/freight.ts';
import { useLanguage } from '../../i18n/index.ts';
import { leftOnRide, leftText } from '../../journey/left.ts';
import './messages.ts';
import css from './trains.module.css';

interface Props {
  rides: readonly Ride[];
  option: Option;
  /** What is asked for; without it what is left is not said. */
  teu?: number;
  /** What this booking takes of each. */
  taken?: string;
}

/** The trains of a way, one line each: all of them are held, or none. */
export function Trains({ rides, option, teu, taken }: Props) {
  const language = useLanguage();
  const { t, format } = language;
  return (
    <ol className={css.trains}>
      {rides.map((ride) => {
        const first = option.legs.find(
          (leg) => leg.service?.id === ride.service && leg.departure >= ride.departure,
        );
        const last = option.legs.findLast(
          (leg) => leg.service?.id === ride.service && leg.arrival <= ride.arrival,
        );
        const left = teu === undefined ? null : leftOnRide(ride, teu);
        const moment = (instant: string, zone: string | undefined) => (
          <time dateTime={instant}>
            {format.date(instant, 'weekday', zone)} <small>{format.time(instant, zone)}</small>
          </time>
        );
        return (
          <li
            key={ride.run}
            className={css.train}
            data-look={first?.mode === 'sea' ? 'sea' : (first?.gauge ?? '1435')}
          >
            <span className={css.look} aria-hidden="true" />
            <span className={css.name}>
              <strong>
                {first?.from.name ?? ride.from} – {last?.to.name ?? ride.to}
              </strong>
              {first?.service && (
                <small>{[first.service.name, first.service.operator].filter(Boolean).join(' · ')}</small>
              )}
            </span>
            <span className={css.when}>
              {moment(ride.departure, first?.from.zone)} – {moment(ride.arrival, last?.to.zone)}
            </span>
            <span className={css.left} data-level={ride.cancelled ? 'cancelled' : (left?.level ?? 'enough')}>
              {ride.cancelled ? t('freight.left.cancelled') : left ? leftText(left, language) : taken}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
