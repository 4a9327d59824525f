// biome-ignore-all format: its length is part of what it is
import { type Found, type FoundTime, plain, type Reader, withTimes } from '../found.ts';

// The baseline: what somebody writes in an afternoon. From here to the last line of `read` it has 35 lines.
const SCALE: Record<string, number> = { thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, mn: 1e6, billion: 1e9, bn: 1e9, trillion: 1e12 };
const WORD = Object.fromEntries('two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, index) => [word, index + 2]));
const SIGN: Record<string, string> = { $: 'USD', US$: 'USD', USD: 'USD', '€': 'EUR', EUR: 'EUR', '£': 'GBP', '¥': 'CNY', CNY: 'CNY' };
const UNIT: Record<string, [string, number]> = {
  '%': ['percent', 1], percent: ['percent', 1], 'per cent': ['percent', 1], 'percentage points': ['percentage point', 1],
  yuan: ['CNY', 1], dollars: ['USD', 1], euros: ['EUR', 1], tenge: ['KZT', 1], km: ['m', 1e3], kilometers: ['m', 1e3],
  kilometres: ['m', 1e3], tonnes: ['t', 1], tons: ['t', 1], MW: ['W', 1e6], GW: ['W', 1e9], kWh: ['Wh', 1e3], GWh: ['Wh', 1e9],
};
const BEFORE: [RegExp, string][] = [
  [/(?:more than|over|exceed\w*|above)\s*$/i, '>'], [/at least\s*$/i, '>='], [/(?:less than|under|below)\s*$/i, '<'],
  [/up to\s*$/i, '<='], [/(?:about|some|around|nearly|almost|roughly)\s*\(?$/i, '~'],
];
const NUMBER =
  /(US\$|[$€£¥]|USD |EUR |CNY )?(\d[\d,]*(?:\.\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)(?:[ -]?(thousand|million|billion|trillion|bn|mn|m|k)\b)?(?: ?(percentage points|per cent|[a-zA-Z%]+)(?: ([a-z]+s)\b)?)?/g;
const YEAR = /(?:from |between )?\b((?:19|20)\d\d)(?:(?: to | and |–|-)((?:19|20)\d\d))?\b/g;

function read(text: string): { quantities: Found[]; times: FoundTime[] } {
  const times = [...text.matchAll(YEAR)].map(({ index, 0: quote, 1: from, 2: to = from }) => ({
    start: index, end: index + quote.length, period: { start: `${from}-01-01`, end: `${to}-12-31` } }));
  const quantities = [...text.matchAll(NUMBER)].map((match) => {
    const [quote, sign, digits, scale, next = '', noun] = match as unknown as [string, string?, string?, string?, string?, string?];
    const [unit, factor] = UNIT[next] ?? [SIGN[sign?.trim() ?? ''] ?? (noun && !/s$/.test(next) ? noun : next), 1];
    const value = (WORD[digits!] ?? Number(digits!.replaceAll(',', ''))) * (SCALE[scale ?? ''] ?? 1) * factor;
    const modifier = BEFORE.find(([pattern]) => pattern.test(text.slice(0, match.index)))?.[1] ?? '=';
    return { ...plain(match.index, match.index + quote.length, value, unit || null), modifier };
  });
  return { quantities: withTimes(quantities, times, text), times };
}

export const regex: Reader = {
  name: '35-line regex',
  asWritten: true,
  finds: { quantities: true, times: true, context: false },
  read: (text) => ({ ...read(text), ordinals: [], spans: 0, brokenSpans: 0 }),
};
