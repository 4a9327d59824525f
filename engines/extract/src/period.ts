/** The grammar of periods: what a text says of when, as an interval of days against the text's date and the sentence's own years. */
import { isHeldAgainst } from './attach-asides.ts';
import { dayIn, type Interval } from './calendar.ts';
import { composed } from './period-compose.ts';
import { isTold, longestPhrase, mayBegin, patterns, wordsOfTime } from './period-place.ts';
import { fits, longestOf, oneOf, type Read } from './period-read.ts';
import { type Context, past } from './period-words.ts';
import type { Token } from './text.ts';

export interface Time extends Interval {
  /** Token indices: the first and the one after the last. */
  from: number;
  to: number;
  /** `bound`: told by an end only ("by 2030", "since 2023", "as of April"). */
  bound: Read['bound'];
  /** Compared with, and not told of: "the same period of last year", "from 2023". */
  comparison: boolean;
}

/** Every time expression of a sentence, the longest at each place. */
export function timesOf(
  tokens: readonly Token[],
  date: string | null,
  told: Interval | null = null,
  stretches: readonly Interval[] = [],
): Time[] {
  const day = date === null ? null : dayIn(date);
  const { line, tokenAt } = joined(tokens);
  const aheadAt = [
    ...line.matchAll(
      /\b(?:will|won't|would|could|(?<!(?:^|\b)(?:an?|the|this|that|its|their|his|new|action|master|development|annual|year|of) )plans?|planned|expected|expects?|to be|(?:is|are) to|intends?|guides? for|forecasts? for|(?:is|are|now|fall|falls) due|due (?:in|by|on|to|for)|starting|aims?|wants?|set to|scheduled|shall|next|from now|forthcoming|going to|should|hopes?|provided|if|must|demands?|(?:asked|told|ordered|required|obliged|urged|invited|allowed|called on|instructed) to|invit(?:ed|es) (?:\S+ ){1,3}to|(?:rises|falls|applies|takes effect|comes into force) from|resumes?|\S+'ll|opens|begins|starts|expires|takes place|closes on) /g,
    ),
  ].map(({ index }) => index);
  const isPast = past.test(line);
  const nextWord = wordsOfTime(tokens);
  const found: Time[] = [];
  let anchor: number | null = null;
  let headed: number | null = null;
  for (let index = 0; index < tokens.length; ) {
    if (nextWord[index]! - index > longestPhrase || !mayBegin(tokens[index]!)) {
      index++;
      continue;
    }
    const at = tokenAt.offsets[index]!;
    const isToldBefore = isOfCompared(tokens, index) || isOfPaper(tokens, index) || isOfSaying(tokens, index);
    const ahead = !isToldBefore && isAhead(line, aheadAt, at);
    const best = longest(line, at, tokens, index, {
      date: day,
      told,
      stretches,
      headed,
      ahead,
      past: !ahead && (isPast || isToldBefore),
      anchor,
      tokens,
      first: index,
    });
    if (best === null) {
      index++;
      continue;
    }
    const to = tokenAt.indexAt(at + best.length, index);
    found.push({ ...best.interval, from: index, to, bound: best.bound, comparison: best.comparison });
    // The day it was told on is no period that another is held against.
    const isWeekday = tokens[to - 1]?.kind === 'word' && /day$/.test(tokens[to - 1]!.low);
    const time = found.at(-1)!;
    if (!best.comparison && !isWeekday && !isHeldAgainst(tokens, time) && !isOfCompared(tokens, index))
      told = whole(best.interval, best.bound, date) ?? told;
    if (index <= 2 && best.interval.start && (best.comparison || isYear(best.interval)))
      headed = Number(best.interval.start.slice(0, 4));
    if (best.interval.end && !best.comparison)
      anchor = Number((best.interval.start ?? best.interval.end).slice(0, 4));
    index = Math.max(to, index + 1);
  }
  return found;
}

const isYear = ({ start, end }: Interval): boolean =>
  start?.endsWith('-01-01') === true &&
  end?.endsWith('-12-31') === true &&
  start.slice(0, 4) === end.slice(0, 4);

/** A plan's words stand before in the sentence, or behind in the same clause. */
const isAhead = (line: string, places: readonly number[], at: number): boolean =>
  places.some((place) =>
    place < at ? !/ [;:] /.test(line.slice(place, at)) : !isOver(line.slice(at, place), line.slice(0, at)),
  );
/** Another clause, or a verb of what was, ends what stands before it. */
const isOver = (between: string, before: string): boolean =>
  / (?:[,;]|that|said|told|announced|reported|agreed|signed|approved) /.test(between) ||
  past.test(between) ||
  // "Dredging began in March and will take 18 months".
  (between.includes(' and ') && past.test(before));

/** "Up from 4.9 percent in October": what a figure is held against has been. */
function isOfCompared(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index > Math.max(0, at - 8); index--) {
    const { low, text } = tokens[index]!;
    if (/^[,;:()]$/.test(text) || low === 'to') return false;
    if (/^(?:from|against|versus)$/.test(low))
      return tokens.slice(index + 1, index + 4).some(({ kind }) => kind === 'number');
  }
  return false;
}

/** "Said on Nov. 28 the economy would grow". */
const isOfSaying = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ low }) => /^(?:said|told|announced|reported|wrote|stated|declared)$/.test(low));

/** "In its January report". */
const isOfPaper = (tokens: readonly Token[], at: number): boolean =>
  /^(?:report|survey|review|outlook|statement|issue|paper|meeting|bulletin|forecast)$/.test(
    tokens[at + 1]?.low ?? '',
  );

/** What later words may count from; "since January" runs to the text's own day. */
const whole = ({ start, end }: Interval, bound: Time['bound'], date: string | null): Interval | null =>
  start === null
    ? end !== null && date !== null && end <= date
      ? { start: end, end }
      : null
    : end !== null
      ? { start, end }
      : bound === 'since' && date !== null
        ? { start, end: date }
        : null;

/** The tokens in lower case with one space between them: what the patterns read. */
function joined(tokens: readonly Token[]) {
  const offsets: number[] = [];
  let line = '';
  for (const each of tokens) {
    offsets.push(line.length);
    line += `${each.low} `;
  }
  const indexAt = (offset: number, from: number) => {
    let index = from;
    while (index < offsets.length && offsets[index]! < offset) index++;
    return index;
  };
  return { line, tokenAt: { offsets, indexAt } };
}

/** In halves: V8 leaves a pattern of more than 20 KB to its slow reader. */
const half = patterns.length / 2;
const anything = [oneOf(patterns.slice(0, half)), oneOf(patterns.slice(half))];

function longest(
  line: string,
  at: number,
  tokens: readonly Token[],
  index: number,
  context: Context,
): Read | null {
  const plain = anything.some((each) => fits(each, line, at))
    ? longestOf(patterns, line, at, context, (text) => isTold(text, tokens, index))
    : null;
  const put = composed(line, at, context);
  return put && (!plain || put.length > plain.length) ? put : plain;
}
