/** Sentences in other scripts, read by their own language's reader. */
import { dayIn, type Interval } from './calendar.ts';
import { type Claim, nothing } from './claim.ts';
import { plain } from './decimal.ts';
import { type Reading, type ReadingContext, type ReadTime, timeFor } from './reading.ts';
import type { Sentence } from './text.ts';

/** The script most of a sentence is in; a Han sign says as much as three letters. */
export function scriptOf(sentence: string): 'latin' | 'han' | 'cyrillic' {
  if (!foreign.test(sentence)) return 'latin';
  const count = (pattern: RegExp) => sentence.match(pattern)?.length ?? 0;
  const [latin, han, cyrillic] = [
    count(/\p{Script=Latin}/gu),
    count(/\p{Script=Han}/gu),
    count(/\p{Script=Cyrillic}/gu),
  ];
  return han * 3 > latin && han >= cyrillic
    ? han > 0
      ? 'han'
      : 'latin'
    : cyrillic > latin
      ? 'cyrillic'
      : 'latin';
}
const foreign = /[\p{Script=Han}\p{Script=Cyrillic}]/u;

export function readClaims(
  text: string,
  sentence: Sentence,
  read: (text: string, context: ReadingContext) => Reading,
  { date, told: last, goesOn }: { date: string | null; told: Interval | null; goesOn: Claim['period'] },
  speaker: string | null,
): Claim[] {
  const said = text.slice(sentence.start, sentence.end);
  const reading = read(said, { date: date === null ? null : dayIn(date), told: last });
  const span = (start: number, end: number) => ({
    start: sentence.start + start,
    end: sentence.start + end,
    quote: said.slice(start, end),
  });
  const told = ({ start, end, interval }: ReadTime) => ({ ...interval, label: said.slice(start, end) });
  const times: Claim[] = reading.times.map((time) => ({
    ...nothing,
    ...span(time.start, time.end),
    kind: 'time',
    period: told(time),
    speaker,
    confidence: 0.9,
  }));
  const quantities: Claim[] = reading.quantities.map((quantity) => {
    const time = timeFor(said, reading, quantity);
    const { kind, unit, modifier, direction } = quantity;
    const modality = direction ? ('change' as const) : ('reported' as const);
    return {
      ...nothing,
      ...span(quantity.start, quantity.end),
      kind,
      lo: plain(quantity.lo),
      hi: plain(quantity.hi),
      unit,
      modifier,
      direction,
      modality,
      measure: kind === 'count' ? unit : null,
      period: time
        ? told(time)
        : reading.times.every(({ comparison }) => comparison) && continues.test(said)
          ? goesOn
          : null,
      speaker,
      confidence: 0.8,
    };
  });
  return [...times, ...quantities];
}

/** "Of these", "this is … more": goes on with the figures of the sentence before. */
const continues =
  /^[«“"]?(?:其中|这|此外|Это|Этот показатель|Из них|Из этого|В том числе|При этом|Экспорт|Импорт)/u;
