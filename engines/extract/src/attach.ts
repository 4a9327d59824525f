/** Which of a sentence's times a quantity is told of. */
import type { Time } from './period.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

/**
 * The time right behind the quantity, else the nearest before it, else the nearest after. Left out: times of publishing ("said on Tuesday"), of
 * comparison ("up from 2023"), and years that only name something ("the 2023 summit").
 */
export function timeOf(
  tokens: readonly Token[],
  times: readonly Time[],
  quantities: readonly Quantity[],
  index: number,
): Time | null {
  const quantity = quantities[index]!;
  // "… 11 days in 2024 and 9 days now".
  const next = `${tokens[quantity.to]?.low} ${tokens[quantity.to + 1]?.low}`;
  if (/^(?:(?:now|currently|today|nowadays) |at present$)/.test(next) && quantity.from > 3) {
    const today = times.find(({ from }) => from === quantity.to);
    return today ?? null;
  }
  // "Last year's 5.3 million".
  const owner = times.find(({ to }) => to === quantity.from && isOwner(tokens, to));
  if (owner) return owner;
  const usable = times.filter((time) => isUsable(tokens, time, quantity));
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
        !tokens.slice(quantity.to, time.from).some(
          (each, at, between) =>
            /^(?:;|but|while|whereas|though|although)$/.test(each.low) ||
            // "62 trains a month, and at the start of 2023 it was 20".
            (each.low === 'and' &&
              at === between.length - 1 &&
              (between[at - 1]?.text === ',' || isClause(tokens, time.to))) ||
            // "Employs 310 people and had revenue of …".
            (each.low === 'and' &&
              /^(?:had|has|have|was|were|is|are|will)$/.test(between[at + 1]?.low ?? '')),
        ),
    ) ??
    usable.find(
      (time) =>
        time.to <= quantity.from && !tokens.slice(time.to, quantity.from).some((each) => each.text === ';'),
    ) ??
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

/** A time of comparison or of publishing, in which nothing of the sentence was. */
export const isAside = (tokens: readonly Token[], time: Time): boolean =>
  (time.comparison && time.from > 1) ||
  isHeading(tokens, time) ||
  isHeldAgainst(tokens, time) ||
  isPublishing(tokens, time) ||
  isDateline(tokens, time);

const isOwner = (tokens: readonly Token[], to: number): boolean => tokens[to - 1]!.low.endsWith("'s");

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
  return between.some((low) => /^(while|but|whereas|;)$/.test(low)) || /^(to|from)$/.test(between[0] ?? '');
}

export function inBrackets(tokens: readonly Token[], quantity: Quantity): boolean {
  for (let index = quantity.from - 1; index >= 0 && index > quantity.from - 6; index--) {
    if (tokens[index]!.text === ')') return false;
    if (tokens[index]!.text === '(') return true;
  }
  return false;
}

function isUsable(tokens: readonly Token[], time: Time, quantity: Quantity): boolean {
  // "Against 6.1 a year ago": told of what stands right before it, and of nothing else.
  // At the head of a sentence it is what the sentence is of: "A year ago it sailed with 20".
  if (time.comparison && time.from > 1)
    return (
      time.from >= quantity.to &&
      tokens.slice(quantity.to, time.from).every((each) => /^(in|for|of|during|a|the)$/.test(each.low))
    );
  if (
    isFounding(tokens, time) &&
    tokens
      .slice(Math.min(time.to, quantity.to), Math.max(time.from, quantity.from))
      .some((each) => /^[,;]$/.test(each.text))
  )
    return false;
  // "1.46m TEU (2024: 1.41m)".
  if (isHeading(tokens, time) && quantity.to <= time.from) return false;
  if (isHeldAgainst(tokens, time)) return false;
  return (
    !isPublishing(tokens, time) &&
    !isAttributive(tokens, time) &&
    !isBeginning(tokens, time) &&
    !isDateline(tokens, time) &&
    !isOver(tokens, time, quantity)
  );
}

/** "(2024: 1.41m)": of what stands in the brackets. */
const isHeading = (tokens: readonly Token[], { from, to }: Time): boolean =>
  tokens[from - 1]?.text === '(' && tokens[to]?.text === ':';

/** "Than in 2024", "compared with May", "24% on 2024". */
function isHeldAgainst(tokens: readonly Token[], time: Time): boolean {
  const before = tokens.slice(Math.max(0, time.from - 4), time.from).map((each) => each.low);
  const last = before.at(-1) ?? '';
  if (
    /^(from|than|against|versus|vs)$/.test(last) &&
    before.length > 1 &&
    !/^(from|between)/.test(tokens[time.from]!.low)
  )
    return true;
  if (/^(?:above|below|beating|exceeding|over|under)$/.test(last) && isOwner(tokens, time.to)) return true;
  if (last === 'on' && time.start !== time.end && !/^(on)$/.test(tokens[time.from]!.low)) return true;
  return /(compared (with|to|against)|than (in|the|at|on|during|for|by)|as (?:in|at|during)|(?:than|what) (?:it|they|he|she|we) (?:did|was|were|had) (?:in|at|during)|relative to|up from|down from|that of)$/.test(
    before.join(' '),
  );
}

/** "BAKU, July 8 –", "HORGOS, Feb. 12 (Xinhua) --": when it was written. */
const isDateline = (tokens: readonly Token[], time: Time): boolean =>
  time.from <= 5 &&
  /^\p{Lu}{2,}$/u.test(tokens[0]?.text ?? '') &&
  tokens.slice(time.to, time.to + 5).some(({ text }) => /^[–—-]$/.test(text));

/** "Found in February 2024, it is 4.56 billion years old", "commissioned in 2014, the line can carry 25 bcm": told of then, and the figure of now. */
function isOver(tokens: readonly Token[], time: Time, quantity: Quantity): boolean {
  if (time.to > quantity.from || time.end === null || time.bound !== null || isOwner(tokens, time.to))
    return false;
  for (let index = time.to; index < quantity.from; index++) {
    const { low } = tokens[index]!;
    if (
      /^(now|can|runs|employs|allows|covers|costs|goes|carries|weighs|measures|stands|makes|works|needs|pays|takes|owns|sells|draws)$/.test(
        low,
      )
    )
      return true;
    if (
      /^(is|are)$/.test(low) &&
      !/^(put|seen|thought|said|forecast|not|[a-z]+(?:ed|ing))$/.test(tokens[index + 1]?.low ?? '')
    )
      return true;
  }
  return false;
}

/** "Founded in 2014, it employs …": when something began says nothing of the figures beside it. */
const isFounding = (tokens: readonly Token[], time: Time): boolean =>
  [1, 2].some((back) =>
    /^(founded|established|created|born|discovered|opened|inaugurated|launched|built|commissioned|completed|signed|introduced|adopted|approved|drafted|bought|acquired|up)$/.test(
      tokens[time.from - back]?.low ?? '',
    ),
  );

const speech =
  /^(said|says|told|tells|reported|reports|announced|announces|released|published|stated|wrote|noted|showed|shows|showing|according|added|revealed|disclosed|unveiled|issued|interview|statement|press|briefing|conference|posted|signed|updated|photo)$/;
/** "… reported on Tuesday", "data released by customs on Sunday". */
function isPublishing(tokens: readonly Token[], time: Time): boolean {
  if (time.start === null ? !/day$/.test(tokens[time.to - 1]!.low) : time.start !== time.end) return false;
  for (let index = time.from - 1; index >= 0 && index >= time.from - 12; index--) {
    if (speech.test(tokens[index]!.low)) return true;
    if (/^[;]$/.test(tokens[index]!.text)) return false;
  }
  return tokens.slice(time.to, time.to + 4).some((each) => /^(said|told|reported|announced)$/.test(each.low));
}

/** "Since it began the service in 2011": where a count begins, and not its period. */
function isBeginning(tokens: readonly Token[], time: Time): boolean {
  const before = tokens.slice(Math.max(0, time.from - 10), time.from).map(({ low }) => low);
  const since = before.lastIndexOf('since');
  return (
    since >= 0 &&
    before
      .slice(since)
      .some((low) =>
        /^(?:began|launched|opened|started|established|founded|introduced|inaugurated|came)$/.test(low),
      ) &&
    !before.slice(since).some((low) => /^[,;]$/.test(low))
  );
}

/** "A 2024 report", "the historic 2023 Xi'an summit": a name, unless a preposition of time stands before. */
function isAttributive(tokens: readonly Token[], time: Time): boolean {
  if (time.to - time.from !== 1 || tokens[time.from]!.kind !== 'number') return false;
  const [before, after] = [tokens[time.from - 1], tokens[time.to]];
  if (/^(in|of|by|since|during|for|until|from|through|to|and|year|late|early|mid)$/.test(before?.low ?? ''))
    return false;
  return (
    after?.kind === 'word' &&
    // "Its 2025 growth forecast".
    !tokens
      .slice(time.to, time.to + 3)
      .some(({ low }) =>
        /^(?:forecast|outlook|target|estimate|projection|guidance|budget|level|total)$/.test(low),
      ) &&
    !/^(and|to|the|was|is|were|with|after|when|while|but|from|as|had|has)$/.test(after.low)
  );
}
