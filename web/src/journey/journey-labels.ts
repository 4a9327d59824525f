/** The words on a journey's strip, each with the room it needs. */
import type { Leg, Option } from '../api/freight.ts';
import { figureText } from '../figure/index.ts';
import { civilDay } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import type { DayTick, Segment, Strip } from './strip.ts';
import { placeBelow, placeLabels } from './strip.ts';
import { textWidth } from './text-width.ts';

/** The number of each day; the first and the first of a month with their month. */
export function axisLabels(ticks: readonly DayTick[], widthPx: number, zone: string, { format }: Language) {
  return ticks
    .filter((tick) => tick.labelled)
    .map(({ at, instant }, index) => {
      const { day } = civilDay(instant, zone);
      const text = index === 0 || day === 1 ? format.date(instant, 'day', zone) : String(day);
      return { key: instant.getTime(), text, x: at * widthPx, widthPx: textWidth(text, 'below') };
    });
}

/** As much of "Tianjin – Khorgos · 4,070 km · Tue, Thu" as the bar has room for. */
export function barText(leg: Leg, roomPx: number, { t, format }: Language): string {
  const route = `${leg.from.placeName} – ${leg.to.placeName}`;
  const distance = leg.distance.value === null ? '' : figureText(leg.distance, t, format);
  const days =
    leg.service?.days.map((day) => format.table.weekdaysShort[day % 7]).join(format.table.list) ?? '';
  const candidates = [[route, distance, days], [route, distance], [route], [distance]].map((parts) =>
    parts.filter(Boolean).join(' · '),
  );
  return candidates.find((text) => textWidth(text, 'bar') <= roomPx) ?? '';
}

export function borderLabels(strip: Strip, widthPx: number) {
  return strip.notches.map(({ at, leg }) => {
    const text = leg.crossing?.name ?? leg.from.name;
    return { text, x: at * widthPx - 2, widthPx: textWidth(text, 'border') };
  });
}

/** What is said below the bar: how long each border and each wait takes, and under them or beside them the arrival. */
export function lowerLabels(strip: Strip, option: Option, widthPx: number, { t, format }: Language) {
  const zone = option.legs.at(-1)?.to.zone;
  const arrival = t('freight.strip.arrival', {
    place: option.legs.at(-1)?.to.placeName ?? '',
    day: format.date(option.arrival.p50, 'day', zone),
    late: format.date(option.arrival.p90, 'day', zone),
  });
  const arrivalPx = textWidth(arrival, 'below');
  const labels = strip.segments.flatMap((segment) => {
    const text = lowerText(segment, { t, format });
    return text ? [{ text, x: segment.from * widthPx + 2, widthPx: textWidth(text, 'below') }] : [];
  });
  const placed = placeLabels(labels, widthPx, 2, 12);
  const x = Math.max(0, Math.min(strip.arrival * widthPx + 8, widthPx - arrivalPx));
  return [...placed, placeBelow({ text: arrival, x, widthPx: arrivalPx }, placed, 12)];
}

function lowerText(segment: Segment, { t, format }: Pick<Language, 't' | 'format'>): string {
  const hours = segment.leg
    ? (Date.parse(segment.leg.arrival) - Date.parse(segment.leg.departure)) / 3_600_000
    : 0;
  // a queue is spoken of in hours as long as they can be counted, waiting in days
  const inDays = hours >= (segment.look === 'queue' ? 96 : 24);
  const count = Math.round(inDays ? hours / 24 : hours);
  const duration = t(inDays ? 'shell.unit.d' : 'shell.unit.h', { number: format.number(count), count });
  if (segment.look === 'queue')
    return t(
      segment.leg?.crossing?.kind === 'gauge-change' ? 'freight.strip.gauge' : 'freight.strip.border',
      { duration },
    );
  if (segment.look === 'wait' && segment.leg && hours >= 8) return t('freight.strip.wait', { duration });
  return '';
}
