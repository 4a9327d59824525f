/** The grammar of periods: what a text says of when, as an interval of days against the text's date and the sentence's own years. */
import { dayIn, type Interval } from './calendar.ts';
import { basics } from './period-basics.ts';
import { ranges } from './period-ranges.ts';
import { relatives } from './period-relatives.ts';
import type { Context, Pattern } from './period-words.ts';
import type { Token } from './text.ts';

export interface Time extends Interval {
  /** Token indices: the first and the one after the last. */
  from: number;
  to: number;
  /** `bound`: told by an end only ("by 2030", "since 2023", "as of April"). */
  bound: 'since' | 'until' | null;
  /** Compared with, and not told of: "the same period of last year", "from 2023". */
  comparison: boolean;
}

/** Every time expression of a sentence, the longest at each place. */
export function timesOf(
  tokens: readonly Token[],
  date: string | null,
  told: Interval | null = null,
  stretch: Interval | null = null,
): Time[] {
  const day = date === null ? null : dayIn(date);
  const { line, tokenAt } = joined(tokens);
  const aheadAt = [
    ...line.matchAll(
      /\b(?:will|won't|would|could|(?<!(?:^|\b)(?:an?|the|this|that|its|their|his|new|action|master|development|annual|year|of) )plans?|planned|expected|expects?|to be|(?:is|are) to|intends?|guides? for|forecasts? for|is due|are due|starting|aims?|wants?|set to|scheduled|shall|next|from now|forthcoming|going to|should|hopes?|provided|resumes?|\S+'ll|opens|begins|starts|expires|takes place|closes on) /g,
    ),
  ].map(({ index }) => index);
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
    const best = longest(line, at, tokens, index, {
      date: day,
      told,
      stretch,
      headed,
      ahead: isAhead(line, aheadAt, at),
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
    if (!best.comparison && best.interval.start && best.interval.end && !isWeekday) told = best.interval;
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
  places.some((place) => place < at || !/ [,;] /.test(line.slice(at, place)));

const patterns: readonly Pattern[] = [...basics, ...ranges, ...relatives];

/** Words before a period that open one of its ends, or say no more than the period does. */
const heads: readonly { pattern: RegExp; make(interval: Interval): Interval; bound: Time['bound'] }[] = [
  {
    pattern: /(?:ever )?since (?:the (?:beginning|start) of )?|after /y,
    make: ({ start }) => ({ start, end: null }),
    bound: 'since',
  },
  {
    pattern:
      /(?<!(?:much|many|high|low|large|long|big|good|fast|same) )(?:as of|as at) (?:the end of )?|(?:by|until|till|up to|through|before|prior to|no later than) /y,
    make: ({ end }) => ({ start: null, end }),
    bound: 'until',
  },
  {
    pattern: /(?:not before|no earlier than|not until|earlier|later|early|late|in|by (?=late|early|mid)) /y,
    make: (interval) => interval,
    bound: null,
  },
];

/** In tokens, up to the first word that only times have. */
const longestPhrase = 7;
const wordOfTime =
  /^(?:(?:19|20|21)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|sunday|monday|tuesday|wednesday|thursday|friday|saturday|years?|months?|weeks?|days?|fortnights?|quarters?|half|decades?|period|season|spring|summer|autumn|fall|winter|today|yesterday|tomorrow|tonight|morning|afternoon|evening|night|now|far|date|fy|q|h|[12]h|[1-4]q|q[1-4]|h[12]|weekend|christmas|year's|then|second|latter|third|fourth|plan|programme|program|time|point)$/;
/** Every word the patterns know: with another in it nothing fits. */
const known = new Set(
  [...patterns, ...heads, { pattern: /between from to until till through and on onward onwards in/ }].flatMap(
    ({ pattern }) =>
      [...pattern.source.matchAll(/[a-z]+(?:(\()|\?)?/g)].flatMap(([word]) =>
        word.endsWith('?') ? [word.slice(0, -1), word.slice(0, -2)] : [word.replace('(', '')],
      ),
  ),
);
const isKnown = ({ kind, low }: Token): boolean =>
  kind !== 'word' || known.has(low) || (low.includes("'") && known.has(withoutOwner(low)));

/** Of each token, where the next word of time stands that known words lead to: most of a text is far from any. */
function wordsOfTime(tokens: readonly Token[]): number[] {
  const next: number[] = new Array(tokens.length);
  let at = Number.POSITIVE_INFINITY;
  for (let index = tokens.length - 1; index >= 0; index--) {
    if (wordOfTime.test(withoutOwner(tokens[index]!.low))) at = index;
    else if (!isKnown(tokens[index]!)) at = Number.POSITIVE_INFINITY;
    next[index] = at;
  }
  return next;
}

/** No pattern begins with another word: most tokens need not be tried. */
const beginnings = new Set(
  'the a an in on at by as of and to from since until till up through before prior after between during over for within this last next first second third fourth early late mid end year fy fiscal financial calendar q h year january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow sunday monday tuesday wednesday thursday friday saturday one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty couple few several same corresponding previous preceding prior past recent so starting beginning following full whole week spring summer autumn fall winter tonight opening final closing christmas day that its china rest effective last night new remainder towards beginning tonight not no ever earlier later coming current close'.split(
    ' ',
  ),
);
const mayBegin = ({ kind, low }: Token): boolean =>
  kind === 'number'
    ? /^(?:(?:19|20|21)\d\d|\d{1,3}|\d\d\.\d\d)$/.test(low)
    : beginnings.has(withoutOwner(low));
const withoutOwner = (low: string): string => (low.endsWith("'s") ? low.slice(0, -2) : low);

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

/** Whether one of many patterns fits here, asked at once: at most places none does. */
const oneOf = (many: readonly { pattern: RegExp }[]) =>
  new RegExp(
    many
      .map(({ pattern }) => `(?:${pattern.source})`)
      .join('|')
      .replaceAll(/\((?!\?)/g, '(?:'),
    'y',
  );
const mayMatch = (pattern: RegExp, line: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(line);
};
const anything = oneOf(patterns);
const anyBasic = oneOf(basics);

interface Found {
  interval: Interval;
  length: number;
  bound: Time['bound'];
  comparison: boolean;
}

function longest(
  line: string,
  at: number,
  tokens: readonly Token[],
  index: number,
  context: Context,
): Found | null {
  const plain = mayMatch(anything, line, at)
    ? longestOf(patterns, line, at, context, (text) => isTold(text, tokens, index))
    : null;
  const headed = mayMatch(anyHead, line, at) ? withHead(line, at, context) : null;
  return headed && (!plain || headed.length > plain.length) ? headed : plain;
}

function longestOf(
  rules: readonly Pattern[],
  line: string,
  at: number,
  context: Context,
  isMeant: (text: string) => boolean = () => true,
): Found | null {
  let best: Found | null = null;
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

const anyHead = oneOf([...heads, { pattern: /(?:starting |beginning )?(?:from|in|between) /y }]);
const basicAt = (line: string, at: number, context: Context): Found | null =>
  mayMatch(anyBasic, line, at) ? longestOf(basics, line, at, context) : null;

function withHead(line: string, at: number, context: Context): Found | null {
  let best: Found | null = null;
  for (const { pattern, make, bound } of heads) {
    pattern.lastIndex = at;
    const head = pattern.exec(line);
    const told = head && basicAt(line, at + head[0].length, context);
    if (!head || !told) continue;
    // "In 2024" is the year: a preposition that says nothing stays outside.
    if (head[0] === 'in ') continue;
    const length = head[0].length + told.length;
    if (best === null || length > best.length)
      best = { interval: make(told.interval), length, bound, comparison: false };
  }
  return fromTo(line, at, context) ?? best;
}

const from = /(?:starting |beginning )?(?:from|in|between) /y;
const to = /(?:to|until|till|through) /y;
const and = /and /y;
const onwards = /(?:on|onward|onwards) /y;
/** "From May to July 2025", "from 2026 onwards". */
function fromTo(line: string, at: number, context: Context): Found | null {
  from.lastIndex = at;
  const head = from.exec(line);
  const first = head && basicAt(line, at + head[0].length, context);
  if (!head || !first) return null;
  const middle = at + head[0].length + first.length;
  const isBetween = head[0].startsWith('between');
  const joining = isBetween ? and : to;
  joining.lastIndex = middle;
  const joint = joining.exec(line);
  const last = joint && basicAt(line, middle + joint[0].length, context);
  if (joint && last)
    return {
      interval: { start: first.interval.start, end: last.interval.end },
      length: middle + joint[0].length + last.length - at,
      bound: null,
      comparison: false,
    };
  if (isBetween) return null;
  onwards.lastIndex = middle;
  const tail = onwards.exec(line);
  if (tail && !head[0].startsWith('in'))
    return {
      interval: { start: first.interval.start, end: null },
      length: middle + tail[0].length - at,
      bound: 'since',
      comparison: false,
    };
  return null;
}

/** "may" and "march" are months with a capital only; a bare year must not be a number of something. */
function isTold(found: string, tokens: readonly Token[], index: number): boolean {
  const count = found.trim().split(' ').length;
  for (let each = index; each < index + count; each++) {
    const token = tokens[each];
    if (token && /^(may|march)$/.test(token.low) && !/^\p{Lu}/u.test(token.text)) return false;
    // "Ye Jun" is a name: a short month has a number or a point beside it.
    if (
      token &&
      /^(jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)$/.test(token.low) &&
      tokens[each - 1]?.kind !== 'number' &&
      !(tokens[each + 1]?.kind === 'number' || tokens[each + 1]?.text === '.')
    )
      return false;
  }
  if (!/^\d{4} $/.test(found)) return true;
  const [before, here, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (here.glued && /^[$€£¥#./:№]$/.test(before?.text ?? '')) return false;
  if (here.glued && before?.text === '-' && tokens[index - 2]?.kind === 'word') return false;
  if (after?.glued && /^[%°]$/.test(after.text)) return false;
  if (
    after &&
    /^(million|billion|thousand|trillion|percent|yuan|dollars|euros|tenge|km|kilometers|kilometres|tons|tonnes|mw|gw|teu|teus|containers|people|trains|hectares|meters|metres|mln|bn)$/.test(
      after.low,
    )
  )
    return false;
  if (
    /^(levels|quotas|figures|prices|results|exports|imports|sales|volumes|targets|elections|accounts|budgets|rules|numbers|averages|highs|lows|peaks|plans|goals|rates|profits|earnings|revenues)$/.test(
      after?.low ?? '',
    )
  )
    return true;
  // "2,000" has a comma; "1960 students" is a count where no word of time stands before it and a plural stands right behind.
  const told =
    /^(in|of|by|since|from|during|until|till|for|through|to|and|before|after|year|late|early|mid|end|the|a|an|its|between|than|october|november|december|january|february|march|april|may|june|july|august|september|[-–—(,])$/.test(
      before?.low ?? '',
    );
  return (
    told ||
    before === undefined ||
    after === undefined ||
    !/[a-z]s$/.test(after.low) ||
    /^(was|is|has|as|its|this)$/.test(after.low)
  );
}
