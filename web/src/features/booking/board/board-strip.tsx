import type { BookingRow } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { dayTicks, placeLabels, type Span } from '../../../journey/strip.ts';
import { textWidth } from '../../../journey/text-width.ts';
import css from './board-strip.module.css';
import type { Grouped } from './next-step.ts';

const widthPx = 260;
const dayMs = 86_400_000;

export interface BoardSpan extends Span {
  nowMs: number;
}

/** One span of days for all rows, so that they are compared by eye: from yesterday to the last arrival; what is over doesn't stretch it. */
export function boardSpan(groups: readonly Grouped[], nowMs: number): BoardSpan {
  const live = groups.filter(({ group }) => group !== 'over').flatMap(({ items }) => items);
  const starts = live.map(({ row }) => Date.parse(row.departure));
  const ends = live.map(({ row }) => Date.parse(row.arrival.p90));
  const startMs = Math.max(nowMs - 14 * dayMs, Math.min(nowMs - dayMs, ...starts));
  return { nowMs, startMs, endMs: Math.min(startMs + 75 * dayMs, Math.max(startMs + 10 * dayMs, ...ends)) };
}

export function BoardAxis({ span }: { span: BoardSpan }) {
  const { t, format } = useLanguage();
  const labels = placeLabels(
    dayTicks(span, 'UTC', widthPx, 60).map(({ at, instant }) => {
      const text = format.date(instant, 'day');
      return { key: instant.getTime(), text, x: at * widthPx, widthPx: textWidth(text, 'below') };
    }),
    widthPx,
    1,
    14,
  );
  return (
    <svg className={css.axis} width={widthPx} height="14" role="img" aria-label={t('booking.board.days')}>
      {labels.map(({ key, text, x }) => (
        <text key={key} x={x} y="11">
          {text}
        </text>
      ))}
    </svg>
  );
}

/** Departure to arrival, and how late it may be, with today across. Its words stand below it. */
export function BoardStrip({ row, span }: { row: BookingRow; span: BoardSpan }) {
  const x = (instant: string | number) => {
    const ms = typeof instant === 'number' ? instant : Date.parse(instant);
    return Math.min(1, Math.max(0, (ms - span.startMs) / (span.endMs - span.startMs))) * widthPx;
  };
  const [from, to, late, now] = [x(row.departure), x(row.arrival.p50), x(row.arrival.p90), x(span.nowMs)];
  return (
    <svg className={css.strip} width={widthPx} height="16" data-state={row.state} aria-hidden="true">
      <line className={css.track} x1="0" x2={widthPx} y1="8" y2="8" />
      <line className={css.now} x1={now} x2={now} y1="0" y2="16" />
      <rect className={css.bar} x={from} y="3" width={Math.max(2, to - from)} height="10" />
      <line className={css.whisker} x1={to} x2={late} y1="8" y2="8" />
      <line className={css.whisker} x1={late} x2={late} y1="4" y2="12" />
    </svg>
  );
}
