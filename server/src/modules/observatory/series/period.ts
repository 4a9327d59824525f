/** Periods of series: inclusive ISO days. How long one is, and how it is written. */
import type { frequencies } from './api.ts';

export interface Period {
  periodStart: string;
  periodEnd: string;
}
export type Frequency = (typeof frequencies)[number];

const dayMs = 86_400_000;
export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const dayAfter = (day: string, days = 1): string => isoDay(Date.parse(day) + days * dayMs);
export const daysIn = ({ periodStart, periodEnd }: Period): number =>
  (Date.parse(periodEnd) - Date.parse(periodStart)) / dayMs + 1;

const isMonthEnd = (day: string) => dayAfter(day).endsWith('-01');
export const monthEnd = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return isoDay(Date.UTC(year, number, 0));
};

/** Whole months from the first to the last day; null where they are not whole. */
export function monthsIn({ periodStart, periodEnd }: Period): number | null {
  if (!periodStart.endsWith('-01') || !isMonthEnd(periodEnd)) return null;
  const [fromYear = 0, fromMonth = 0] = periodStart.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = periodEnd.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
  return months > 0 ? months : null;
}

export function frequencyOf(period: Period): Frequency {
  if (period.periodStart === period.periodEnd) return 'day';
  const months = monthsIn(period);
  const month = Number(period.periodStart.slice(5, 7));
  if (months === 12 && month === 1) return 'year';
  if (months === 1) return 'month';
  if (months === 3 && month !== 1 && month % 3 === 1) return 'quarter';
  if (months === 6 && month === 7) return 'half';
  const isWithinYear = period.periodStart.slice(0, 4) === period.periodEnd.slice(0, 4);
  if (month === 1 && isWithinYear && months === 3) return 'quarter';
  if (month === 1 && isWithinYear && months === 6) return 'half';
  return month === 1 && isWithinYear && months !== null ? 'to-date' : 'other';
}

/** `2024`, `2024-05`, `2024-Q1`, `2024-H1`, a day, or first and last day with a slash between. */
export function writtenPeriod(period: Period): string {
  const { periodStart, periodEnd } = period;
  const year = periodStart.slice(0, 4);
  const month = Number(periodStart.slice(5, 7));
  switch (frequencyOf(period)) {
    case 'day':
      return periodEnd;
    case 'year':
      return year;
    case 'month':
      return periodStart.slice(0, 7);
    case 'quarter':
      return `${year}-Q${(month + 2) / 3}`;
    case 'half':
      return `${year}-H${month === 1 ? 1 : 2}`;
    default:
      return `${periodStart}/${periodEnd}`;
  }
}
