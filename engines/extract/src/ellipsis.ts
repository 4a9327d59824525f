/** Numbers whose unit stands elsewhere: "imports to 9.23 billion", "5.4 days, against 6.1", "the number of trains fell 4 %, to 6,912", "1,150 of them". */
import { compare, decimal } from './decimal.ts';
import { textOf } from './modifier.ts';
import { headBefore } from './noun.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

const joints =
  /^(?:to|from|against|than|and|or|,|only|of|just|about|over|at|nearly|some|were|was|for|almost|around|with|but|had|has|–|-|exceeded|reached|totalled|totaled|hit|by|below|under|above|\()$/;

/**
 * Gives each bare number the unit it is told in, and leaves out those that count nothing (routes, rooms, articles, telephones).
 * `before` are the quantities of the sentence before, for what goes on with them.
 */
export function withUnits(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  before: readonly Quantity[],
): Quantity[] {
  const kept: Quantity[] = [];
  quantities.forEach((quantity, index) => {
    if (!quantity.bare) {
      kept.push(quantity);
      return;
    }
    // A telephone number, a version, a list of codes.
    const code =
      tokens[quantity.from - 1]?.text === '+' ||
      (quantities[index + 1]?.bare &&
        quantities[index + 2]?.bare &&
        quantities[index + 2]!.from - quantity.to < 6);
    const like = code ? null : likeOf(tokens, quantity, kept, quantities.slice(index + 1), before);
    if (like) kept.push({ ...quantity, ...like, bare: false });
    else if (isLarge(quantity) && tokens[quantity.from]!.text.includes(',')) kept.push(quantity);
  });
  return kept;
}

const isLarge = ({ lo }: Quantity) => compare(lo, decimal('1000')) >= 0;
type Like = Pick<Quantity, 'kind' | 'unit'>;
const isPlain = ({ kind, unit, bare }: Quantity) =>
  kind !== 'ordinal' && unit !== null && !bare && unit !== 'times' && unit !== 'fraction';
const isDuration = ({ unit }: Quantity) =>
  /^(seconds|minutes|hours|days|weeks|months|years|decades)$/.test(unit ?? '');

function likeOf(
  tokens: readonly Token[],
  quantity: Quantity,
  kept: readonly Quantity[],
  after: readonly Quantity[],
  before: readonly Quantity[],
): Like | null {
  const right = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 3));
  const left = textOf(tokens, Math.max(0, quantity.from - 3), quantity.from);
  const told = [...before.filter(isPlain), ...kept.filter(isPlain)];
  const here = kept.filter(isPlain);
  if (/^of (?:them|these|those|whom|which)/.test(right) || /\bof the $/.test(left))
    return last(told.filter(({ kind }) => kind === 'count'));
  const joint = tokens[quantity.from - 1]?.low ?? '';
  const scaled = compare(quantity.lo, decimal('100000')) >= 0;
  if (!joints.test(joint) && !scaled && !/\b(?:now|gives?|gave|is|are)\b/.test(left)) return null;
  // "From 1.4 million to 1.1 million tonnes": the unit comes with the second.
  const [next] = after;
  if (joint === 'from' && next && isPlain(next) && next.from - quantity.to <= 4 && next.kind !== 'percent')
    return pick(next);
  const previous = here.at(-1);
  if (previous?.kind === 'percent' && (/^(to|from|against)$/.test(joint) || isLarge(quantity))) {
    // A share or a rise, and then the level: the unit is that of what rose.
    return (
      last(here.filter(({ kind }) => kind !== 'percent')) ??
      subject(tokens, quantity) ??
      last(before.filter((each) => isPlain(each) && each.kind !== 'percent'))
    );
  }
  if (previous && (!isDuration(previous) || !scaled)) return pick(previous);
  return subject(tokens, quantity) ?? (scaled || /^(to|from|against)$/.test(joint) ? last(told) : null);
}

const pick = ({ kind, unit }: Quantity): Like => ({ kind, unit });
const last = (quantities: readonly Quantity[]): Like | null => {
  const found = quantities.at(-1);
  return found ? pick(found) : null;
};

/** "The number of China–Europe trains fell …", "Flu admissions more than doubled …": the first plural of the sentence. */
function subject(tokens: readonly Token[], { from }: Quantity): Like | null {
  const noun = headBefore(tokens, from);
  return noun === null ? null : { kind: 'count', unit: noun };
}
