import { KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Rhythm } from './rhythms.ts';
import styles from './week-days.module.css';
import './messages.ts';

/**
 * The days a service leaves, as seven squares; read out as names. Without fixed days its number of departures a week is said
 * instead, and with neither that they are unknown.
 */
export function WeekDays({ rhythm }: { rhythm: Rhythm | undefined }) {
  const { t, format } = useLanguage();
  if (!rhythm) return <span className={styles.unknown}>{t('departures.daysUnknown')}</span>;
  const { days, daysPublished, perWeek } = rhythm;
  const mark = daysPublished ? null : <KindMark kind="model" />;
  if (days.length === 0)
    return (
      <span className={styles.unknown}>
        {perWeek.value === null
          ? t('departures.daysUnknown')
          : t('departures.perWeek', { number: format.number(perWeek.value, { digitsMax: 1 }) })}
        {perWeek.value !== null && mark}
      </span>
    );
  // the table of weekdays begins with Sunday, the pack's ISO days with 1 for Monday
  const names = days.map((isoDay) => format.table.weekdaysShort[isoDay % 7] ?? '').join(', ');
  const text = days.length === 7 ? t('departures.daily') : names;
  const spoken = daysPublished ? text : t('departures.daysEstimated', { days: text });
  return (
    <span className={styles.week} role="img" aria-label={spoken} title={spoken}>
      {[1, 2, 3, 4, 5, 6, 7].map((isoDay) => (
        <i
          key={isoDay}
          className={days.includes(isoDay) ? (daysPublished ? styles.on : styles.likely) : styles.off}
        />
      ))}
    </span>
  );
}
