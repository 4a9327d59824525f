/** One sentence of Latin script read: its times, its quantities, and of which time each is told. */
import { inBrackets, isCompared, isOnlyCompared, timeOf } from './attach.ts';
import { isAside, isNobodys } from './attach-asides.ts';
import { inTurn, wholeRow } from './attach-row.ts';
import type { Claim } from './claim.ts';
import { withUnits } from './ellipsis.ts';
import { type Time, timesOf } from './period.ts';
import { type Quantity, quantitiesOf } from './quantity.ts';
import type { Sentence, Token } from './text.ts';

/** What a sentence leaves to those after it. */
export interface Told {
  paragraph: number;
  /** The last period with both ends told anywhere before. */
  period: Period | null;
  /** The period of this very sentence, which the next may go on with. */
  goesOn: Period | null;
  /** What its figures were held against: "… a year earlier. Coal fell from 1.4 million". */
  against: Period | null;
  quantities: readonly Quantity[];
  /** What a question asks of, and the answer need not say again. */
  asked: Period | null;
}
export type Period = { start: string; end: string; label: string };

export interface Read {
  times: Time[];
  quantities: Quantity[];
  /** Of each quantity. */
  periods: Claim['period'][];
  period: Period | null;
  /** The same, or where no figure is of it the period the sentence names. */
  named: Period | null;
  /** Of what its figures are held against. */
  against: Period | null;
}

export function readSentence(
  { tokens }: Sentence,
  date: string | null,
  {
    told,
    asked,
    heading,
    last,
    stretches,
    earlier,
    counted,
  }: {
    told: Told | null;
    asked: Period | null;
    heading: Period | null;
    last: Period | null;
    stretches: readonly Period[];
    /** Figures of the paragraph before, for a large one that says no unit. */
    earlier: readonly Quantity[];
    counted: ReadonlyMap<string, string>;
  },
): Read {
  const times = timesOf(tokens, date, last, stretches);
  const taken = new Set(
    times.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const quantities = withUnits(
    tokens,
    quantitiesOf(tokens, (index) => taken.has(index)),
    told?.quantities ?? [],
    earlier,
    counted,
  );
  const label = (time: Time) =>
    tokens
      .slice(time.from, time.to)
      .map((each, index) => (index > 0 && !each.glued ? ' ' : '') + each.text)
      .join('');
  const turns = inTurn(tokens, times, quantities);
  const candidates = times.filter((time) => !isNobodys(tokens, time));
  const theirs = quantities.map((quantity, index) => {
    if (quantity.kind === 'ordinal' || isAttribute(tokens, quantity)) return null;
    const time = turns[index] ?? timeOf(tokens, times, candidates, quantities, index);
    return time && !turns[index] ? wholeRow(tokens, times, time) : time;
  });
  const own = theirs.map((time) => time && { start: time.start, end: time.end, label: label(time) });
  // What is compared with is no period the text goes on in.
  const isMain = (index: number) =>
    !theirs[index]?.comparison &&
    !isCompared(tokens, quantities[index]!) &&
    !(own[index] && inBrackets(tokens, quantities[index]!));
  const whole = wholeOf(own.filter((_, index) => isMain(index)));
  const others = times.filter((time) => isAside(tokens, time) || isOnlyCompared(tokens, quantities, time));
  // "Exports amounted to …": goes on with the figures of the sentence before, in its period.
  // So does the first clause of "… 61% of the total; in 2023 it was 48%".
  const first = quantities.findIndex((quantity, index) => !isLasting(quantity) && isMain(index));
  const mayGoOn = others.length === times.length || (first >= 0 && own[first] === null);
  const goesOn =
    times.length === 0 && asked ? asked : mayGoOn && isGoingOn(tokens) ? (told?.goesOn ?? heading) : null;
  const periods = own.map(
    (period, index) =>
      period ??
      (goesOn === null || isLasting(quantities[index]!)
        ? null
        : isMain(index)
          ? goesOn
          : (told?.against ?? goesOn)),
  );
  const against = wholeOf(own.filter((period, index) => period !== null && !isMain(index)));
  // "In August alone it hit 4.1 billion", "it will take eight jets next year": what comes next goes on with what was before.
  const isByTheWay =
    told?.goesOn != null &&
    (times.some(({ to }) => tokens[to]?.low === 'alone') || tokens.some(({ low }) => planned.has(low)));
  const period =
    isByTheWay && told?.goesOn
      ? told.goesOn
      : others.length === times.length || first < 0 || own[first] !== null
        ? (whole ?? goesOn)
        : goesOn;
  const named = wholeOf(
    times
      .filter((time) => !time.comparison && !others.includes(time) && time.start !== time.end)
      .map((time) => ({ start: time.start, end: time.end, label: label(time) })),
  );
  return {
    times,
    quantities,
    periods,
    period,
    named: period ?? named,
    against: against ?? (goesOn ? (told?.against ?? null) : null),
  };
}

/** Of several the first, or what it is a part of: "in September …, and in January–September". */
export function wholeOf(periods: readonly Claim['period'][]): Period | null {
  const told = periods.filter((period): period is Period => period?.start != null && period.end != null);
  const [first] = told;
  return first === undefined
    ? null
    : (told.find(
        ({ start, end }) =>
          start <= first.start &&
          end >= first.end &&
          end !== start &&
          (start !== first.start || end !== first.end),
      ) ?? first);
}
export const stretchOf = (period: Period | null): Period | null =>
  period !== null && length(period) > 32 * 86_400_000 ? period : null;
const length = ({ start, end }: Period) => Date.parse(end) - Date.parse(start);
const isLasting = ({ kind, unit }: Quantity): boolean => kind === 'ordinal' || isSpan.test(unit ?? '');

/** "A three-day fair", "over 15 years", "523 km long": what something is, and not what happened then. */
const isAttribute = (tokens: readonly Token[], { kind, unit, from, to }: Quantity): boolean => {
  const [before, after] = [tokens[from - 1]?.low ?? '', tokens[to]?.low ?? ''];
  const told = tokens
    .slice(Math.max(0, from - 3), from)
    .map(({ low }) => low)
    .join(' ');
  // "Klara Shmidt, who farms 220 hectares, lost a sixth".
  if (/(?:^|, |[^,] )(?:who|which) (?!was |is |has |rose)[a-z]+s$/.test(told)) return true;
  if ((kind !== 'measure' && kind !== 'count') || unit === 'times' || unit === 'fraction') return false;
  const isHyphened =
    tokens[from + 1]?.text === '-' && tokens[from + 1]!.glued && tokens[from + 2]?.kind === 'word';
  if (
    isHyphened &&
    /^\p{L}/u.test(after) &&
    !/^(?:a|the|in|of|on|by|and|to|from|for)$/.test(after) &&
    before !== 'to'
  )
    return true;
  return (
    (kind === 'measure' && /^(?:long|wide|high|tall|deep|thick|across)$/.test(after)) ||
    (isSpan.test(unit ?? '') && /^(?:over|within|after|every|lasting|of)$/.test(before))
  );
};
const isSpan = /^(?:seconds|minutes|hours|days|weeks|months|years|decades)$/;

/** A new paragraph that goes on with the table of the one before. */
export const continues = ({ tokens }: Sentence): boolean =>
  /^(exports|imports|deliveries|shipments|turnover|output|sales)$/.test(tokens[0]?.low ?? '') ||
  /^(?:the (?:deficit|surplus|total)|of (?:this|that|these|those)|by (?:country|partner|category|mode)) /.test(
    tokens
      .slice(0, 3)
      .map(({ low }) => `${low} `)
      .join(''),
  );

const planned = new Set(['will', 'would', 'plans', 'expects', 'aims', 'intends']);

/** Told in the past, of amounts; what is, what is planned and what is quoted stands by itself. */
function isGoingOn(tokens: readonly Token[]): boolean {
  const line = tokens.map(({ low }) => low).join(' ');
  return (
    /\b(?:rose|fell|grew|amounted|totalled|totaled|reached|jumped|dropped|widened|narrowed|accounted|came|stood|increased|decreased|declined|surged|climbed|shrank|edged|inched|was|were|made up|exceeded|hit|slid|soared|plunged|rebounded|made|brought|earned|fetched|paid|spent|averaged|numbered|sold|sent|received|crossed|passed|lost|cost|went|accounted|slipped|swelled|dipped|doubled|tripled|eased|recovered|sank|ran|held|shipped|carried|handled|imported|exported)\b/.test(
      line,
    ) && !/\b(?:is|are|has|have|employs|will|would|plans|expects|aims|should|could|may)\b/.test(line)
  );
}
