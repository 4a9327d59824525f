/** Text in, claims out: pure, the same every time, without a network. */
import { timeNear, timeOf } from './attach.ts';
import { type Day, dayIn } from './calendar.ts';
import { readChinese } from './chinese.ts';
import type { Claim } from './claim.ts';
import { plain } from './decimal.ts';
import { eventsOf } from './event.ts';
import { aboutOf } from './measure.ts';
import { directionOf, modalityOf, modifierOf } from './modifier.ts';
import { type Mention, Names } from './names.ts';
import { partiesOf } from './parties.ts';
import { type Time, timesOf } from './period.ts';
import { type Quantity, quantitiesOf } from './quantity.ts';
import { type Reading, type ReadTime, timeFor } from './reading.ts';
import { readRussian } from './russian.ts';
import { type Attribution, attributionOf } from './speaker.ts';
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
  const claims: Claim[] = [];
  let said: (Attribution & { paragraph: number }) | null = null;
  let lastPerson: string | null = null;
  for (const sentence of sentencesOf(text)) {
    if (isBoilerplate(text.slice(sentence.start, sentence.end))) continue;
    const own = attributionOf(sentence);
    const speaker: string | null = own?.speaker.startsWith('\u0000') ? lastPerson : (own?.speaker ?? null);
    if (own && speaker) said = { ...own, speaker, paragraph: sentence.paragraph };
    if (own?.carries && speaker) lastPerson = speaker;
    // Reported speech goes on in the sentences after it, to the end of the paragraph.
    const carried = said?.carries && said.paragraph === sentence.paragraph ? said.speaker : null;
    claims.push(...claimsOf(text, sentence, { date, names, speaker: speaker ?? carried }));
  }
  return claims.sort((a, b) => a.start - b.start || b.end - a.end);
}

const nobody = new Names([]);

function claimsOf(
  text: string,
  sentence: Sentence,
  { date, names, speaker }: { date: string | null; names: Names; speaker: string | null },
): Claim[] {
  const { tokens } = sentence;
  const script = scriptOf(text.slice(sentence.start, sentence.end));
  if (script !== 'latin')
    return readClaims(text, sentence, script === 'han' ? readChinese : readRussian, date, speaker);
  const times = timesOf(tokens, date);
  const taken = new Set(
    times.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const quantities = quantitiesOf(tokens, (index) => taken.has(index));
  const mentions = names.in(tokens);
  const spanOf = (from: number, to: number) => {
    const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end];
    return { start, end, quote: text.slice(start, end) };
  };
  const label = (time: Time) => spanOf(time.from, time.to).quote;
  const claims: Claim[] = times.map((time) => ({
    ...nothing,
    ...spanOf(time.from, time.to),
    kind: 'time',
    period: { start: time.start, end: time.end, label: label(time) },
    speaker,
    confidence: time.start || time.end ? 0.95 : 0.7,
  }));
  quantities.forEach((quantity, index) => {
    const time = quantity.kind === 'ordinal' ? null : timeOf(tokens, times, quantities, index);
    claims.push({
      ...nothing,
      ...spanOf(quantity.from, quantity.to),
      ...meaningOf(sentence, quantity, mentions),
      period: time && { start: time.start, end: time.end, label: label(time) },
      speaker,
      restates: restated(sentence, quantities, index),
    });
  });
  for (const { event, from, to, modality } of eventsOf(tokens)) {
    const time = timeNear(tokens, times, from, to);
    const { subject, partner, place } = partiesOf(tokens, from, to, mentions);
    claims.push({
      ...nothing,
      ...spanOf(from, to),
      kind: 'event',
      measure: event,
      modality,
      subject,
      partner,
      place,
      period: time && { start: time.start, end: time.end, label: label(time) },
      speaker,
      confidence: 0.7,
    });
  }
  return claims;
}

/** The script most of a sentence is in. */
function scriptOf(sentence: string): 'latin' | 'han' | 'cyrillic' {
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

function readClaims(
  text: string,
  sentence: Sentence,
  read: (text: string, date: Day | null) => Reading,
  date: string | null,
  speaker: string | null,
): Claim[] {
  const said = text.slice(sentence.start, sentence.end);
  const reading = read(said, date === null ? null : dayIn(date));
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
    const time = timeFor(reading, quantity);
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
      period: time && told(time),
      speaker,
      confidence: 0.8,
    };
  });
  return [...times, ...quantities];
}

const nothing: Omit<Claim, 'start' | 'end' | 'quote' | 'kind'> = {
  lo: null,
  hi: null,
  precision: null,
  unit: null,
  modifier: null,
  direction: null,
  modality: null,
  measure: null,
  subject: null,
  partner: null,
  place: null,
  period: null,
  speaker: null,
  confidence: 0,
  restates: null,
};

function meaningOf({ tokens }: Sentence, quantity: Quantity, mentions: readonly Mention[]) {
  const shared = {
    kind: quantity.kind,
    lo: plain(quantity.lo),
    hi: plain(quantity.hi),
    precision: quantity.precision && plain(quantity.precision),
    unit: quantity.unit,
  };
  if (quantity.kind === 'ordinal')
    return { ...shared, modifier: '=' as const, modality: 'reported' as const, confidence: 0.8 };
  const { modifier, from } = modifierOf(tokens, quantity);
  const direction = directionOf(tokens, quantity, from);
  return {
    ...shared,
    modifier,
    direction,
    modality: modalityOf(tokens, quantity, from, direction),
    ...aboutOf(tokens, quantity, mentions),
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

const dateLine = (text: string): string | null =>
  /^Date:[ \t]*(\d{4}-\d{2}-\d{2})\b/m.exec(text)?.[1] ?? null;
