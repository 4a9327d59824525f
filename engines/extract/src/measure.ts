/** What a quantity measures and of whom, by the words around it. */
import { clauseStart, textOf } from './modifier.ts';
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

export function aboutOf(tokens: readonly Token[], quantity: Quantity, mentions: readonly Mention[]): About {
  const clause = clauseStart(tokens, quantity.from);
  const left = textOf(tokens, clause, quantity.from);
  const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 10));
  return {
    measure: measureOf(quantity, left, right, textOf(tokens, 0, quantity.from)),
    ...partiesOf(tokens, quantity.from, quantity.to, mentions),
  };
}

/** The measure told nearest before the quantity; else right behind it; a count measures what it counts. */
function measureOf(quantity: Quantity, left: string, right: string, sentence: string): string | null {
  if (quantity.kind === 'count' && quantity.unit !== null) return quantity.unit;
  for (const text of [left, right, sentence]) {
    let best: { name: string; at: number } | null = null;
    for (const [name, pattern] of measures) {
      const places = [...text.matchAll(pattern)];
      const at = text === right ? places[0]?.index : places.at(-1)?.index;
      if (at === undefined) continue;
      const nearer = best === null || (text === right ? at < best.at : at > best.at + 12);
      if (nearer) best = { name, at };
    }
    if (best) return best.name;
  }
  // "Goods worth", "projects worth": what is worth it says more, where it is a measure.
  return /\b(?:worth|valued at)\b/.test(left) ? 'cost' : null;
}
