import { useId } from 'react';
import { useLanguage } from '../../../i18n/index.ts';
import { hourMs } from './runs.ts';
import styles from './time-bar.module.css';
import { type Clock, type Speed, speeds } from './use-clock.ts';
import '../departures/messages.ts';

const quarterMs = hourMs / 4;

/** Play, pause, how fast, and which moment: all by keyboard too. */
export function TimeBar({ clock, under }: { clock: Clock; under: number }) {
  const { t, format } = useLanguage();
  const speedId = useId();
  const shown = new Date(clock.instant);
  const moment = `${format.date(shown, 'weekday')} ${format.time(shown)} UTC`;
  return (
    <fieldset className={styles.bar} aria-label={t('departures.clock')}>
      <button
        type="button"
        className={styles.play}
        aria-label={t(clock.playing ? 'departures.pause' : 'departures.play')}
        onClick={clock.playing ? clock.pause : clock.play}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={clock.playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5v11l9-5.5z'} fill="currentColor" />
        </svg>
      </button>
      <p className={styles.moment}>
        {moment}
        <small>{t('departures.under', { count: under })}</small>
      </p>
      <input
        className={styles.slider}
        type="range"
        aria-label={t('departures.moment')}
        aria-valuetext={moment}
        min={clock.first}
        max={clock.last}
        step={quarterMs}
        value={clock.instant}
        onChange={(event) => clock.turnTo(Number(event.target.value))}
      />
      <label htmlFor={speedId} className={styles.hidden}>
        {t('departures.speed')}
      </label>
      <select
        id={speedId}
        className={styles.speed}
        value={clock.speed}
        onChange={(event) => clock.setSpeed(Number(event.target.value) as Speed)}
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {speed === 1 ? t('departures.realTime') : t('departures.perSecond', { minutes: speed / 60 })}
          </option>
        ))}
      </select>
      <button type="button" className={styles.now} onClick={clock.backToNow}>
        {t('departures.now')}
      </button>
    </fieldset>
  );
}
