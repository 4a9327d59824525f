/** Where in a sentence a period may stand: most of a text is far from any, and much that looks like one is none. */
import { around } from './period-around.ts';
import { basics } from './period-basics.ts';
import { composing } from './period-compose.ts';
import { ranges } from './period-ranges.ts';
import { relatives } from './period-relatives.ts';
import type { Pattern } from './period-words.ts';
import type { Token } from './text.ts';

export const patterns: readonly Pattern[] = [...basics, ...ranges, ...relatives, ...around];

/** In tokens, up to the first word that only times have. */
export const longestPhrase = 7;
const wordOfTime =
  /^(?:(?:19|20|21)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|sunday|monday|tuesday|wednesday|thursday|friday|saturday|years?|months?|weeks?|days?|fortnights?|quarters?|half|decades?|period|season|spring|summer|autumn|fall|winter|today|yesterday|tomorrow|tonight|morning|afternoon|evening|night|now|far|date|fy|q|h|[12]h|[1-4]q|q[1-4]|h[12]|weekend|christmas|year's|then|next|second|latter|third|fourth|plan|programme|program|time|point)$/;
/** Every word the patterns know: with another in it nothing fits. */
const known = new Set(
  [...patterns, ...composing].flatMap(({ pattern }) =>
    [...pattern.source.matchAll(/[a-z]+(?:(\()|\?)?/g)].flatMap(([word]) =>
      word.endsWith('?') ? [word.slice(0, -1), word.slice(0, -2)] : [word.replace('(', '')],
    ),
  ),
);
const isKnown = ({ kind, low }: Token): boolean =>
  kind !== 'word' || known.has(low) || (low.includes("'") && known.has(withoutOwner(low)));

/** Of each token, where the next word of time stands that known words lead to: most of a text is far from any. */
export function wordsOfTime(tokens: readonly Token[]): number[] {
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
  'half the a an in on at by as of and to from since until till up through before prior after between during over for within this last next first second third fourth early late mid end year fy fiscal financial calendar q h year january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow sunday monday tuesday wednesday thursday friday saturday one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty couple few several same corresponding previous preceding prior past recent so starting beginning following full whole week spring summer autumn fall winter tonight opening final closing christmas day that its china rest effective last night new remainder towards beginning tonight not no ever earlier later coming current close'.split(
    ' ',
  ),
);
export const mayBegin = ({ kind, low }: Token): boolean =>
  kind === 'number'
    ? /^(?:(?:19|20|21)\d\d|\d{1,3}|\d\d\.\d\d)$/.test(low)
    : beginnings.has(withoutOwner(low));
const withoutOwner = (low: string): string => (low.endsWith("'s") ? low.slice(0, -2) : low);

/** "may" and "march" are months with a capital only; a bare year must not be a number of something. */
export function isTold(found: string, tokens: readonly Token[], index: number): boolean {
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
  // "HS 2022", "ISO 9001": an edition of something.
  if (/^(?:HS|ISO|EN|GOST|Incoterms|INCOTERMS|SDR|IFRS)$/.test(before?.text ?? '')) return false;
  if (after?.glued && /^[%°]$/.test(after.text)) return false;
  if (
    after &&
    /^(million|billion|thousand|trillion|percent|yuan|dollars|euros|tenge|km|kilometers|kilometres|tons|tonnes|mw|gw|teu|teus|containers|people|trains|hectares|meters|metres|mln|bn)$/.test(
      after.low,
    )
  )
    return false;
  if (
    /^(levels|quotas|figures|prices|results|exports|imports|sales|volumes|targets|elections|accounts|budgets|rules|numbers|averages|highs|lows|peaks|plans|goals|rates|profits|earnings|revenues|holds|brings|sees|offers|promises|was|is)$/.test(
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
