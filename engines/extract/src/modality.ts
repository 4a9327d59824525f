/** Which way a quantity changes, and what kind of statement it is in. */
import { clauseStart, textOf } from './modifier.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

export type Modality = 'reported' | 'forecast' | 'target' | 'cumulative' | 'share' | 'change';

const up =
  'grew|grow|grows|growing|grown|growth|rose|rise|rises|rising|risen|increase|increased|increases|increasing|jump|jumped|jumping|surge|surged|surging|climb|climbed|climbing|soar|soared|soaring|expand|expanded|expanding|expansion|gain|gained|gains|advanced|accelerated|up|higher|upturn|hike|widened|widen|widening|rebounded|rebound|raised|raise|raising|boosted|swelled|multiplied|improved|improvement';
const down =
  'fell|fall|falls|falling|fallen|drop|dropped|dropping|decline|declined|declines|declining|decrease|decreased|decreasing|decreases|down|lower|lowered|lowering|slid|slide|shrank|shrink|shrunk|shrinking|plunge|plunged|plunging|reduced|reduce|reduces|reducing|reduction|cut|cuts|cutting|contracted|contraction|slump|slumped|tumbled|eased|slipped|sank|halved|saved|savings|loss|dipped|weakened|shortened|shortening|shed|narrowed|narrow|narrowing|off';
const changeBefore = new RegExp(
  `(?:^| )(${up}|${down}) (?:(?:again|further|sharply|slightly|steadily|rapidly|markedly|significantly|strongly|only|just|another|also|annually|quickly|notably|modestly) )?(?:by |of |at )?(?:only |just |another |a further )?(?:(?:a |an |the )?(?:(?:record|total|combined|further|another|annual|yearly|average|mere|whopping) ){0,3})?(?:(?:rate )?(?:of|by) )?$`,
);
const changeAfter = new RegExp(
  `^(?:(?:year|month|quarter) - (?:on|over) - (?:year|month|quarter) |annual |yearly |annually |average |, )?(?:(more|less|fewer|dearer|cheaper|longer|shorter|faster|slower|below|above) (?!of )|(${up}|${down}) )`,
);
/** "Growth reached 5 percent", "an increase … was 12%". */
const changeNoun =
  /(?:^| )(growth|increase|rise|expansion|decline|decrease|drop|reduction|fall|contraction|growth rate)(?: rate)?(?: \S+){0,5} (?:was|of|reached|hit|slowed to|eased to|accelerated to|quickened to|stood at|at|averaged|exceeded|is|were) (?:(?:about|over|nearly|around|more than|almost|some|only|an average of) )*$/;

/** `up` or `down` where the quantity is how much something changed by. */
export function directionOf(
  tokens: readonly Token[],
  quantity: Quantity,
  from: number,
): 'up' | 'down' | null {
  const left = textOf(tokens, Math.max(0, from - 12), from);
  // "Made up of", "set up": particles of other verbs.
  const direct =
    /(?:made|make|makes|making|took|take|takes|taking|set|built|signed|pick|picked|back|backed) up (?:\S+ ){0,2}$/.test(
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
  // "404 more than a year before", "$700 below May".
  if (!rate) {
    const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 3));
    const match =
      /^(?:(more|higher|above)|(?:fewer|less|lower|below)) (?!$)(?:than |in |on |year |(?:last|january|february|march|april|may|june|july|august|september|october|november|december|the|a) |[,.;] )/.exec(
        right,
      );
    if (match) return match[1] ? 'up' : 'down';
  }
  if (rate) {
    const sign = /(?:^| )(plus|\+|minus|−) $/.exec(left);
    if (sign) return /plus|\+/.test(sign[1]!) ? 'up' : 'down';
    const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 9));
    const match = changeAfter.exec(right);
    if (match)
      return match[2] ? way(match[2]) : /less|fewer|cheaper|shorter|below/.test(match[0]) ? 'down' : 'up';
    // "2.4 times as much as", "1.7 times the figure of".
    if (
      quantity.unit === 'times' &&
      /^(?:as (?:much|many|high|large) as |the (?:figure|level|amount|volume|number|total) )/.test(right)
    )
      return 'up';
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

/** Verbs and nouns of what somebody means to do. */
const aims =
  /\b(?:targets?|goal|milestone|aim(?:s|ed|ing)?|(?:plans?|planned|planning)(?! (?:was|were|traffic|period))|intend(?:s|ed)? to|pledg(?:e|es|ed)|promis(?:e|es|ed)|commit(?:s|ted)? to|ambition|seek(?:s|ing)?|hop(?:e|es|ing) (?:to|for)|vow(?:s|ed)? to|strive|wants?|undert(?:ook|akes?) to|asked to|(?:will|to) (?:provide|invest|build|invite|hire|spend|launch|allocate|create|train|install|set up|grant|lend|finance|buy|close|plant|donate))\b(?! of \d)/g;
/** Of what is expected. */
const expectations =
  /\b(?:will|won't|would|should|may|might|expects?|expecting|expected|foresees?|foresaw|foreseen|guides? for|guidance|pencil\w+ in|projects|projecting|projected|projections?|forecasts?|predict(?:s|ed|ing)?|estimated to|likely to|set to|on track to|could|can hope|(?:is|are) to|scheduled to|due to (?:reach|be|begin|open|start)|outlook|anticipate[sd]?|to be (?:built|completed|commissioned|launched|invested)|(?:now )?sees|seen at|reckons? with|consensus|looking for|[a-z]+'ll)\b/g;
/** What was, or is: nearer to the figure than a plan's words, it ends what they say. */
const facts =
  /\b(?:rose|fell|grew|was|were|had|hit|came|made|sold|sent|lost|won|took|ran|bought|built|brought|went|shrank|sank|slid|stood|held|saw|paid|spent|is|are|has|have|employs|runs|costs|stands|owns|says|(?!(?:plann|expect|schedul|propos|promis|pledg|intend|target|need|forese|estimat|project|predict|anticipat|aim|vow|ask|combin|increas|unit|call|limit)ed\b)[a-z]{3,}ed)\b/g;

export function modalityOf(
  tokens: readonly Token[],
  quantity: Quantity,
  from: number,
  direction: 'up' | 'down' | null,
): Modality {
  const left = said(tokens, clauseStart(tokens, quantity.from), from);
  const right = said(tokens, quantity.to, Math.min(tokens.length, quantity.to + 8));
  const [aim, expectation] = [lastOf(aims, left), lastOf(expectations, left)];
  const ahead = Math.max(aim, expectation);
  // "Will be raised", "is expected", "are to have": a fact's verb that belongs to the plan's.
  const told =
    ahead < 0
      ? ''
      : left
          .slice(ahead)
          .replace(
            /\b(?:(?:be|been|being|is|are|was|were|has|have|had|to) (?:\S+ed|expected|to|been|likely|set|due)|(?:will|would|should|could|may|might|to) (?:have|be))\b/g,
            '',
          );
  const isAhead = ahead >= 0 && lastOf(facts, told) <= 0;
  if (/^(?:\S+ ){0,3}(?:target|goal|milestone)\b/.test(right)) return 'target';
  if (isAhead) return aim >= expectation ? 'target' : 'forecast';
  if (
    /^(?:\S+ ){0,3}?(?:(?:is|are) (?:expected|forecast|projected|likely)|had (?:expected|forecast|pencilled)|expected|(?:is|are) within reach|(?:would|will|can) be)\b/.test(
      right,
    )
  )
    return 'forecast';
  if (direction !== null) return 'change';
  if (isShare(quantity, left, right)) return 'share';
  if (isCumulative(quantity, left, right)) return 'cumulative';
  return 'reported';
}

function lastOf(pattern: RegExp, text: string): number {
  let last = -1;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) last = match.index;
  return last;
}

/** As `textOf`; the month of May is no verb. */
const said = (tokens: readonly Token[], from: number, to: number): string =>
  textOf(tokens, from, to).includes('may ')
    ? tokens
        .slice(from, to)
        .map(({ text, low }) => `${text === 'May' ? 'month' : low} `)
        .join('')
    : textOf(tokens, from, to);

function isShare(quantity: Quantity, left: string, right: string): boolean {
  // "1,150 of them", "12 of which".
  if (quantity.kind === 'count') return /^of (?:them|these|those|whom|which)\b/.test(right);
  return (
    (quantity.unit === 'percent' || quantity.unit === 'fraction') &&
    !/^of (?:the level|that|what)\b/.test(right) &&
    (/^(?:\S+ ){0,2}?(?:of|stake|share|owned|interest)\b/.test(right) ||
      /^(?:went|goes|go|comes|came|turns?|was|is|were|are) (?:to|from|as|on|for|held|owned|borrowed|supplied) /.test(
        right,
      ) ||
      /(?:account(?:s|ed|ing)? for|share|represent(?:s|ed|ing)?|made? up|making up|compris(?:e|es|ed|ing)|stake|constitut\w+|proportion|majority|leads|followed by|of which|the (?:remaining|other))(?: \S+){0,5} $/.test(
        left,
      ))
  );
}

const isCumulative = ({ kind, unit }: Quantity, left: string, right: string): boolean =>
  /(?:cumulative(?:ly)?|accumulated|amassed|aggregate|in total since|altogether|all[- ]time|stock of|gross inflow)/.test(
    left,
  ) ||
  (unit !== 'percent' &&
    unit !== 'fraction' &&
    (/(?:to date|so far|since its|since the) [^,]*$/.test(left) ||
      /^(?:[^\s,]+ ){0,6}?(?:to date|so far|cumulatively)\b/.test(right))) ||
  ((kind === 'money' || kind === 'measure') && /^(?:[^\s,]+ ){0,6}?since\b/.test(right));

/** "Industry grew by 6.9 percent, services by 8.1 percent": what goes on in a row of changes is one. */
export const goesOnAsChange = (tokens: readonly Token[], before: Quantity, quantity: Quantity): boolean => {
  const between = textOf(tokens, before.to, quantity.from);
  return (
    quantity.unit === before.unit &&
    (quantity.unit === 'percent' || quantity.unit === 'fraction') &&
    /^(?:, |; |and |in |from )/.test(between) &&
    /(?:, |; |and )/.test(between) &&
    quantity.from - before.to < 14 &&
    !/\b(?:to|at|of|than|against|versus|with|share|rate|is|are|was|were|which)\b/.test(between) &&
    lastOf(facts, between) < 0
  );
};

/** "China accounted for 34 percent, Russia for 28 and Turkey for 11": what goes on in a row of shares is one. */
export const goesOnAsShare = (tokens: readonly Token[], before: Quantity, quantity: Quantity): boolean =>
  quantity.kind === before.kind &&
  (quantity.unit === 'percent' || quantity.unit === 'fraction') &&
  quantity.from - before.to < 9 &&
  /^(?:[,;(]|and|of|\))/.test(tokens[before.to]?.low ?? '') &&
  !/\b(?:at|rate|from|by|than|against|rose|fell|grew|up|down|growth|interest)\b/.test(
    textOf(tokens, before.to, quantity.from),
  );
