import type { Option } from '../api/freight.ts';
import css from './strip.module.css';
import type { Span } from './strip.ts';
import { stripOf } from './strip.ts';

/** The small strip of an option's card: the whole journey on the span all options share. Its words are in the card. */
export function OptionStrip({ option, readyAt, span }: { option: Option; readyAt: string; span: Span }) {
  const strip = stripOf(option, readyAt, span);
  const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
  return (
    <svg className={css.small} width="100%" height="16" aria-hidden="true" focusable="false">
      {strip.segments.map((segment) => {
        const place = { x: percent(segment.from), width: percent(Math.max(0, segment.to - segment.from)) };
        const key = `${segment.look} ${segment.from}`;
        if (segment.look === 'wait')
          return (
            <line
              key={key}
              className={css.wait}
              x1={percent(segment.from)}
              x2={percent(segment.to)}
              y1="8"
              y2="8"
            />
          );
        if (segment.look === 'queue')
          return <rect key={key} className={css.queue} {...place} y="5.5" height="5" />;
        return (
          <g key={key}>
            <rect
              className={css[`look${segment.look}`]}
              {...place}
              y={segment.look === 'road' ? 5 : 2}
              height={segment.look === 'road' ? 6 : 12}
            />
            {segment.look === '1520' && <rect className={css.inside} {...place} y="7" height="2" />}
          </g>
        );
      })}
      {strip.notches.map((notch) => (
        <rect
          key={notch.leg.departure}
          className={css.notch}
          x={percent(notch.at)}
          y="0"
          width="1.6"
          height="16"
        />
      ))}
      <line className={css.whisker} x1={percent(strip.arrival)} x2={percent(strip.late)} y1="8" y2="8" />
      <line className={css.whisker} x1={percent(strip.late)} x2={percent(strip.late)} y1="4" y2="12" />
    </svg>
  );
}
