import * as chrono from 'chrono-node';
import type { Reader } from '../found.ts';
import type { Interval } from '../labels.ts';

/** Times alone. What it was told (a year, a month, a day) says how long the interval is. */
export const chronoNode: Reader = {
  name: 'chrono-node',
  asWritten: true,
  finds: { quantities: false, times: true, context: false },
  read(text, date) {
    const reference = date === null ? new Date() : new Date(`${date}T12:00:00`);
    const times = chrono
      .parse(text, reference)
      .filter(({ start }) =>
        ['year', 'month', 'day', 'weekday'].some((part) => start.isCertain(part as chrono.Component)),
      )
      .map(({ index, text: quote, start, end }) => ({
        start: index,
        end: index + quote.length,
        period: { start: edge(start).start, end: edge(end ?? start).end } as Interval,
      }));
    return { quantities: [], times, ordinals: [], spans: 0, brokenSpans: 0 };
  },
};

function edge(part: chrono.ParsedComponents): { start: string; end: string } {
  const year = part.get('year')!;
  const month = part.get('month')! - 1;
  const day = part.get('day')!;
  if (part.isCertain('day') || part.isCertain('weekday'))
    return { start: iso(year, month, day), end: iso(year, month, day) };
  if (part.isCertain('month')) return { start: iso(year, month, 1), end: iso(year, month + 1, 0) };
  return { start: iso(year, 0, 1), end: iso(year, 12, 0) };
}

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
