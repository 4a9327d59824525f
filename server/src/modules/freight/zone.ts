/** Local time of a place and UTC, through Intl's zone rules (summer time in Europe included). Instants are UTC minutes. */
export const dayMinutes = 1440;
export const weekMinutes = 7 * dayMinutes;

interface ZoneClock {
  format: Intl.DateTimeFormat;
  /** Offsets at half hours already asked for: Intl takes some microseconds, and a timetable asks thousands of times. */
  offsets: Map<number, number>;
}
const clocks = new Map<string, ZoneClock>();
const offsetsKeptMax = 20_000;
const halfHoursPerDay = 48;

/** Minutes to add to UTC to get the wall clock of `zone` at this instant. */
export function offsetMinutes(zone: string, utcMinute: number): number {
  const clock = clockOf(zone);
  const halfHour = Math.floor(utcMinute / 30);
  const midnight = halfHour - (((halfHour % halfHoursPerDay) + halfHoursPerDay) % halfHoursPerDay);
  const atMidnight = offsetAt(clock, midnight);
  // On all but two days of a year the clocks do not change.
  return atMidnight === offsetAt(clock, midnight + halfHoursPerDay) ? atMidnight : offsetAt(clock, halfHour);
}

function offsetAt(clock: ZoneClock, halfHour: number): number {
  const known = clock.offsets.get(halfHour);
  if (known !== undefined) return known;
  const part: Record<string, number> = {};
  for (const { type, value } of clock.format.formatToParts(halfHour * 1_800_000)) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = part;
  const offset = Date.UTC(year, month - 1, day, hour, minute) / 60_000 - halfHour * 30;
  if (clock.offsets.size >= offsetsKeptMax) clock.offsets.clear();
  clock.offsets.set(halfHour, offset);
  return offset;
}

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const clock = { format, offsets: new Map<number, number>() };
  clocks.set(zone, clock);
  return clock;
}

/** The wall clock of `zone` as if it were UTC: a minute whose day and hour can be reckoned with plain arithmetic. */
export const toLocalMinute = (zone: string, utcMinute: number) => utcMinute + offsetMinutes(zone, utcMinute);

/** The instant at which the wall clock shows `localMinute`; an hour that summer time skips is taken as the one after. */
export function toUtcMinute(zone: string, localMinute: number): number {
  const guess = localMinute - offsetMinutes(zone, localMinute);
  const settled = localMinute - offsetMinutes(zone, guess);
  // Around a change of clocks the first guess may stand on its far side.
  return settled + offsetMinutes(zone, settled) === localMinute ? settled : Math.max(guess, settled);
}

export const minuteOf = (instant: string | Date) => Math.floor(new Date(instant).getTime() / 60_000);
/** Days as text, which an answer says a dozen times: making one anew takes as long as a walk over a train. */
const dayTexts = new Map<number, string>();

export function instantOf(minute: number): string {
  const day = Math.floor(minute / dayMinutes);
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, -13);
    if (dayTexts.size >= 4_000) dayTexts.clear();
    dayTexts.set(day, text);
  }
  const rest = minute - day * dayMinutes;
  const hour = Math.floor(rest / 60);
  const past = rest - hour * 60;
  return Number.isInteger(past)
    ? `${text}${hour < 10 ? '0' : ''}${hour}:${past < 10 ? '0' : ''}${past}:00.000Z`
    : new Date(minute * 60_000).toISOString();
}

/** The day number (1970-01-01 is 0) of a calendar date `YYYY-MM-DD`. */
export const dayOfDate = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
/** ISO weekday of a day number: 1 Monday … 7 Sunday. The epoch was a Thursday. */
export const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;
/** Monday 00:00 UTC of the week this instant lies in. */
export function weekStart(utcMinute: number): number {
  const day = Math.floor(utcMinute / dayMinutes);
  return (day - (weekdayOf(day) - 1)) * dayMinutes;
}
