/** How sure a quantity is said to be, which way it changes, and what kind of statement it is in. */
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

export type Modifier = '=' | '>' | '>=' | '<' | '<=' | '~';
export type Modality = 'reported' | 'forecast' | 'target' | 'cumulative' | 'share' | 'change';

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
    ['(?:no|not) (?:less|fewer|lower) than|at least|a minimum (?:of)?|minimum of|at a minimum', '>='],
    [
      '(?:no|not) (?:more|greater|higher) than|(?:not|never) exceed(?:ing|s)?|at most|a maximum of|maximum of|up to|as (?:much|many|high|long|large|far) as|capped at|to a maximum of',
      '<=',
    ],
    [
      '(?:more|greater|higher|larger|longer|better|bigger) than|over|above|well over|just over|slightly over|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)|in excess of|upwards? of|beyond|crossed|past|north of|outstripp(?:ed|ing)',
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
    if (isOtherwise(match[1], left) || isDuration(match[1], left, quantity)) continue;
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
const isOtherwise = (words: string, left: string): boolean =>
  /^over /.test(words) &&
  /(?:sprawls?|sprawling|spread|spreads|stretch|stretches|stretching|extends?|extending|span|handed|took|taken|turned|taking|handing|go|went|presided|won|fight|dispute|talks|row) over $/.test(
    left,
  );

/** "Borrowed over 15 years" is how long, and not how much; "lasted over 15 years" is. */
const isDuration = (words: string, left: string, { unit }: Quantity): boolean =>
  /^over /.test(words) &&
  /^(seconds|minutes|hours|days|weeks|months|years|decades)$/.test(unit ?? '') &&
  !/(?:for|took|takes|take|lasted|lasts|last|of|is|was|just|well|with|has|have|than|,) over $/.test(left);

const up =
  'grew|grow|grows|growing|grown|growth|rose|rise|rises|rising|risen|increase|increased|increases|increasing|jump|jumped|jumping|surge|surged|surging|climb|climbed|climbing|soar|soared|soaring|expand|expanded|expanding|expansion|gain|gained|gains|advanced|accelerated|up|higher|upturn|hike|raised|raise|raising|boosted|swelled|multiplied|improved|improvement';
const down =
  'fell|fall|falls|falling|fallen|drop|dropped|dropping|decline|declined|declines|declining|decrease|decreased|decreasing|decreases|down|lower|lowered|lowering|slid|slide|shrank|shrink|shrunk|shrinking|plunge|plunged|plunging|reduced|reduce|reduces|reducing|reduction|cut|cuts|cutting|contracted|contraction|slump|slumped|tumbled|eased|slipped|sank|halved|saved|savings|loss|dipped|weakened|shortened|shortening';
const changeBefore = new RegExp(
  `(?:^| )(${up}|${down}) (?:(?:again|further|sharply|slightly|steadily|rapidly|markedly|significantly|strongly|only|just|another|also|annually|quickly|notably|modestly) )?(?:by |of |at )?(?:(?:a |an |the )?(?:record|total|combined|further|another|annual|average|mere|whopping) )?(?:(?:of|by) )?$`,
);
const changeAfter = new RegExp(
  `^(?:(?:year|month|quarter) - (?:on|over) - (?:year|month|quarter) |annual |yearly |annually |average |, )?(?:(?:more|less|fewer) than (?:in |the |a |last )|(${up}|${down}) )`,
);
/** "Growth reached 5 percent", "an increase … was 12%". */
const changeNoun =
  /(?:^| )(growth|increase|rise|expansion|decline|decrease|drop|reduction|fall|contraction|growth rate)(?: rate)?(?: \S+){0,5} (?:was|of|reached|hit|stood at|at|averaged|exceeded|is|were) (?:(?:about|over|nearly|around|more than|almost|some|only|an average of) )*$/;

/** `up` or `down` where the quantity is how much something changed by. */
export function directionOf(
  tokens: readonly Token[],
  quantity: Quantity,
  from: number,
): 'up' | 'down' | null {
  const left = textOf(tokens, Math.max(0, from - 12), from);
  // "Made up of", "set up": particles of other verbs.
  const direct = /(?:made|make|makes|making|set|built|signed|pick|picked|back|backed) up (?:\S+ ){0,2}$/.test(
    left,
  )
    ? null
    : changeBefore.exec(left);
  const rate = quantity.kind === 'percent' || quantity.unit === 'times' || quantity.unit === 'fraction';
  if (direct?.[1]) {
    // "Rose to 5" is a level; "cut 5 jobs" and "increased exports" are not changes of a rate.
    const joint = left.slice(direct.index).trim().split(' ');
    if (
      rate ||
      joint.includes('by') ||
      /^(up|down)$/.test(direct[1]) ||
      (/(growth|increase|rise|jump|surge|decline|drop|fall|decrease|reduction|gain|loss|cut|improvement)$/.test(
        direct[1],
      ) &&
        joint.includes('of'))
    )
      return way(direct[1]);
  }
  if (rate) {
    const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 9));
    const match = changeAfter.exec(right);
    if (match) return match[1] ? way(match[1]) : /less|fewer/.test(match[0]) ? 'down' : 'up';
    if (/^(?:year - on - year|year over year|y ?- ?o ?- ?y|yoy)/.test(right)) return nearestWay(left) ?? 'up';
    const noun = changeNoun.exec(left);
    if (noun?.[1]) return way(noun[1]);
    if (
      quantity.unit === 'times' &&
      /(?:doubl|tripl|trebl|quadrupl|fold)/.test(textOf(tokens, quantity.from, quantity.to))
    )
      return 'up';
  }
  return null;
}

const isEither = new RegExp(`^(?:${up}|${down})$`);
const isDown = new RegExp(`^(?:${down})$`);
const way = (word: string): 'up' | 'down' => (isDown.test(word) ? 'down' : 'up');
function nearestWay(left: string): 'up' | 'down' | null {
  const words = left.trim().split(' ').reverse();
  const found = words.find((word) => isEither.test(word));
  return found ? way(found) : null;
}

export function modalityOf(
  tokens: readonly Token[],
  quantity: Quantity,
  from: number,
  direction: 'up' | 'down' | null,
): Modality {
  const clause = clauseStart(tokens, quantity.from);
  const left = textOf(tokens, clause, from);
  const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 8));
  if (
    /(?:target|goal|milestone|aim(?:s|ed|ing)?|plan(?:s|ned|ning)? (?:to|for)|intend(?:s|ed)? to|pledg(?:e|es|ed)|commit(?:s|ted)? to|ambition|seek(?:s|ing)? to|hop(?:e|es|ing) to|vow(?:s|ed)? to|strive)/.test(
      left,
    ) ||
    /^(?:\S+ ){0,3}(?:target|goal|milestone)\b/.test(right)
  )
    return 'target';
  if (
    /(?:\b(?:will|won't|would|should|may|expects?|expecting|foresees?|guides? for|guidance|pencil\w+ in|projecting|predicting)|'ll|expected to|is expected|are expected|were expected|projected|forecast|forecasts|predict(?:s|ed)?|estimated to|likely to|set to|on track to|could|is to|are to|scheduled to|due to (?:reach|be|begin|open|start)|outlook|anticipate[sd]?|to be (?:built|completed|commissioned|launched|invested))\b/.test(
      left,
    )
  )
    return 'forecast';
  if (direction !== null) return 'change';
  if (
    (quantity.kind === 'percent' || quantity.unit === 'fraction') &&
    (/^(?:\S+ ){0,2}?(?:of|stake|share|owned|interest)\b/.test(right) ||
      /(?:account(?:s|ed|ing)? for|share|represent(?:s|ed|ing)?|made? up|making up|compris(?:e|es|ed|ing)|stake|constitut\w+|proportion|majority)(?: \S+){0,5} $/.test(
        left,
      ))
  )
    return 'share';
  if (
    /(?:cumulative(?:ly)?|accumulated|amassed|aggregate|in total since|to date|so far|since its|since the|altogether|all[- ]time)/.test(
      left,
    ) ||
    /^(?:\S+ ){0,6}?(?:to date|so far|cumulatively|since)\b/.test(right)
  )
    return 'cumulative';
  return 'reported';
}

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
