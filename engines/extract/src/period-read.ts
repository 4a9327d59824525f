/** Reading one rule of the grammar, or the longest of many, at a place of the line. */
import type { Interval } from './calendar.ts';
import type { Context, Pattern } from './period-words.ts';

/** What was read at one place: how long it is in the line, and what it says. */
export interface Read {
  interval: Interval;
  length: number;
  /** Told by an end only ("by 2030", "since 2023", "as of April"). */
  bound: 'since' | 'until' | null;
  /** Compared with, and not told of: "the same period of last year", "from 2023". */
  comparison: boolean;
}

/** Whether one of many patterns fits here, asked at once: at most places none does. */
export const oneOf = (many: readonly { pattern: RegExp }[]): RegExp =>
  new RegExp(
    many
      .map(({ pattern }) => `(?:${pattern.source})`)
      .join('|')
      .replaceAll(/\((?!\?)/g, '(?:'),
    'y',
  );
export const fits = (pattern: RegExp, line: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(line);
};

export function longestOf(
  rules: readonly Pattern[],
  line: string,
  at: number,
  context: Context,
  isMeant: (text: string) => boolean = () => true,
): Read | null {
  let best: Read | null = null;
  for (const { pattern, resolve, bound, comparison } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match === null || (best !== null && match[0].length <= best.length)) continue;
    if (!isMeant(match[0])) continue;
    const interval = resolve(match, context);
    if (interval === null) continue;
    best = { interval, length: match[0].length, bound: bound ?? null, comparison: comparison ?? false };
  }
  return best;
}
