import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Option } from '../api/freight.ts';
import type { Language } from '../i18n/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { axisLabels, barText, borderLabels, lowerLabels } from './journey-labels.ts';
import css from './strip.module.css';
import type { Segment } from './strip.ts';
import { dayTicks, placeLabels, spanOf, stripOf } from './strip.ts';

const axisPx = 16;
const rowPx = 16;
const barPx = 24;

/** From where to where, and when it could have left: of a plan's answer or a booking. */
export interface Journey {
  from: { name: string };
  to: { name: string };
  readyAt: string;
  /** Where an arrival was asked for, days begin with the departure. */
  arriveBy?: string | null | undefined;
}

/** The chosen way with its days across: what moves, what waits, where the borders are and how late it may be. */
export function JourneyStrip({ journey, option }: { journey: Journey; option: Option }) {
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const end = option.legs.at(-1)?.to;
  const zone = end?.zone ?? 'UTC';
  const span = useMemo(
    () => spanOf([option], journey.arriveBy ? option.departure : journey.readyAt),
    [option, journey],
  );
  const strip = useMemo(
    () => stripOf(option, journey.arriveBy ? option.departure : journey.readyAt, span),
    [option, journey, span],
  );
  const ticks = dayTicks(span, zone, widthPx, 30);
  const days = placeLabels(axisLabels(ticks, widthPx, zone, language), widthPx, 1, 6);
  const borders = placeLabels(borderLabels(strip, widthPx), widthPx, 2);
  const rows = borders.some((label) => label.row === 1) ? 2 : 1;
  const barTop = axisPx + rows * rowPx + 6;
  const below = lowerLabels(strip, option, widthPx, language);
  const belowRows = 1 + Math.max(...below.map((label) => label.row));
  const heightPx = barTop + barPx + belowRows * rowPx + 8;
  const x = (share: number) => share * widthPx;
  return (
    <div ref={box} className={css.journey} style={{ minHeight: heightPx }}>
      {widthPx > 0 && (
        <svg
          width={widthPx}
          height={heightPx}
          viewBox={`0 0 ${widthPx} ${heightPx}`}
          role="img"
          aria-label={summary(journey, option, language)}
        >
          {ticks.map((tick) => (
            <line
              key={tick.instant.getTime()}
              className={css.day}
              x1={x(tick.at)}
              x2={x(tick.at)}
              y1={axisPx + 2}
              y2={heightPx}
            />
          ))}
          {days.map((label) => (
            <text key={label.key} className={css.dayLabel} x={label.x} y="10">
              {label.text}
            </text>
          ))}
          {strip.segments.map((segment) => (
            <Bar
              key={`${segment.look} ${segment.from}`}
              segment={segment}
              top={barTop}
              widthPx={widthPx}
              language={language}
            />
          ))}
          {strip.notches.map((notch) => (
            <rect
              key={notch.leg.departure}
              className={css.notch}
              x={x(notch.at) - 1}
              y={barTop - 4}
              width="2"
              height={barPx + 8}
            />
          ))}
          <g className={css.whisker}>
            <line x1={x(strip.arrival)} x2={x(strip.late)} y1={barTop + 12} y2={barTop + 12} />
            <line x1={x(strip.late) - 0.5} x2={x(strip.late) - 0.5} y1={barTop + 6} y2={barTop + 18} />
            <circle
              className={css.arrival}
              cx={Math.min(x(strip.arrival), widthPx - 4)}
              cy={barTop + 12}
              r="4.5"
            />
          </g>
          {borders.map((label) => (
            <text
              key={`${label.text} ${label.x}`}
              className={css.border}
              x={label.x}
              y={barTop - 9 - label.row * rowPx}
            >
              {label.text}
            </text>
          ))}
          {below.map((label) => (
            <text
              key={`${label.text} ${label.x}`}
              className={css.below}
              x={label.x}
              y={barTop + barPx + 15 + label.row * rowPx}
            >
              {label.text}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

function Bar({
  segment,
  top,
  widthPx,
  language,
}: {
  segment: Segment;
  top: number;
  widthPx: number;
  language: Language;
}) {
  const x = segment.from * widthPx;
  const width = Math.max(1, (segment.to - segment.from) * widthPx);
  if (segment.look === 'wait')
    return <line className={css.wait} x1={x} x2={x + width} y1={top + 12} y2={top + 12} />;
  if (segment.look === 'queue')
    return <rect className={css.queue} x={x} y={top + 7} width={width} height="10" />;
  const thin = segment.look === 'road';
  const text = segment.leg && !thin ? barText(segment.leg, width - 16, language) : '';
  return (
    <g>
      <rect
        className={css[`look${segment.look}`]}
        x={x}
        y={thin ? top + 6 : top}
        width={width}
        height={thin ? 12 : barPx}
      />
      {segment.look === '1520' && (
        <rect
          className={css.inside}
          x={x + 2}
          y={text ? top + barPx - 5 : top + 11}
          width={Math.max(0, width - 4)}
          height="2"
        />
      )}
      {text && (
        <text
          className={segment.look === 'sea' ? css.onSea : css.onBar}
          x={x + 8}
          y={top + (segment.look === '1520' ? 14 : 16)}
        >
          {text}
        </text>
      )}
    </g>
  );
}

function summary(journey: Journey, option: Option, { t, format }: Language): string {
  const zone = option.legs.at(-1)?.to.zone;
  return t('freight.strip.summary', {
    from: journey.from.name,
    to: journey.to.name,
    departure: format.date(option.departure, 'full', option.legs[0]?.from.zone),
    arrival: format.date(option.arrival.p50, 'full', zone),
    late: format.date(option.arrival.p90, 'full', zone),
    borders: option.legs.filter((leg) => leg.kind === 'crossing').length,
  });
}

/** The room there is, measured again when the fonts have come, because labels are placed by their width. */
function useWidth(box: RefObject<HTMLDivElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  const [, setFontsReady] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidthPx(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    document.fonts.ready.then(
      () => setFontsReady(true),
      () => undefined,
    );
    return () => observer.disconnect();
  }, [box]);
  return widthPx;
}
