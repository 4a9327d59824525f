import { useLanguage } from '../../../i18n/index.ts';
import styles from './week-days.module.css';

/** The days a service leaves, as seven squares; read out as names. No published days is said, not drawn as none. */
export function WeekDays({ days }: { days: readonly number[] }) {
  const { t, format } = useLanguage();
  if (days.length === 0) return <span className={styles.unknown}>{t('departures.daysUnknown')}</span>;
  // the table of weekdays begins with Sunday, the pack's ISO days with 1 for Monday
  const name = (isoDay: number) => format.table.weekdaysShort[isoDay % 7] ?? '';
  const text = days.length === 7 ? t('departures.daily') : days.map(name).join(', ');
  return (
    <span className={styles.week} role="img" aria-label={text} title={text}>
      {[1, 2, 3, 4, 5, 6, 7].map((isoDay) => (
        <i key={isoDay} className={days.includes(isoDay) ? styles.on : styles.off} />
      ))}
    </span>
  );
}
