import type { BareClaim } from '../../../api/observatory.ts';
import css from './dossier.module.css';
import { barOf, type TimeAxis, tickAt, ticksOf } from './time-axis.ts';

/** The period of one claim on the page's axis; its words stand beside it. */
export function TimeStrip({ period, axis }: { period: BareClaim['period']; axis: TimeAxis }) {
  const bar = period && barOf(period, axis);
  return (
    <svg className={css.strip} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {ticksOf(axis).map((year) => (
        <path key={year} d={`M${tickAt(year, axis)} 0V10`} className={css.tick} />
      ))}
      {bar && (
        <rect
          x={bar.x}
          y="3"
          width={bar.width}
          height="4"
          className={css.bar}
          data-open={bar.opensBefore || bar.opensAfter}
        />
      )}
    </svg>
  );
}

/** The years above the strips. */
export function TimeScale({ axis }: { axis: TimeAxis }) {
  return (
    <svg className={css.scale} width="100%" height="16" aria-hidden="true">
      {ticksOf(axis, 6).map((year) => (
        <text key={year} x={`${tickAt(year, axis)}%`} y="11">
          {year}
        </text>
      ))}
    </svg>
  );
}
