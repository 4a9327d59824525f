import { overlap, type Reader } from './found.ts';
import { matchQuantities, matchTimes, speakerRight } from './match.ts';
import type { Text } from './texts.ts';

export interface Rate {
  precision: number;
  recall: number;
  f1: number;
}

/** How a reader did on a set; percentages. Null: it has nothing to be measured on. */
export interface Measures {
  texts: number;
  labelled: number;
  value: Rate | null;
  unit: Rate | null;
  modifier: Rate | null;
  tuple: Rate | null;
  /** Of the labelled times, those found with the right interval. */
  times: number | null;
  timesPrecision: number | null;
  /** Of the figures found where a speaker has to be named or is named: the right one. Who never names one has 0. */
  speaker: number | null;
  /** The same of all figures found: "nobody" counts as an answer. */
  speakerOfAll: number | null;
  direction: number | null;
  modality: number | null;
  ordinals: number | null;
  spans: number | null;
}

export function measure(reader: Reader, texts: readonly Text[]): Measures {
  const count = { labelled: 0, found: 0, value: 0, unit: 0, modifier: 0, tuple: 0 };
  const times = { labelled: 0, found: 0, right: 0 };
  const speaker = { named: 0, namedRight: 0, right: 0 };
  const ordinals = { labelled: 0, right: 0 };
  const spans = { all: 0, broken: 0 };
  let direction = 0;
  let modality = 0;
  for (const { text, date, labels } of texts) {
    const reading = reader.read(text, date);
    const { pairs, false: others } = matchQuantities(labels, reading.quantities, reader.asWritten);
    count.labelled += pairs.length;
    for (const { label, found, unit, modifier, period } of pairs) {
      if (!found) continue;
      count.value++;
      count.unit += Number(unit);
      count.modifier += Number(unit && modifier);
      count.tuple += Number(unit && modifier && period);
      direction += Number((label.direction ?? null) === found.direction);
      modality += Number([label.modality, ...(label.also?.modalities ?? [])].includes(found.modality));
      const right = speakerRight(label, found.speaker);
      speaker.right += Number(right);
      // Nobody named where that is right says nothing about telling who speaks.
      if (right && found.speaker === null) continue;
      speaker.named++;
      speaker.namedRight += Number(right);
    }
    count.found += pairs.filter(({ found }) => found).length + others.length;
    const timesHere = matchTimes(labels, reading.times);
    times.labelled += timesHere.pairs.length;
    times.right += timesHere.pairs.filter(({ right }) => right).length;
    times.found += timesHere.pairs.filter(({ found }) => found).length + timesHere.false.length;
    for (const label of labels.filter((each) => each.kind === 'ordinal' && !each.optional)) {
      ordinals.labelled++;
      ordinals.right += Number(
        reading.ordinals.some((each) => overlap(each, label) && each.lo === Number(label.lo)),
      );
    }
    spans.all += reading.spans;
    spans.broken += reading.brokenSpans;
  }
  const { finds } = reader;
  const rate = (right: number): Rate | null =>
    finds.quantities
      ? {
          precision: percent(right, count.found) ?? 0,
          recall: percent(right, count.labelled) ?? 0,
          f1: percent(2 * right, count.found + count.labelled) ?? 0,
        }
      : null;
  const ofTimes = (whole: number) => (finds.times ? percent(times.right, whole) : null);
  const ofContext = (part: number, whole: number) => (finds.context ? percent(part, whole) : null);
  return {
    texts: texts.length,
    labelled: count.labelled,
    value: rate(count.value),
    unit: rate(count.unit),
    modifier: rate(count.modifier),
    tuple: rate(count.tuple),
    times: ofTimes(times.labelled),
    timesPrecision: ofTimes(times.found),
    speaker: ofContext(speaker.namedRight, speaker.named),
    speakerOfAll: ofContext(speaker.right, count.value),
    direction: ofContext(direction, count.value),
    modality: ofContext(modality, count.value),
    ordinals: ofContext(ordinals.right, ordinals.labelled),
    spans: ofContext(spans.all - spans.broken, spans.all),
  };
}

export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
}
