/** When a crossing can't be used: its status, its opening hours and the closures its facts record. UTC minutes. */
import { type Corridor, type Crossing, periodOf } from '../../corridor/index.ts';
import { dayMinutes, weekdayOf } from './zone.ts';

/** Opening hours in UTC, `daily` being always. */
export interface Hours {
  days: readonly number[];
  opensMinute: number;
  closesMinute: number;
}

/** `1-5 06:00-18:00`; null where it is open at any time. The pack's check refuses any other form. */
export function hoursOf(calendar: string): Hours | null {
  const match = /^([1-7])-([1-7]) (\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(calendar);
  if (!match) return null;
  const [first = 1, last = 7, fromHour = 0, fromMinute = 0, toHour = 24, toMinute = 0] = match
    .slice(1)
    .map(Number);
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) =>
    first <= last ? first <= day && day <= last : day >= first || day <= last,
  );
  return { days, opensMinute: fromHour * 60 + fromMinute, closesMinute: toHour * 60 + toMinute };
}

/** The opening that contains `minute`, or the next one. */
function opening(hours: Hours, minute: number): { opens: number; closes: number } {
  // Hours that end before they begin run past midnight, so yesterday's may still be open.
  const lengthMinutes =
    hours.closesMinute - hours.opensMinute + (hours.closesMinute > hours.opensMinute ? 0 : dayMinutes);
  for (let day = Math.floor(minute / dayMinutes) - 1; ; day++) {
    const opens = day * dayMinutes + hours.opensMinute;
    const closes = opens + lengthMinutes;
    if (hours.days.includes(weekdayOf(day)) && closes > minute)
      return { opens: Math.max(opens, minute), closes };
  }
}

/** The first minute from `minute` on in which the crossing is open by its hours. */
export const nextOpen = (hours: Hours | null, minute: number) =>
  hours ? opening(hours, minute).opens : minute;

/** Windows [from, to) in which the crossing is shut by status or by a recorded closure. */
export function closures(
  corridor: Corridor,
  crossing: Crossing,
  from: number,
  to: number,
): [number, number][] {
  if (crossing.status !== 'open') return [[from, to]];
  return corridor.factsOf(`crossing:${crossing.id}`, 'closure').flatMap((fact): [number, number][] => {
    const period = periodOf(fact.period);
    if (!period) return [];
    const window: [number, number] = [period.start / 60_000, period.end / 60_000];
    return window[0] < to && from < window[1] ? [window] : [];
  });
}

/** The same, and the hours it is shut by its calendar: what a box that is reloaded there must wait for. */
export function shutWindows(
  corridor: Corridor,
  crossing: Crossing,
  from: number,
  to: number,
): [number, number][] {
  const windows = closures(corridor, crossing, from, to);
  const hours = hoursOf(crossing.calendar);
  if (!hours || crossing.status !== 'open') return windows;
  for (let minute = from; minute < to; ) {
    const { opens, closes } = opening(hours, minute);
    if (opens > minute) windows.push([minute, Math.min(opens, to)]);
    minute = closes;
  }
  return windows.sort((a, b) => a[0] - b[0]);
}
