/** Times in which nothing of their sentence was: of publishing, of comparison, of something's beginning, in a name. */
import { textOf } from './modifier.ts';
import type { Time } from './period.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

/** A time of comparison or of publishing, in which nothing of the sentence was. */
export const isAside = (tokens: readonly Token[], time: Time): boolean =>
  (time.comparison && time.from > 1) ||
  isHeading(tokens, time) ||
  isHeldAgainst(tokens, time) ||
  isPublishing(tokens, time) ||
  isDateline(tokens, time);

/** Whether a time that is somebody's may be this quantity's. */
export function isUsable(tokens: readonly Token[], time: Time, quantity: Quantity): boolean {
  // "Against 6.1 a year ago": told of what stands right before it, and of nothing else.
  // At the head of a sentence it is what the sentence is of: "A year ago it sailed with 20".
  if (time.comparison && time.from > 1)
    return (
      time.from >= quantity.to &&
      tokens
        .slice(quantity.to, time.from)
        .every((each) => /^(in|at|by|on|for|of|during|a|the)$/.test(each.low))
    );
  if (
    isFounding(tokens, time) &&
    tokens
      .slice(Math.min(time.to, quantity.to), Math.max(time.from, quantity.from))
      .some((each) => /^[,;]$/.test(each.text))
  )
    return false;
  // "1.46m TEU (2024: 1.41m)".
  if (isHeading(tokens, time) && !isInside(tokens, time, quantity)) return false;
  return (
    !isInserted(tokens, time, quantity) &&
    !isRelative(tokens, time, quantity) &&
    !isOver(tokens, time, quantity)
  );
}

/** A time of which no figure of its sentence can be; asked once, and not of each figure. */
export const isNobodys = (tokens: readonly Token[], time: Time): boolean =>
  !(time.comparison && time.from > 1) &&
  (isHeldAgainst(tokens, time) ||
    isPublishing(tokens, time) ||
    isAttributive(tokens, time) ||
    isBeginning(tokens, time) ||
    isRecord(tokens, time) ||
    isToday(tokens, time) ||
    isDateline(tokens, time));

export const isOwner = (tokens: readonly Token[], to: number): boolean => tokens[to - 1]!.low.endsWith("'s");

/** "(2024: 1.41m)": of what stands in the brackets. */
export const isHeading = (tokens: readonly Token[], { from, to }: Time): boolean =>
  tokens[from - 1]?.text === '(' && tokens[to]?.text === ':';

export const isInside = (tokens: readonly Token[], { to }: Time, quantity: Quantity): boolean =>
  quantity.from >= to && !tokens.slice(to, quantity.from).some(({ text }) => text === ')');

/** "Than in 2024", "compared with May", "24% on 2024", "than the mark was passed in 2024", "close to what we carried in 2024". */
export function isHeldAgainst(tokens: readonly Token[], time: Time): boolean {
  const last = tokens[time.from - 1]?.low ?? '';
  const first = tokens[time.from]!.low;
  if (/^(from|than|against|versus|vs)$/.test(last) && time.from > 1 && !/^(from|between)/.test(first))
    return true;
  if (/^(?:above|below)$/.test(last)) return true;
  // "An increase of 3.9 points over 2024".
  if (
    last === 'over' &&
    /\b(?:increase|rise|growth|gain|up|improvement|higher|more|rose|grew) /.test(
      textOf(tokens, Math.max(0, time.from - 9), time.from),
    )
  )
    return true;
  if (/^(?:beating|exceeding|over|under)$/.test(last) && isOwner(tokens, time.to)) return true;
  if (last === 'on' && time.start !== time.end && first !== 'on')
    return /^(?:%|percent|cent|up|down|higher|lower|more|less|improvement|growth|rise|increase|drop|fall|decline|year)$/.test(
      tokens[time.from - 2]?.low ?? '',
    );
  const before = textOf(tokens, Math.max(0, time.from - 4), time.from);
  if (
    /(?:compared (?:with|to|against)|than (?:in|at|on|during|for|by|over)|as (?:in|at|during)|relative to|up from|down from|that of|of the level (?:of|in)|comparison (?:with|to)) $/.test(
      before,
    )
  )
    return true;
  // What "than", "what" or "below where" begins goes on to its verb and its time.
  for (let at = time.from - 1; at >= Math.max(0, time.from - 10); at--) {
    const { low, kind, text } = tokens[at]!;
    if (kind === 'number' || /^[,;:()]$/.test(text)) return false;
    if (low === 'than')
      return /^(?:the|what|where|it|they|we|he|she|its|their|any)$/.test(tokens[at + 1]!.low);
    if (/^(?:what|where|level|levels)$/.test(low))
      return /^(?:to|than|of|from|with|below|above|the|like|against)$/.test(tokens[at - 1]?.low ?? '');
  }
  return false;
}

/** "BAKU, July 8 –", "HORGOS, Feb. 12 (Xinhua) --": when it was written. */
const isDateline = (tokens: readonly Token[], time: Time): boolean =>
  time.from <= 5 &&
  /^\p{Lu}{2,}$/u.test(tokens[0]?.text ?? '') &&
  tokens.slice(time.to, time.to + 8).some(({ text }) => /^[–—-]$/.test(text));

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
    // "Consensus for Q1 growth is 5.1%": its subject's own time.
    if (
      /^(is|are)$/.test(low) &&
      (tokens[index - 1]!.low === 'there' ||
        tokens.slice(time.to, index).some(({ text }) => text === ',') ||
        tokens.slice(0, time.from).some((each) => /^[a-z]{3,}ed$/.test(each.low))) &&
      !/^(put|seen|thought|said|forecast|not|[a-z]+(?:ed|ing))$/.test(tokens[index + 1]?.low ?? '')
    )
      return true;
  }
  return false;
}

/** "The least since January", "the worst in three years": how long it has been so, and not when. */
const isRecord = (tokens: readonly Token[], time: Time): boolean =>
  time.bound === 'since' &&
  tokens
    .slice(Math.max(0, time.from - 6), time.from + 1)
    .some(({ low }) =>
      /^(?:most|least|first|best|worst|record|high|low|fastest|slowest|[a-z]{3,}(?:est))$/.test(low),
    );

/** ", which totalled $3 billion in 2023,": what is put in between commas says nothing of the figures outside. */
function isInserted(tokens: readonly Token[], time: Time, quantity: Quantity): boolean {
  const begin = insertionBefore(tokens, time.from);
  if (begin < 0) return false;
  let end = time.to;
  while (end < tokens.length && !/^[,;)]$/.test(tokens[end]!.text)) end++;
  return quantity.to <= begin || (quantity.from >= end && end < tokens.length);
}

/** "A contract that runs out at year-end": says when the contract does. */
function isRelative(tokens: readonly Token[], time: Time, quantity: Quantity): boolean {
  for (let at = time.from - 1; at > Math.max(0, time.from - 7); at--) {
    if (/^[,;:]$/.test(tokens[at]!.text)) return false;
    if (/^(?:that|which|who)$/.test(tokens[at]!.low))
      return (
        /^(?:runs?|expires?|ends?|opens?|begins?|starts?|closes?|takes?|will|came|began|opened|closed|ended|took|was|were|went)$/.test(
          tokens[at + 1]!.low,
        ) &&
        (quantity.to <= at || quantity.from >= time.to)
      );
  }
  return false;
}

/** "Today we have four": what is true at the time of writing has no period. */
const isToday = (tokens: readonly Token[], time: Time): boolean =>
  tokens[time.from]!.low === 'today' &&
  time.to - time.from === 1 &&
  tokens.slice(time.to, time.to + 3).some(({ low }) => /^(?:is|are|has|have|there)$/.test(low));

function insertionBefore(tokens: readonly Token[], at: number): number {
  const commas = [];
  for (let index = at - 1; index > 0; index--) {
    if (/^[;:(]$/.test(tokens[index]!.text)) break;
    if (tokens[index]!.text === ',') commas.push(index);
  }
  const [last, before] = commas;
  // Behind an insertion its clause goes on: "The bridge, built in 1982, carried".
  if (last === undefined || last + 1 >= at || !beginsInsertion(tokens, last)) return -1;
  return before !== undefined && beginsInsertion(tokens, before) ? -1 : last;
}
const beginsInsertion = (tokens: readonly Token[], comma: number): boolean =>
  /^(?:which|who|where|whose|begun|built|set|bought|[a-z]{3,}ed)$/.test(tokens[comma + 1]!.low);

/** "Founded in 2014, it employs …": when something began says nothing of the figures beside it. */
const isFounding = (tokens: readonly Token[], time: Time): boolean =>
  !tokens.slice(Math.max(0, time.from - 8), time.from).some(({ low }) => /^(?:when|as)$/.test(low)) &&
  [1, 2].some((back) =>
    /^(founded|established|created|born|discovered|opened|inaugurated|launched|built|commissioned|completed|signed|introduced|adopted|approved|drafted|bought|acquired|up)$/.test(
      tokens[time.from - back]?.low ?? '',
    ),
  );

const speech =
  /^(said|says|told|tells|reported|reports|announced|announces|released|published|stated|wrote|noted|showed|shows|showing|according|added|revealed|disclosed|unveiled|issued|interview|statement|press|briefing|conference|posted|signed|updated|photo)$/;
/** "… reported on Tuesday", "data released by customs on Sunday". */
function isPublishing(tokens: readonly Token[], time: Time): boolean {
  // "Said in September that".
  if (
    /^(?:that|it|he|she|they|the|its)$/.test(tokens[time.to]?.low ?? '') &&
    speech.test(tokens[time.from - (/^in /.test(tokens[time.from]!.low) ? 1 : 2)]?.low ?? '')
  )
    return true;
  if (time.bound !== null && time.start !== null) return false;
  if (time.start === null ? !/day$/.test(tokens[time.to - 1]!.low) : time.start !== time.end) return false;
  for (let index = time.from - 1; index >= 0 && index >= time.from - 12; index--) {
    if (speech.test(tokens[index]!.low)) return true;
    if (/^[;]$/.test(tokens[index]!.text)) return false;
  }
  const behind = tokens.slice(time.to, time.to + 4).map(({ low }) => low);
  const said = behind.findIndex((low) => /^(?:said|told|reported|announced)$/.test(low));
  // "Jumped on Wednesday after it reported".
  return (
    said >= 0 &&
    !behind.slice(0, said).some((low) => /^(?:after|when|while|as|since|because|before)$/.test(low))
  );
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
export function isAttributive(tokens: readonly Token[], time: Time): boolean {
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
        /^(?:forecast|outlook|target|estimate|projection|guidance|budget|level|total|harvest|crop|exports|imports|sales|revenue|profit|output|production|turnover|trade|volume|deliveries|shipments|earnings|figure|result|results)$/.test(
          low,
        ),
      ) &&
    !/^(and|to|the|was|is|were|with|after|when|while|but|from|as|had|has)$/.test(after.low)
  );
}
