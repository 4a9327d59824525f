/** What a quantity measures and of whom, by the words around it. */
import { clauseStart } from './modifier.ts';
import type { Mention } from './names.ts';
import { type Parties, partiesOf } from './parties.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

export interface About extends Parties {
  measure: string | null;
}

/** Measures of the corridor by the words they are told in; the most particular first. */
const measures = (
  [
    ['contracted-turnover', /\bcompleted (?:business )?turnover|turnover of contracted|completed turnover/],
    [
      'contracted-projects',
      /\b(?:contracted projects?|project contracts?|contracts? signed|engineering contracts?|contracted engineering)\b/,
    ],
    ['direct-investment', /\b(?:direct investments?|fdi)\b/],
    ['investment', /\binvest(?:ments?|ed|ing)\b|\bcapital inflow/],
    ['trade-balance', /\btrade (?:surplus|deficit|balance)\b/],
    ['exports', /\b(?:exports?|exported|exporting|shipments? to)\b/],
    ['imports', /\b(?:imports?|imported|importing)\b/],
    [
      'trade',
      /\b(?:traded?|trade turnover|commodity turnover|foreign trade|goods turnover|import and export)\b/,
    ],
    ['transactions', /\b(?:transactions?|sales?|gross merchandise|orders?)\b/],
    ['loan', /\b(?:loans?|credit|financing|funding|grants?)\b/],
    ['cost', /\b(?:cost|costs|price[ds]?|budget)\b/],
    ['gdp', /\b(?:gdp|gross domestic product|economy grew|economic growth)\b/],
    ['electricity', /\b(?:electricity|power generation|generat(?:e|es|ed|ing))\b/],
    [
      'capacity',
      /\b(?:capacity|installed|wind farm|power plant|power station|solar|photovoltaic|hydropower)\b/,
    ],
    ['freight-volume', /\b(?:cargo|freight|tons? of goods|containers?|teus?|throughput|handled)\b/],
    ['trains', /\b(?:trains?|trips)\b/],
    ['passengers', /\b(?:passengers?|tourists?|visitors?)\b/],
    ['length', /\b(?:kilomet(?:er|re)s?|km|long|length|stretch)\b/],
    ['duration', /\b(?:hours?|days?|transit time|travel time|journey)\b/],
    ['training', /\b(?:trained|training|trainees?|students?|scholarships?)\b/],
  ] as const
).map(([name, { source }]) => [name, new RegExp(source, 'g')] as const);

/** Where the words of each measure stand in a sentence: found once, asked of each of its quantities. */
export interface MeasureWords {
  /** Of each token, where it begins in the line they make. */
  offsets: number[];
  places: { name: string; at: { start: number; end: number }[] }[];
  worth: { start: number; end: number }[];
}

export function measureWordsIn(tokens: readonly Token[]): MeasureWords {
  const offsets: number[] = [];
  let line = '';
  for (const { low } of tokens) {
    offsets.push(line.length);
    line += `${low} `;
  }
  offsets.push(line.length);
  const found = (pattern: RegExp) =>
    [...line.matchAll(pattern)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
  return {
    offsets,
    places: measures
      .map(([name, pattern]) => ({ name, at: found(pattern) }))
      .filter(({ at }) => at.length > 0),
    worth: found(/\b(?:worth|valued at)\b/g),
  };
}

export function aboutOf(
  tokens: readonly Token[],
  quantity: Quantity,
  mentions: readonly Mention[],
  words: MeasureWords,
): About {
  return {
    measure: measureOf(quantity, words, clauseStart(tokens, quantity.from)),
    ...partiesOf(tokens, quantity.from, quantity.to, mentions),
  };
}

/** The measure told nearest before the quantity in its clause; else right behind it, else before it in the sentence; a count measures what it counts. */
function measureOf(
  quantity: Quantity,
  { offsets, places, worth }: MeasureWords,
  clause: number,
): string | null {
  if (quantity.kind === 'count' && quantity.unit !== null) return quantity.unit;
  const place = (token: number) => offsets[Math.min(token, offsets.length - 1)]!;
  const left = [place(clause), place(quantity.from)] as const;
  const right = [place(quantity.to), place(quantity.to + 10)] as const;
  for (const [start, end] of [left, right, [0, left[1]] as const]) {
    let best: { name: string; at: number } | null = null;
    for (const { name, at } of places) {
      const inside = at.filter((each) => each.start >= start && each.end <= end);
      const nearest = (start === right[0] ? inside[0] : inside.at(-1))?.start;
      if (nearest === undefined) continue;
      if (best === null || (start === right[0] ? nearest < best.at : nearest > best.at + 12))
        best = { name, at: nearest };
    }
    if (best) return best.name;
  }
  // "Goods worth", "projects worth": what is worth it says more, where it is a measure.
  return worth.some((each) => each.start >= left[0] && each.end <= left[1]) ? 'cost' : null;
}
