/** Numbers whose unit stands elsewhere: "imports to 9.23 billion", "5.4 days, against 6.1", "the number of trains fell 4 %, to 6,912", "1,150 of them". */
import { compare, type Decimal, decimal, plain, shift, times } from './decimal.ts';
import { textOf } from './modifier.ts';
import { headBefore } from './noun.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

const joints =
  /^(?:to|including|averaged|averages|averaging|from|against|than|and|or|,|only|of|just|about|over|at|nearly|some|were|was|for|almost|around|with|but|had|has|have|–|-|exceeded|reached|reaches|totalled|totaled|hit|by|below|under|above|\(|:|;|that|need|needs|needed|want|wants|wanted|sold|sells|there|hardly|barely|another|further|employ|employs|employed|bought|got|signed|built|lost|won|received|remain|remained|twice|instead|now|are|the|other|january|february|march|april|may|june|july|august|september|october|november|december|20\d\d|it's|that's|numbering|first|last|'|’)$/;

/**
 * Gives each bare number the unit it is told in, and leaves out those that count nothing (routes, rooms, articles, telephones).
 * `before` are the quantities of the sentence before, for what goes on with them, `earlier` those of the paragraph before; `counted` what was counted anywhere before.
 */
export function withUnits(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  before: readonly Quantity[],
  earlier: readonly Quantity[],
  counted: ReadonlyMap<string, string>,
): Quantity[] {
  const kept: Quantity[] = [];
  quantities.forEach((quantity, index) => {
    if (!quantity.bare) {
      kept.push(inPoints(quantity, kept));
      return;
    }
    const row = rowFrom(tokens, quantities, index);
    if (row) {
      kept.push({ ...quantity, ...told(quantity, { ...pick(row), exponent: row.exponent }), bare: false });
      return;
    }
    // A telephone number, a version, a list of codes.
    const code =
      tokens[quantity.from - 1]?.text === '+' ||
      (quantities[index + 1]?.bare &&
        quantities[index + 2]?.bare &&
        quantities[index + 2]!.from - quantity.to < 6);
    const like = code
      ? null
      : likeOf({ tokens, quantity, kept, after: quantities.slice(index + 1), before, counted });
    if (like) kept.push({ ...quantity, ...told(quantity, like), bare: false });
    else if (isThere(tokens, quantity)) {
      // What was counted last is the likeliest.
      const unit = [...counted.values()].at(-1);
      const isOfMany = unit !== undefined && !/^(?:times|people|countries)$/.test(unit) && !isLarge(quantity);
      kept.push(isOfMany ? { ...quantity, unit, bare: false } : quantity);
    } else if (isLarge(quantity) && (isScaled(quantity) || tokens[quantity.from]!.text.includes(','))) {
      // A figure for certain, and where it ends its clause, of what was counted before.
      const isEnd =
        /^(?:[.,;)"”]?|already|this|last|next|in|by|so|a|once|now|then|too|again|and|but|at|on)$/.test(
          tokens[quantity.to]?.low ?? '',
        );
      const all = isEnd && !code ? [...earlier, ...before, ...kept].filter(isPlain) : [];
      const counts = all.filter(({ kind }) => kind === 'count');
      const amounts = all.filter((each) => each.kind === 'measure' && !isDuration(each));
      const like = last(counts) ?? last(amounts);
      kept.push(like ? { ...quantity, ...told(quantity, like), bare: false } : quantity);
    }
  });
  return kept;
}

/** "24.1, 31.5 and 43.8 billion dollars": the last of a row has the unit and the scale of all; no telephone number, and no row of articles. */
function rowFrom(tokens: readonly Token[], quantities: readonly Quantity[], index: number): Quantity | null {
  for (let at = index; at + 1 < quantities.length; at++) {
    const [here, next] = [quantities[at]!, quantities[at + 1]!];
    const between = tokens.slice(here.to, next.from).map(({ low }) => low);
    // "90 to 110, and 2,300 families" are two clauses.
    const joint = between.join(' ').replace(/ (?:about|some|nearly|almost|around|over)$/, '');
    if (!(at > index ? /^(?:,|and|or|, and|, or)$/ : /^(?:,|and|or)$/).test(joint)) return null;
    if (!next.bare)
      return isPlain(next) &&
        joint !== ',' &&
        !isDuration(next) &&
        (next.kind !== 'percent' || !isLarge(quantities[index]!))
        ? next
        : null;
  }
  return null;
}

/** "4.9%, 0.7 points higher": of a percentage. */
const inPoints = (quantity: Quantity, kept: readonly Quantity[]): Quantity =>
  quantity.unit === 'points' && kept.at(-1)?.kind === 'percent'
    ? { ...quantity, kind: 'percent', unit: 'percentage point' }
    : quantity;

const isLarge = ({ lo }: Quantity) => compare(lo, decimal('1000')) >= 0;
/** "There were 312.", "it was 150", "I have 70": it counts, whatever it is. */
const isThere = (tokens: readonly Token[], { from, to }: Quantity): boolean =>
  /^(?:$|[.,;”"])/.test(tokens[to]?.text ?? '') &&
  (/^(?:have|had|has|sold|signed|bought|built|needs?|makes|made)$/.test(tokens[from - 1]?.low ?? '') ||
    (/^(?:was|were|are|is|be)$/.test(tokens[from - 1]?.low ?? '') &&
      tokens.slice(Math.max(0, from - 3), from - 1).some(({ low }) => /^(?:there|it)$/.test(low))));
const isScaled = ({ lo }: Quantity) => compare(lo, decimal('1000000')) >= 0;
/** `exponent`: of a scale word it shares. */
type Like = Pick<Quantity, 'kind' | 'unit' | 'per'> & { exponent?: number | undefined };
const told = ({ lo, hi, precision, exponent: own }: Quantity, { kind, unit, per, exponent = 0 }: Like) => {
  const base = (value: Decimal) => {
    const whole = own ? value : shift(value, exponent);
    return per ? times(whole, per) : whole;
  };
  return { kind, unit, lo: base(lo), hi: base(hi), precision: precision && base(precision) };
};
const isPlain = ({ kind, unit, bare }: Quantity) =>
  kind !== 'ordinal' && unit !== null && !bare && unit !== 'times' && unit !== 'fraction';
const isDuration = ({ unit }: Quantity) =>
  /^(seconds|minutes|hours|days|weeks|months|years|decades)$/.test(unit ?? '');

interface Elided {
  tokens: readonly Token[];
  quantity: Quantity;
  kept: readonly Quantity[];
  after: readonly Quantity[];
  before: readonly Quantity[];
  counted: ReadonlyMap<string, string>;
}

function likeOf(elided: Elided): Like | null {
  const { tokens, quantity, kept, after, before, counted } = elided;
  const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 4));
  const left = textOf(tokens, Math.max(0, quantity.from - 3), quantity.from);
  const all = [...before.filter(isPlain), ...kept.filter(isPlain)];
  const here = kept.filter(isPlain);
  const counts = all.filter(({ kind }) => kind === 'count');
  const joint = tokens[quantity.from - 1]?.low ?? '';
  if (/\b(?:of|all) (?:the|its|these|those|our) $/.test(left)) {
    const same = counted.get(plain(quantity.lo));
    return same ? { kind: 'count', unit: same } : last(counts);
  }
  if (
    /^(?:current|present|previous) $/.test(left.split(' ').slice(-2).join(' ')) &&
    /^to /.test(right) &&
    after[0] &&
    isPlain(after[0])
  )
    return pick(after[0]);
  if (/^of (?:them|these|those|whom|which)/.test(right)) return last(counts);
  if (
    /^employ/.test(joint) ||
    /^on (?:its|the|our|their) payroll/.test(right) ||
    /\b(?:staff|team|crew|workforce|delegation) of $/.test(left)
  )
    return { kind: 'count', unit: 'people' };
  const scaled = compare(quantity.lo, decimal('100000')) >= 0;
  if (
    !joints.test(joint) &&
    !scaled &&
    !/\b(?:now|gives?|gave|is|are|(?:should|will|would|could|to|may|must) be)\b/.test(left)
  )
    return isListed(tokens, quantity, here) ? pick(here.at(-1)!) : null;
  // "83 have been completed": things told of before, and no money between.
  if (/^(?:have|had|are|were|exist|find|went) /.test(right)) {
    const things = last(counts) ?? subject(tokens, quantity);
    if (things) return things;
  }
  if ((/^(?:another|further)$/.test(joint) || /^(?:more|fewer) /.test(right)) && counts.length > 0)
    return last(counts);
  // "212 of 460 planned kilometres".
  if (/^of \d/.test(right) && after[0] && isPlain(after[0]) && after[0].from - quantity.to === 1)
    return pick(after[0]);
  if (/^(?:another|further)$/.test(joint) && counts.length === 0 && here.at(-1)?.kind === 'measure')
    return pick(here.at(-1)!);
  // "From 1.4 million to 1.1 million tonnes": the unit comes with the second.
  const [next] = after;
  if (joint === 'from' && next && isPlain(next) && next.from - quantity.to <= 4 && next.kind !== 'percent')
    return { ...pick(next), exponent: compare(quantity.lo, decimal('1000')) < 0 ? next.exponent : 0 };
  // "It pays 40 percent. Now: 8."
  if (joint === ':' && /^(?:$|[.;”"])/.test(right) && here.length === 0 && all.length > 0) return last(all);
  const previous = here.at(-1);
  if (previous?.kind === 'percent' && (/^(to|from|against)$/.test(joint) || isLarge(quantity))) {
    // A share or a rise, and then the level: the unit is that of what rose.
    return (
      last(here.filter(({ kind }) => kind !== 'percent')) ??
      subject(tokens, quantity) ??
      last(before.filter((each) => isPlain(each) && each.kind !== 'percent')) ??
      // "Will peak at 47 percent and return to 42": a level after a level.
      (/\b(?:return|fall|rise|drop|decline|climb|go|back|down|up)s? to $/.test(left) ? pick(previous) : null)
    );
  }
  if (joint === 'numbering') {
    const noun = headBefore(tokens, quantity.from);
    return noun === null ? null : { kind: 'count', unit: noun };
  }
  if (previous && (!isDuration(previous) || !scaled)) return pick(previous);
  // Billions are of money, or of what is weighed: "Orders exceeded 9 billion".
  const isVast = compare(quantity.lo, decimal('100000000')) >= 0;
  const amounts = all.filter(
    (each) => each.kind === 'money' || (each.kind === 'measure' && !isDuration(each)),
  );
  if (isVast && amounts.length > 0) return last(amounts);
  const isEnd = /^(?:$|[.,;:)"”—–?!])/.test(right);
  const goesOn =
    /^(to|from|against|was|were|is|are|averaged|averages|after|have|has|it's|that's|first|last|there|need|needs|wants|want|than|sold|had|of|with|instead|now|the|twice)$/.test(
      joint,
    );
  return (
    subject(tokens, quantity) ??
    (scaled ||
    (goesOn &&
      (isEnd || /^(?:to|from|against|the|was|were|is|are|it's|that's|have|first|last|twice)$/.test(joint)))
      ? last(
          scaled
            ? all.filter(({ kind }) => kind !== 'percent')
            : counts.length > 0 && all.at(-1)?.kind === 'money'
              ? counts
              : all,
        )
      : null)
  );
}

/** "Freight takes 9 yuan, duty and checks 4, spoilage 10": a row of things with their figures; no room and no article. */
const isListed = (tokens: readonly Token[], { from, to }: Quantity, here: readonly Quantity[]): boolean => {
  const [before, previous] = [tokens[from - 1], here.at(-1)];
  return (
    previous !== undefined &&
    before?.kind === 'word' &&
    /^\p{Ll}+s?$/u.test(before.text) &&
    /^[.,;]$/.test(tokens[to]?.text ?? '.') &&
    tokens.slice(previous.to, from).some(({ text }) => text === ',') &&
    from - previous.to < 8 &&
    !/^(room|stand|article|chapter|page|no|number|order|route|road|gate|line|block|phase|stage|grade|class|version|type|channel|studio|platform|terminal|issue|volume|figure|table|section|paragraph|unit|point|item|lot|berth|track|bus|tram|flight|train|aged|in|on|by|tel|extension|since)$/.test(
      before.low,
    )
  );
};

const pick = ({ kind, unit, per }: Quantity): Like => ({ kind, unit, ...(per ? { per } : {}) });
const last = (quantities: readonly Quantity[]): Like | null => {
  const found = quantities.at(-1);
  return found ? pick(found) : null;
};

/** "The number of China–Europe trains fell …", "Flu admissions more than doubled …": the first plural of the sentence. */
function subject(tokens: readonly Token[], { from }: Quantity): Like | null {
  const noun = headBefore(tokens, from);
  return noun === null ? null : { kind: 'count', unit: noun };
}
