/** Days of the calendar as ISO dates, and the intervals periods stand for. */

/** Inclusive; null where it is open or can't be told. */
export interface Interval {
  start: string | null;
  end: string | null;
}

export const open: Interval = { start: null, end: null };
const two = (number: number) => String(number).padStart(2, '0');
export const iso = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
export const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const yearOf = (year: number): Interval => ({ start: iso(year, 1, 1), end: iso(year, 12, 31) });
export const monthOf = (year: number, month: number): Interval => monthsOf(year, month, month);
export const monthsOf = (year: number, from: number, to: number): Interval => ({
  start: iso(year, from, 1),
  end: iso(year, to, daysIn(year, to)),
});
export const dayOf = (year: number, month: number, day: number): Interval => {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return open;
  return { start: iso(year, month, day), end: iso(year, month, day) };
};
export const quarterOf = (year: number, quarter: number): Interval =>
  monthsOf(year, quarter * 3 - 2, quarter * 3);
export const halfOf = (year: number, half: number): Interval => monthsOf(year, half * 6 - 5, half * 6);

export interface Day {
  year: number;
  month: number;
  day: number;
}
export function dayIn(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? { year, month, day } : null;
}
/** So many days later, or earlier. */
export function daysFrom({ year, month, day }: Day, days: number): Day {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
export const single = (day: Day): Interval => dayOf(day.year, day.month, day.day);
/** 0 is Sunday. */
export const weekdayOf = ({ year, month, day }: Day) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
/** Monday to Sunday, so many weeks from the one the day lies in. */
export function weekOf(day: Day, weeks: number): Interval {
  const monday = daysFrom(day, -((weekdayOf(day) + 6) % 7) + weeks * 7);
  const sunday = daysFrom(monday, 6);
  return {
    start: iso(monday.year, monday.month, monday.day),
    end: iso(sunday.year, sunday.month, sunday.day),
  };
}
export function monthFrom({ year, month }: Day, months: number): Interval {
  const index = year * 12 + month - 1 + months;
  return monthOf(Math.floor(index / 12), (index % 12) + 1);
}
