import type { Interval } from './labels.ts';

/** What a reader of texts found, ours or a peer: the common shape they are scored in. */
export interface Found {
  start: number;
  end: number;
  lo: number;
  hi: number;
  unit: string | null;
  modifier: string;
  direction: string | null;
  modality: string | null;
  period: Interval | null;
  speaker: string | null;
}

export interface FoundTime {
  start: number;
  end: number;
  period: Interval;
}

export interface Reading {
  quantities: Found[];
  times: FoundTime[];
  ordinals: { start: number; end: number; lo: number }[];
  /** Claims whose quote is not what stands at their span. */
  brokenSpans: number;
  spans: number;
}

export interface Reader {
  name: string;
  read(text: string, date: string | null): Reading;
  /** Values are compared as written (6.5 of "6.5 MW"), since it knows no base units. */
  asWritten: boolean;
  /** What it does not look for is a dash in the table. Context: who says it, up or down, forecast or fact, ordinals. */
  finds: { quantities: boolean; times: boolean; context: boolean };
}

/** A quantity of a peer: everything it does not say is left at what is usual. */
export function plain(start: number, end: number, value: number, unit: string | null): Found {
  return {
    start,
    end,
    lo: value,
    hi: value,
    unit,
    modifier: '=',
    direction: null,
    modality: null,
    period: null,
    speaker: null,
  };
}

export const overlap = (one: { start: number; end: number }, other: { start: number; end: number }) =>
  one.start < other.end && other.start < one.end;

/** The fair adapter of every peer: numbers inside its own times are dropped, and a figure gets the nearest time of its sentence. */
export function withTimes(quantities: Found[], times: FoundTime[], text: string): Found[] {
  const sentences = sentencesOf(text);
  return quantities
    .filter((found) => !times.some((time) => overlap(time, found)))
    .map((found) => {
      const sentence = sentences.find((each) => overlap(each, found));
      const near = times
        .filter((time) => sentence && overlap(time, sentence))
        .toSorted((one, other) => Math.abs(one.start - found.start) - Math.abs(other.start - found.start))[0];
      return near ? { ...found, period: near.period } : found;
    });
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

export function sentencesOf(text: string): { start: number; end: number }[] {
  return [...segmenter.segment(text)].map(({ index, segment }) => ({
    start: index,
    end: index + segment.length,
  }));
}
