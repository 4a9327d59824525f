import recognizers from '@microsoft/recognizers-text-suite';
import { type Found, type FoundTime, overlap, plain, type Reader, sentencesOf, withTimes } from '../found.ts';
import type { Interval } from '../labels.ts';

interface Recognized {
  start: number;
  /** Inclusive. */
  end: number;
  typeName: string;
  resolution: {
    value?: string;
    unit?: string;
    isoCurrency?: string;
    values?: Record<string, string>[];
  } | null;
}

type Recognize = (text: string, culture: string) => Recognized[];
const {
  recognizeCurrency,
  recognizeDimension,
  recognizePercentage,
  recognizeTemperature,
  recognizeNumber,
  recognizeDateTime,
} = recognizers as unknown as Record<
  | 'recognizeCurrency'
  | 'recognizeDimension'
  | 'recognizePercentage'
  | 'recognizeTemperature'
  | 'recognizeNumber',
  Recognize
> & {
  recognizeDateTime: (text: string, culture: string, options: undefined, reference: Date) => Recognized[];
};

/** Sentence by sentence, since a whole text makes one date range of it. The recognizers that know a unit go before plain numbers. */
export const recognizersText: Reader = {
  name: 'recognizers-text',
  asWritten: true,
  finds: { quantities: true, times: true, context: false },
  read(text, date) {
    const quantities: Found[] = [];
    const times: FoundTime[] = [];
    const reference = date === null ? new Date() : new Date(`${date}T12:00:00`);
    for (const { start, end } of sentencesOf(text)) {
      const sentence = text.slice(start, end);
      for (const each of recognizeDateTime(sentence, 'en-us', undefined, reference)) {
        const span = { start: start + each.start, end: start + each.end + 1 };
        const duration =
          each.typeName.endsWith('.duration') &&
          /^P(\d+(?:\.\d+)?)([YMWD])$/.exec(each.resolution?.values?.[0]?.timex ?? '');
        if (duration)
          quantities.push(plain(span.start, span.end, Number(duration[1]), DURATIONS[duration[2]!]!));
        else if (/\.date(range)?$/.test(each.typeName)) times.push({ ...span, period: interval(each, date) });
      }
      for (const recognize of [
        recognizeCurrency,
        recognizeTemperature,
        recognizeDimension,
        recognizePercentage,
        recognizeNumber,
      ])
        for (const each of recognize(sentence, 'en-us')) {
          const value = Number.parseFloat(each.resolution?.value ?? '');
          const unit =
            recognize === recognizePercentage
              ? 'percent'
              : (each.resolution?.isoCurrency ?? each.resolution?.unit ?? null);
          const found = plain(start + each.start, start + each.end + 1, value, unit);
          if (Number.isFinite(value) && !quantities.some((other) => overlap(other, found)))
            quantities.push(found);
        }
    }
    return { quantities: withTimes(quantities, times, text), times, ordinals: [], spans: 0, brokenSpans: 0 };
  },
};

const DURATIONS: Record<string, string> = { Y: 'years', M: 'months', W: 'weeks', D: 'days' };

/** Of several readings the last one that is not after the text's date. Its ends are exclusive. */
function interval({ resolution }: Recognized, date: string | null): Interval {
  const readings = (resolution?.values ?? []).filter(
    (value) => !value.timex?.startsWith('XXXX') || date !== null,
  );
  const past = readings.filter((value) => (value.value ?? value.start ?? '') <= (date ?? '9999'));
  const reading = past.at(-1) ?? readings[0];
  if (!reading) return { start: null, end: null };
  if (reading.value) return { start: reading.value, end: reading.value };
  return { start: reading.start ?? null, end: reading.end ? dayBefore(reading.end) : null };
}

function dayBefore(day: string): string {
  const at = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at - 86_400_000).toISOString().slice(0, 10);
}
