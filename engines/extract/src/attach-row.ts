/** Rows of times and of figures: "$70 billion and $89 billion in 2022 and 2023", "in 2022, 2023 and 2024 it was 24, 31 and 43 tonnes". */
import { dayIn, daysFrom, iso } from './calendar.ts';
import type { Time } from './period.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

interface Placed {
  from: number;
  to: number;
}

/** Of each figure, the time its place in the row gives it; null where it stands in none. */
export function inTurn(
  tokens: readonly Token[],
  times: readonly Time[],
  quantities: readonly Quantity[],
): (Time | null)[] {
  const turns: (Time | null)[] = quantities.map(() => null);
  if (times.length < 2 || quantities.length < 2) return turns;
  const figures = rowsOf(tokens, quantities);
  for (const row of rowsOf(tokens, times)) {
    const match = figures.find((each) => each.length === row.length && areBeside(tokens, row, each));
    match?.forEach((quantity, index) => {
      turns[quantities.indexOf(quantity)] = row[index]!;
    });
  }
  return turns;
}

/** "In April and May" of one figure: the whole of what follows without a gap. */
export function wholeRow(tokens: readonly Token[], times: readonly Time[], time: Time): Time {
  const row = times.length > 1 ? rowsOf(tokens, times).find((each) => each.includes(time)) : undefined;
  if (!row?.every((each, index) => index === 0 || follows(row[index - 1]!, each))) return time;
  return { ...row[0]!, end: row.at(-1)!.end, to: row.at(-1)!.to };
}

const follows = (one: Time, other: Time): boolean => {
  const last = one.end === null ? null : dayIn(one.end);
  if (last === null || other.start === null) return false;
  const next = daysFrom(last, 1);
  return iso(next.year, next.month, next.day) === other.start;
};

/** Two or more with a comma or "and" between them and nothing else that matters. */
function rowsOf<P extends Placed>(tokens: readonly Token[], places: readonly P[]): P[][] {
  const rows: P[][] = [];
  let row: P[] = [];
  for (const place of places) {
    const before = row.at(-1);
    if (before && isJoint(tokens, before.to, place.from)) row.push(place);
    else row = [place];
    if (row.length === 2) rows.push(row);
  }
  return rows;
}

function isJoint(tokens: readonly Token[], from: number, to: number): boolean {
  const between = tokens.slice(from, to);
  return (
    between.length > 0 &&
    between.length <= 4 &&
    /^(?:,|and|or)$/.test(between[0]!.low) &&
    between.every(({ low }) => /^(?:,|and|or|in|for|about|some|nearly|almost|around|then|to|by)$/.test(low))
  );
}

/** The one right behind the other, or in the same clause at its head. */
function areBeside(tokens: readonly Token[], times: readonly Placed[], figures: readonly Placed[]): boolean {
  const isAfter = times[0]!.from >= figures.at(-1)!.to;
  const between = isAfter
    ? tokens.slice(figures.at(-1)!.to, times[0]!.from)
    : tokens.slice(times.at(-1)!.to, figures[0]!.from);
  return between.length <= (isAfter ? 4 : 12) && !between.some(({ text }) => /^[;:]$/.test(text));
}
