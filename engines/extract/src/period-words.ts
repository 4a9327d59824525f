/** The words periods are told in, and what a rule of the grammar is. */
import { type Day, daysFrom, type Interval, iso, open } from './calendar.ts';
import type { Time } from './period.ts';
import type { Token } from './text.ts';

export interface Context {
  date: Day | null;
  /** The last period told before this sentence, for "the same period" and "a year earlier". */
  told: Interval | null;
  /** Those told that are longer than a month, the last one first: what "the period" and "the four months" are of. */
  stretches: readonly Interval[];
  /** The year that heads the sentence: "In 2023 …, and in December alone". */
  headed: number | null;
  /** The sentence tells of what is to come. */
  ahead: boolean;
  /** It tells of what was. */
  past: boolean;
  /** The year the sentence names before this place, for "the previous year" and "May". */
  anchor: number | null;
  tokens: readonly Token[];
  first: number;
}

export const monthNames =
  'january february march april may june july august september october november december'.split(' ');
export const monthNumber = (text: string): number => {
  const index = monthNames.findIndex((name) => name.startsWith(text.slice(0, 3)));
  return index + 1;
};
export const month =
  '(january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?: \\.)?)';
export const year = '((?:19|20|21)\\d\\d)';
export const dayNumber = '(\\d{1,2})(?: (?:st|nd|rd|th))?';
export const dash = '(?:-|–|—|to|through|until|till)';
export const countWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
export const count = `(\\d{1,3}|${countWords.join('|')}|fifteen|twenty|thirty|couple of|few|several|)`;
export const countOf = (text: string | undefined): number | null => {
  const trimmed = (text ?? '').trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const at = countWords.indexOf(trimmed);
  return at >= 0 ? at + 1 : ({ fifteen: 15, twenty: 20, thirty: 30, 'couple of': 2 }[trimmed] ?? null);
};
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const weekdayNames = weekdays.join('|');
export const ordinal = '(first|second|third|fourth|1 st|2 nd|3 rd|4 th)';
export const ordinalOf = (text: string) =>
  ({ f: text.startsWith('first') ? 1 : 4, s: 2, t: 3, '1': 1, '2': 2, '3': 3, '4': 4 })[text[0] ?? ''] ?? 0;
const ofMoney = '(?:fiscal|financial|calendar|business)';
/** "this year", "2024", "the 2024 fiscal year", "the current year", "last year", "the year". */
export const ofYear = `(?:(?:of|in|for|,)? ?(?:(?:the )?(?:${ofMoney} )?(?:year )?${year}(?: ${ofMoney} year)?|((?:the )?(?:this|current|last|previous|past|same|next)(?: ${ofMoney})? year|the year|year)))`;
/** The last two digits of a year, told for all four: "1H25". */
export const shortYear = '([0-4]\\d)';

export function yearFrom(
  explicit: string | undefined,
  relative: string | undefined,
  { date, anchor }: Context,
): number | null {
  if (explicit) return Number(explicit);
  const base = date?.year ?? null;
  if (relative && /last|past/.test(relative)) return base === null ? null : base - 1;
  if (relative && /previous/.test(relative))
    return anchor !== null ? anchor - 1 : base === null ? null : base - 1;
  if (relative && /next/.test(relative)) return base === null ? null : base + 1;
  if (relative && /same/.test(relative)) return anchor ?? base;
  return relative ? base : (anchor ?? base);
}
export const inYear = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);

/** A month or day without its year: the next one where the sentence looks ahead, else the nearest that is not far ahead. */
export function nearYear(
  month: number,
  { date, anchor, ahead, headed, past }: Context,
  before = false,
): number | null {
  if (date === null) return anchor;
  if (headed !== null && !before && !ahead && (headed <= date.year || !past)) return headed;
  // "Last June".
  if (before) return month < date.month ? date.year : date.year - 1;
  if (ahead) return month >= date.month ? date.year : date.year + 1;
  const gap = month - date.month;
  // "Exports fell in September", told in June.
  if (past && gap > 0) return date.year - 1;
  return gap > 3 ? date.year - 1 : gap < -8 && !past ? date.year + 1 : date.year;
}

/** A quarter or half without its year is the last one that has ended, unless the sentence looks ahead. */
export function ended(
  year: number | null,
  named: boolean,
  make: (year: number) => Interval,
  { date, ahead }: Context,
): Interval {
  if (year === null) return open;
  const interval = make(year);
  if (named || date === null || interval.end === null) return interval;
  if (ahead) return interval.end < iso(date.year, date.month, date.day) ? make(year + 1) : interval;
  const soon = daysFrom(date, 31);
  return interval.end > iso(soon.year, soon.month, soon.day) ? make(year - 1) : interval;
}

export interface Pattern {
  pattern: RegExp;
  resolve(match: RegExpExecArray, context: Context): Interval | null;
  bound?: Time['bound'];
  comparison?: boolean;
}
export const rule = (source: string, resolve: Pattern['resolve'], more: Partial<Pattern> = {}): Pattern => ({
  pattern: new RegExp(`(?:${source})(?:'s)?(?= |$) ?`, 'y'),
  resolve,
  ...more,
});
export const until = (end: Interval): Interval => ({ start: null, end: end.end });
export const since = (start: Interval): Interval => ({ start: start.start, end: null });
export const span = (from: Interval, to: Interval): Interval => ({ start: from.start, end: to.end });

/** Verbs that tell what was; what somebody said or agreed may yet come. */
export const past =
  /\b(?:rose|fell|grew|was|were|did|had|hit|came|made|sold|sent|lost|won|took|ran|left|bought|built|brought|began|went|shrank|sank|slid|stood|held|saw|paid|spent|up|down|(?!(?:united|need|shed|speed|feed|indeed|plann|expect|schedul|report|announc|sign|agree|approv|releas|publish|add|not|stat|bas|relat|limit|need|propos|promis)(?:ed|d)?\b)[a-z]{2,}ed)\b/;
