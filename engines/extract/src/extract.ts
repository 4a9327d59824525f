/** Text in, claims out: pure, the same every time, without a network. */
import { timeNear } from './attach.ts';
import { readChinese } from './chinese.ts';
import { type Claim, nothing } from './claim.ts';
import { dateLine } from './date-line.ts';
import { plain } from './decimal.ts';
import { eventsOf } from './event.ts';
import {
  continues,
  type Period,
  type Read,
  readSentence,
  stretchOf,
  type Told,
  wholeOf,
} from './going-on.ts';
import { aboutOf, type MeasureWords, measureWordsIn } from './measure.ts';
import { directionOf, goesOnAsChange, goesOnAsShare, type Modality, modalityOf } from './modality.ts';
import { modifierOf } from './modifier.ts';
import { type Mention, Names } from './names.ts';
import { isBilateral, type Parties, pairOf, partiesOf } from './parties.ts';
import type { Time } from './period.ts';
import type { Quantity } from './quantity.ts';
import { readClaims, scriptOf } from './readings.ts';
import { readRussian } from './russian.ts';
import { type Speaking, speakerAt } from './speaker-parts.ts';
import { speakersOf } from './speakers.ts';
import { type Sentence, sentencesOf } from './text.ts';

export interface ExtractOptions {
  /** Of the text, YYYY-MM-DD; else its `Date:` line; else relative periods stay open. */
  date?: string | null;
  names?: Names;
}

/** Every claim of a text, in the order of their places. */
export function extract(text: string, options: ExtractOptions = {}): Claim[] {
  const date = options.date ?? dateLine(text);
  const names = options.names ?? nobody;
  const sentences = sentencesOf(text).filter(({ start, end }) => !isBoilerplate(text.slice(start, end)));
  const speakers = speakersOf(text, sentences);
  const pair = onceOf(() => pairOf(sentences, names));
  const claims: Claim[] = [];
  let before: Told | null = null;
  /** The periods longer than a month told so far, the last one first. */
  const stretches: Period[] = [];
  /** The figures of the last sentence that had any. */
  let earlier: readonly Quantity[] = [];
  /** What the title says all of it is of: "Bulletin, January–November 2025". */
  let heading: Period | null = null;
  /** What each number counted when it was last told: "224 joint projects", and later "of the 224". */
  const counted = new Map<string, string>();
  sentences.forEach((sentence, index) => {
    const speaking = speakers[index]!;
    const { speaker } = speaking;
    const script = scriptOf(text.slice(sentence.start, sentence.end));
    if (script !== 'latin') {
      const read = script === 'han' ? readChinese : readRussian;
      const goesOn = before?.paragraph === sentence.paragraph ? before.goesOn : null;
      const found = readClaims(text, sentence, read, { date, told: before?.period ?? null, goesOn }, speaker);
      claims.push(...found);
      const period = wholeOf(found.filter(({ kind }) => kind !== 'time').map((claim) => claim.period));
      const stretch = stretchOf(period);
      if (stretch) stretches.unshift(stretch);
      before = {
        paragraph: sentence.paragraph,
        period: period ?? before?.period ?? null,
        goesOn: period,
        against: null,
        quantities: [],
        asked: null,
      };
      return;
    }
    const told: Told | null =
      before && (before.paragraph === sentence.paragraph || continues(sentence)) ? before : null;
    const read = readSentence(sentence, date, {
      told,
      heading,
      asked: before?.asked ?? null,
      last: before?.period ?? null,
      stretches,
      earlier: told ? [] : earlier,
      counted,
    });
    for (const { kind, unit, lo } of read.quantities)
      if (kind === 'count' && unit !== null) counted.set(plain(lo), unit);
    claims.push(
      ...claimsOf(text, sentence, read, {
        names,
        speaking,
        date,
        pair: isBilateral(sentence) ? pair() : null,
      }),
    );
    if (read.quantities.length > 0) earlier = read.quantities;
    const stretch = stretchOf(over(read.named, date));
    if (stretch) stretches.unshift(stretch);
    if (sentence.paragraph === 0) heading = over(read.named, date) ?? heading;
    before = {
      paragraph: sentence.paragraph,
      period: over(read.named, date) ?? before?.period ?? null,
      // "2025 was a strong year. Net income rose 22%".
      goesOn: read.quantities.length === 0 ? stretchOf(read.named) : read.period,
      against: read.against,
      quantities: read.quantities,
      asked: sentence.tokens.at(-1)?.text === '?' && read.quantities.length === 0 ? read.named : null,
    };
  });
  return claims.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A period of a plan is none that a later sentence of what was counts from. */
const over = (period: Told['period'], date: string | null): Told['period'] =>
  period !== null && date !== null && period.start > date ? null : period;

const nobody = new Names([]);

const onceOf = <T>(make: () => T): (() => T) => {
  let made: { of: T } | null = null;
  return () => {
    made ??= { of: make() };
    return made.of;
  };
};

function claimsOf(
  text: string,
  sentence: Sentence,
  { times, quantities, periods }: Read,
  {
    names,
    speaking,
    date,
    pair,
  }: { names: Names; speaking: Speaking; date: string | null; pair: Parties | null },
): Claim[] {
  const { tokens } = sentence;
  const mentions = names.in(tokens);
  const words = quantities.length > 0 ? measureWordsIn(tokens) : null;
  const spanOf = (from: number, to: number) => {
    const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end];
    return { start, end, quote: text.slice(start, end) };
  };
  const periodOf = (time: Time) => ({
    start: time.start,
    end: time.end,
    label: spanOf(time.from, time.to).quote,
  });
  const meanings = quantities.map((quantity) => meaningOf(sentence, quantity, mentions, words!));
  meanings.forEach((meaning, index) => {
    const [before, last] = [quantities[index - 1], meanings[index - 1]];
    if (!before || !last || meaning.modality !== 'reported') return;
    if (last.modality === 'share' && goesOnAsShare(tokens, before, quantities[index]!))
      meaning.modality = 'share';
    if (last.modality === 'change' && goesOnAsChange(tokens, before, quantities[index]!))
      [meaning.modality, meaning.direction] = ['change', last.direction];
  });
  return [
    ...times.map(
      (time): Claim => ({
        ...nothing,
        ...spanOf(time.from, time.to),
        kind: 'time',
        period: periodOf(time),
        speaker: speakerAt(speaking, time.from),
        confidence: time.start || time.end ? 0.95 : 0.7,
      }),
    ),
    ...quantities.map(
      (quantity, index): Claim => ({
        ...nothing,
        ...spanOf(quantity.from, quantity.to),
        ...withPair(meanings[index]!, quantity, pair),
        period: periods[index] ?? null,
        speaker: speakerAt(speaking, quantity.from),
        restates: restated(sentence, quantities, index),
      }),
    ),
    ...eventsOf(tokens).map(({ event, from, to, modality }): Claim => {
      const time = timeNear(tokens, times, from, to);
      // "The hall opens on 2 April", told in March.
      const isToCome = date !== null && time?.start != null && time.start > date;
      return {
        ...nothing,
        ...spanOf(from, to),
        ...partiesOf(tokens, from, to, mentions),
        kind: 'event',
        measure: event,
        modality: isToCome && modality === 'reported' ? 'forecast' : modality,
        period: time && periodOf(time),
        speaker: speakerAt(speaking, from),
        confidence: 0.7,
      };
    }),
  ];
}

/** "Bilateral trade", where the sentence names neither country: it is of the two the text begins with. */
function withPair<M extends object>(meaning: M, { kind }: Quantity, pair: Parties | null): M {
  const told = meaning as Partial<Parties>;
  return pair && kind !== 'ordinal' && !told.subject && !told.partner
    ? { ...meaning, subject: pair.subject, partner: pair.partner }
    : meaning;
}

function meaningOf(
  { tokens }: Sentence,
  quantity: Quantity,
  mentions: readonly Mention[],
  words: MeasureWords,
) {
  const shared = {
    kind: quantity.kind,
    lo: plain(quantity.lo),
    hi: plain(quantity.hi),
    precision: quantity.precision && plain(quantity.precision),
    unit: quantity.unit,
  };
  if (quantity.kind === 'ordinal')
    return {
      ...shared,
      modifier: '=' as const,
      direction: null as 'up' | 'down' | null,
      modality: 'reported' as Modality,
      confidence: 0.8,
    };
  const { modifier, from } = modifierOf(tokens, quantity);
  const direction = directionOf(tokens, quantity, from);
  return {
    ...shared,
    modifier,
    direction,
    modality: modalityOf(tokens, quantity, from, direction),
    ...aboutOf(tokens, quantity, mentions, words),
    confidence: quantity.bare ? 0.4 : quantity.vague ? 0.5 : quantity.kind === 'count' ? 0.85 : 0.95,
  };
}

/** "100 million yuan (about $13.94 million)" says one amount twice. */
function restated({ tokens }: Sentence, quantities: readonly Quantity[], index: number): number | null {
  const [here, before] = [quantities[index]!, quantities[index - 1]];
  if (
    !before ||
    here.kind !== before.kind ||
    (here.kind !== 'money' && here.kind !== 'measure') ||
    here.unit === before.unit
  )
    return null;
  const between = tokens.slice(before.to, here.from).map((each) => each.text);
  return between[0] === '(' && between.length <= 4 && !between.includes(')')
    ? tokens[before.from]!.start
    : null;
}

/** What a page's frame says, and no article. */
const isBoilerplate = (sentence: string): boolean =>
  /leave a reply|e-?mail address will not be published|required fields are marked|uses akismet|comment data is processed|back to top|all rights reserved|subscribe to our|cookie policy|share this article|read more:/i.test(
    sentence,
  );
