/** How sure a quantity is said to be: more than, at least, about. */
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

export type Modifier = '=' | '>' | '>=' | '<' | '<=' | '~';

interface Sense {
  modifier: Modifier;
  /** First token of the words that say so, if they stand before. */
  from: number;
  to: number;
}

const determiner = '(?:(?:the|a|an|its|their|another|some|that|this) )?';
/** Words right before a quantity; the longest that fits counts. */
const before: readonly (readonly [RegExp, Modifier])[] = (
  [
    [
      '(?:no|not) (?:less|fewer|lower) than|at least|(?:no|not) (?:below|under)|a minimum (?:of)?|minimum of|at a minimum',
      '>=',
    ],
    [
      '(?:no|not) (?:more|greater|higher) than|(?:not|never) exceed(?:ing|s)?|at most|a maximum of|maximum of|up to|as (?:much|many|high|long|large|far) as|capped at|to a maximum of',
      '<=',
    ],
    [
      '(?:more|greater|higher|larger|longer|better|bigger) than|over|above|well over|just over|slightly over|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)|in excess of|upwards? of|beyond|crossed|passed|past|north of|outstripp(?:ed|ing)',
      '>',
    ],
    [
      '(?:less|fewer|lower|smaller|shorter) than|under|below|just under|south of|just short of|well under',
      '<',
    ],
    [
      'about|around|approximately|roughly|some|nearly|almost|close to|closer to|close on|circa|an estimated|estimated|approx(?: \\.)?|~|≈|more or less|in the region of|on the order of|equivalent to about|virtually|nearing|approaching|barely|perhaps|maybe|practically|round about|not quite|just about',
      '~',
    ],
  ] as const
).map(([words, modifier]) => [new RegExp(`(?:^| )((?:${words}) ${determiner})$`), modifier] as const);

const after: readonly (readonly [RegExp, Modifier])[] = [
  [
    /^(?:\+|plus |or (?:more|above|over|higher|longer|upwards?) (?!than |[\d$])|and (?:more|above|over|upwards?) (?!than |[\d$]|about |some |an? ))/,
    '>=',
  ],
  [/^(?:or less |or fewer |or below |or under |or lower )/, '<='],
  [/^(?:or so |or thereabouts |give or take )/, '~'],
];

export function modifierOf(tokens: readonly Token[], quantity: Quantity): Sense {
  const left = textOf(tokens, Math.max(0, quantity.from - 6), quantity.from);
  let best: Sense | null = null;
  let length = 0;
  for (const [pattern, modifier] of before) {
    const match = pattern.exec(left);
    if (!match?.[1] || match[1].length <= length) continue;
    if (isOtherwise(match[1], left, quantity) || isDuration(match[1], left, quantity)) continue;
    length = match[1].length;
    best = { modifier, from: quantity.from - match[1].trim().split(' ').length, to: quantity.to };
  }
  if (best) return best;
  const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 3));
  for (const [pattern, modifier] of after) {
    const match = pattern.exec(right);
    if (match) return { modifier, from: quantity.from, to: quantity.to + match[0].trim().split(' ').length };
  }
  // "50-plus hosts", "100+ cities": the mark stands between number and noun.
  const inside = textOf(tokens, quantity.from, quantity.to);
  if (/\d (?:\+|- plus |plus )/.test(inside)) return { modifier: '>=', from: quantity.from, to: quantity.to };
  if (/\b(?:odd)\b/.test(inside)) return { modifier: '~', from: quantity.from, to: quantity.to };
  return { modifier: quantity.vague ? '>=' : '=', from: quantity.from, to: quantity.to };
}

/** "Handed over 20 buses", "took over 3 plants": a verb's particle, and no measure. */
const isOtherwise = (words: string, left: string, { unit }: Quantity): boolean =>
  (/^(?:crossed|past|passed) /.test(words) && unit === 'times') ||
  (/^over /.test(words) &&
    /(?:sprawls?|sprawling|spread|spreads|stretch|stretches|stretching|extends?|extending|span|handed|took|taken|turned|taking|handing|go|went|presided|won|fight|dispute|talks|row) over $/.test(
      left,
    ));

/** "Borrowed over 15 years" is how long, and not how much; "lasted over 15 years" is. */
const isDuration = (words: string, left: string, { unit }: Quantity): boolean =>
  /^over /.test(words) &&
  /^(seconds|minutes|hours|days|weeks|months|years|decades)$/.test(unit ?? '') &&
  !/(?:for|took|takes|take|lasted|lasts|last|of|is|was|just|well|with|has|have|than|,) over $/.test(left);

/** A clause begins after a semicolon, a comma with a conjunction, "and" before a verb, "while", "but"; good enough to keep one clause's "will" from another's figure. */
export function clauseStart(tokens: readonly Token[], at: number): number {
  for (let index = at - 1; index > Math.max(0, at - longestClause); index--) {
    const each = tokens[index]!;
    if (/^[;:]$/.test(each.text)) return index + 1;
    if (/^(while|whereas|but|although|though)$/.test(each.low)) return index;
    if (each.text === ',' && /^(and|with|up|down|which|or)$/.test(tokens[index + 1]?.low ?? ''))
      return index + 1;
    if (
      each.low === 'and' &&
      /^(is|are|was|were|has|have|will|would|could|aims|plans|expects)$/.test(tokens[index + 1]?.low ?? '')
    )
      return index;
  }
  return Math.max(0, at - longestClause);
}

/** In tokens: what stands further back says nothing of a figure. */
const longestClause = 60;

/** Tokens in lower case, each followed by a space. */
export function textOf(tokens: readonly Token[], from: number, to: number): string {
  let out = '';
  for (let index = from; index < to; index++) out += `${tokens[index]!.low} `;
  return out;
}
