/** Which of a sentence's times a quantity is told of. */

import { isAttributive, isHeading, isInside, isOwner, isUsable } from './attach-asides.ts';
import { textOf } from './modifier.ts';
import type { Time } from './period.ts';
import { past } from './period-words.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

/**
 * The time right behind the quantity, else the nearest before it, else the nearest after. Left out: times of publishing ("said on Tuesday"), of
 * comparison ("up from 2023"), and years that only name something ("the 2023 summit").
 * `candidates` are those that can be a figure's at all.
 */
export function timeOf(
  tokens: readonly Token[],
  times: readonly Time[],
  candidates: readonly Time[],
  quantities: readonly Quantity[],
  index: number,
): Time | null {
  const quantity = quantities[index]!;
  // "… 11 days in 2024 and 9 days now".
  const next = textOf(tokens, quantity.to, Math.min(tokens.length, quantity.to + 4));
  if (/^(?:(?:an?|per) \S+ )?(?:now|currently|today|nowadays|at present) /.test(next) && quantity.from > 3)
    return times.find(({ from }) => from === quantity.to) ?? null;
  // "Last year's 5.3 million".
  const owner = times.find(({ to }) => to === quantity.from && isOwner(tokens, to));
  if (owner) return owner;
  const heading = times.find((time) => isHeading(tokens, time) && isInside(tokens, time, quantity));
  if (heading) return heading;
  const usable = candidates.filter((time) => isUsable(tokens, time, quantity));
  const behind = usable.find(
    (time) => time.from >= quantity.to && isRightBehind(tokens, quantities, quantity, time),
  );
  if (behind) return behind;
  const before = usable.findLast(
    (time) => time.to <= quantity.from && !belongsElsewhere(tokens, quantities, time, quantity),
  );
  if (before) return before;
  const around = usable.find((time) => time.from >= quantity.from && time.to <= quantity.to);
  if (around) return around;
  return (
    usable.find(
      (time) =>
        time.from >= quantity.to &&
        !isOnlyCompared(tokens, quantities, time) &&
        !isOfPart(tokens, quantities, quantity, time) &&
        !tokens.slice(quantity.to, time.from).some(
          (each, at, between) =>
            /^(?:;|:|but|while|whereas|though|although|unless|because)$/.test(each.low) ||
            // "5 gigawatt-hours, to be doubled within two years".
            (each.text === ',' && /^(?:to|which|who|where)$/.test(between[at + 1]?.low ?? '')) ||
            // "62 trains a month, and at the start of 2023 it was 20".
            (each.low === 'and' &&
              between.slice(at + 1).every(({ low }) => /^(?:in|by|on|at|for|during|since)$/.test(low)) &&
              (between[at - 1]?.text === ',' || isClause(tokens, time.to))) ||
            // "Five are working now and a sixth is to open".
            (each.low === 'and' && hasVerb(between.slice(0, at)) && hasVerb(between.slice(at + 1))) ||
            // "Employs 310 people and had revenue of …".
            (each.low === 'and' &&
              /^(?:had|has|have|was|were|is|are|will|would|can|leaves|left|raised|cut|rose|fell|grew|expects?|plans?|aims?|wants?|made|sold|said|added|employs?|runs?|opened|paid|lost|won|signed|built|bought|warns|warned)$/.test(
                between[at + 1]?.low ?? '',
              )),
        ),
    ) ??
    usable.find((time) => goesOver(tokens, times, quantities, time, quantity)) ??
    null
  );
}

/** "Against 6.1", "compared with about 120", "up from 14", "to 1.9 from 1.6": what a figure is held against. */
export function isCompared(tokens: readonly Token[], { from }: Quantity): boolean {
  let at = from - 1;
  while (
    at > 0 &&
    /^(?:about|some|around|just|only|nearly|almost|the|over|a|an|more|less|than|the)$/.test(tokens[at]!.low)
  )
    at--;
  const [here, before] = [tokens[at]?.low ?? '', tokens[at - 1]?.low ?? ''];
  return (
    /^(?:against|versus|vs)$/.test(here) ||
    (here === 'after' && before === ',') ||
    // ", after growing 7.7 percent".
    (/^(?:growing|rising|falling|reaching|hitting|gaining|losing|by)$/.test(here) &&
      tokens.slice(Math.max(0, at - 2), at).some(({ low }) => low === 'after')) ||
    (/^(?:with|to)$/.test(here) && /^(?:compared|compares|comparing)$/.test(before)) ||
    (here === 'from' && isLevel(tokens, at))
  );
}

/** "From" after the level itself: "up from", "to 19 percent from". */
const isLevel = (tokens: readonly Token[], at: number): boolean =>
  /^(?:up|down)$/.test(tokens[at - 1]?.low ?? '') ||
  tokens.slice(Math.max(0, at - 6), at).some(({ kind, low }) => kind === 'number' || low === 'to');

/** A time that stands behind such a figure is of nothing else. */
export const isOnlyCompared = (
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  time: Time,
): boolean =>
  quantities.some(
    (other) =>
      other.to <= time.from && isCompared(tokens, other) && isRightBehind(tokens, quantities, other, time),
  );

/** Of an event: the nearest time in its sentence, before or after. */
export function timeNear(
  tokens: readonly Token[],
  times: readonly Time[],
  from: number,
  to: number,
): Time | null {
  const distance = (time: Time) => (time.from >= to ? time.from - to : time.to <= from ? from - time.to : 0);
  const usable = times.filter((time) => !time.comparison && !isAttributive(tokens, time));
  return usable.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A clause of its own goes on there: "it was", "the ministry said". */
const isClause = (tokens: readonly Token[], at: number): boolean =>
  /^(it|they|we|he|she|there|the|this)$/.test(tokens[tokens[at]?.text === ',' ? at + 1 : at]?.low ?? '');

const barrier = /^(?:;|and|but|while|whereas|though|although|which|who)$/;
const isRightBehind = (
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  quantity: Quantity,
  time: Time,
): boolean => {
  if (
    quantities.some(
      (other) =>
        other.kind !== 'ordinal' &&
        other.from >= quantity.to &&
        other.to <= time.from &&
        !inBrackets(tokens, other),
    )
  )
    return false;
  const between = tokens.slice(quantity.to, time.from);
  if (between.some((each) => barrier.test(each.low))) return false;
  const commas = between.filter((each) => each.text === ',').length;
  return commas === 0 && between.length <= 12;
};

const hasVerb = (tokens: readonly Token[]): boolean =>
  tokens.some(({ low }) => /^(?:is|are|was|were|will|has|have|had)$/.test(low));

/** "Will invest $500 million, $80 million of it in 2026", "…, including $300 million this year". */
const isOfPart = (
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  quantity: Quantity,
  time: Time,
): boolean =>
  quantities.some(
    (part) =>
      part.from >= quantity.to &&
      part.to <= time.from &&
      (/^of (?:it|them|this|which|these|those) /.test(
        textOf(tokens, part.to, Math.min(tokens.length, part.to + 2)),
      ) ||
        tokens.slice(quantity.to, part.from).some(({ low }) => /^(?:including|which)$/.test(low))),
  );

/** "1,742 people this summer, but the share climbed to 38 percent": a clause without a time of its own goes on in that of the one before. */
function goesOver(
  tokens: readonly Token[],
  times: readonly Time[],
  quantities: readonly Quantity[],
  time: Time,
  quantity: Quantity,
): boolean {
  if (time.to > quantity.from || isOnlyCompared(tokens, quantities, time)) return false;
  const between = tokens.slice(time.to, quantity.from);
  const begin =
    time.to + between.findLastIndex(({ low }) => /^(?:;|while|but|whereas|though|although)$/.test(low));
  if (tokens[begin]?.text === ';') {
    const clause = textOf(tokens, begin, quantity.from);
    if (!past.test(clause) || /\b(?:is|are|has|have|will)\b/.test(clause)) return false;
  }
  return begin >= time.to && !times.some(({ from, to }) => from > begin && to <= quantity.from);
}

/** A time that stands right behind another quantity is that one's: "$70 billion in 2022 and $89 billion". */
function belongsElsewhere(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  time: Time,
  quantity: Quantity,
): boolean {
  const owner = quantities.find(
    (other) =>
      other !== quantity &&
      other.kind !== 'ordinal' &&
      other.to <= time.from &&
      isRightBehind(tokens, quantities, other, time),
  );
  if (!owner) return false;
  if (isCompared(tokens, owner)) return true;
  // "grew 27% to $89 billion last year, with Kazakhstan accounting for $41 billion": what hangs on to the clause shares its time.
  const between = tokens.slice(time.to, quantity.from).map((each) => each.low);
  return (
    between.some((low) => /^(while|but|whereas|unless|because|;)$/.test(low)) ||
    between[0] === 'from' ||
    (between[0] === 'to' && isBegin(tokens, owner))
  );
}

/** "From $10 billion in 2020 to …". */
const isBegin = (tokens: readonly Token[], { from }: Quantity): boolean =>
  tokens.slice(Math.max(0, from - 3), from).some(({ low }) => low === 'from');

export function inBrackets(tokens: readonly Token[], quantity: Quantity): boolean {
  for (let index = quantity.from - 1; index >= 0 && index > quantity.from - 6; index--) {
    if (tokens[index]!.text === ')') return false;
    if (tokens[index]!.text === '(') return true;
  }
  return false;
}
