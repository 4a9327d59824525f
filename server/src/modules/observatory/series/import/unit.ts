/** Units as files write them: `US$1,000`, `千美元`, `RMB 100 million`, `USD`, and how many noughts they leave out. */

export interface StatedUnit {
  /** ISO 4217, or the unit as it stands where it is no money. */
  unit: string;
  places: number;
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/us\s?\$|usd|美元|u\.?s\.? dollars?|^dollars?$|долл/i, 'USD'],
  [/rmb|cny|yuan|人民币|元|юан/i, 'CNY'],
  [/eur(?:o|os)?\b|€|欧元|евро/i, 'EUR'],
  [/rub|руб|卢布/i, 'RUB'],
  [/kzt|tenge|坚戈|тенге/i, 'KZT'],
];
const scales: readonly (readonly [RegExp, number])[] = [
  [/1,?000,?000,?000|billions?|bn\b|十亿|млрд/i, 9],
  [/100,?000,?000|100 ?millions?|亿/i, 8],
  [/10,?000,?000|10 ?millions?|千万/i, 7],
  [/1,?000,?000|millions?|mn\b|mln|百万|млн/i, 6],
  [/10,?000|10 ?thousands?|(?<!百)万/i, 4],
  [/1,?000|thousands?|千|тыс/i, 3],
];

/** `own` is the indicator's: what is written as it is, is it. */
export function unitOf(text: string, own = ''): StatedUnit {
  const given = text.trim();
  if (given === own || given.toLowerCase() === own.toLowerCase()) return { unit: own, places: 0 };
  const currency = currencies.find(([pattern]) => pattern.test(given))?.[1];
  if (currency !== undefined) return { unit: currency, places: placesOf(given) };
  const bare = /^([A-Z]{3})(?:[ _]|$)/.exec(given)?.[1];
  return bare === undefined ? { unit: given, places: 0 } : { unit: bare, places: placesOf(given.slice(3)) };
}

/** Larger ones are tried first: “100 million” holds “million”, and “10,000” would hold “1,000”. */
const placesOf = (text: string): number => scales.find(([pattern]) => pattern.test(text))?.[1] ?? 0;
