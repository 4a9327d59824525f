/** What the engine answers: one row a claim. The same shape in the API, in the bench's labels and on the command line. */
export interface Claim {
  /** UTF-16 units into the text: `text.slice(start, end) === quote`, always. */
  start: number;
  end: number;
  quote: string;
  kind: 'money' | 'count' | 'percent' | 'measure' | 'ordinal' | 'time' | 'event';
  /** Unsigned decimal strings in base units; equal where there is no range. Null for times and events. */
  lo: string | null;
  hi: string | null;
  /** What one step of the last digit written is worth, in the base unit: of "94.8 billion" 100000000. Null where no digits are written. */
  precision: string | null;
  /** ISO 4217; `percent`, `percentage point`; the counted noun in the plural; W, Wh, t, m, m3 …; `times`, `fraction`. */
  unit: string | null;
  modifier: '=' | '>' | '>=' | '<' | '<=' | '~' | null;
  direction: 'up' | 'down' | null;
  modality: 'reported' | 'forecast' | 'target' | 'cumulative' | 'share' | 'change' | null;
  measure: string | null;
  subject: string | null;
  partner: string | null;
  place: string | null;
  /** Inclusive ISO dates, null where open or not to be told; `label` is how the text says it. */
  period: { start: string | null; end: string | null; label: string } | null;
  speaker: string | null;
  /** 0 to 1: how sure the engine is that it read the value and its unit rightly. A rule's weight, not a probability. */
  confidence: number;
  /** Of a conversion in brackets: where the amount it says again begins. */
  restates: number | null;
}

/** A claim of which nothing is known yet but its place. */
export const nothing: Omit<Claim, 'start' | 'end' | 'quote' | 'kind'> = {
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
