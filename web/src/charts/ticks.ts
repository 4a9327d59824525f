/** Where the axis of time is marked, and in which words; in UTC, so that a month is not moved by the reader's own zone. */
import type { Format } from '../i18n/index.ts';

export interface Tick {
  at: Date;
  text: string;
  /** Where its name stands: within the time it names, so that nobody reads the end of a year as the next one. */
  nameAt: Date;
}

const steps = [1, 3, 6, 12, 24, 60, 120, 240];

/** At most `most` first days of months, quarters or years, evenly apart and `least` months at least: years have no months to show. */
export function timeTicks(from: number, to: number, most: number, format: Format, least = 1): Tick[] {
  const months = (instant: number) =>
    new Date(instant).getUTCFullYear() * 12 + new Date(instant).getUTCMonth();
  const first = months(from);
  const last = months(to - 1);
  const step = steps.find((each) => each >= least && (last - first) / each < most) ?? 240;
  const ticks: Tick[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const at = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
    const january = month % 12 === 0;
    const year = String(at.getUTCFullYear());
    const name = format.table.monthsShort[month % 12] ?? '';
    // the first says which year it is, where no January does
    const text = step >= 12 || january ? year : ticks.length === 0 ? `${name} ${year}` : name;
    const length = step === 12 || step === 1 ? step / 2 : 0;
    const middle = new Date(
      Date.UTC(Math.floor(month / 12), (month % 12) + Math.floor(length), length % 1 ? 15 : 1),
    );
    ticks.push({ at, text, nameAt: middle });
  }
  return ticks;
}
