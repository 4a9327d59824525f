/** A label: a claim as `serai extract` prints it, with the other readings that are accepted as right. */
export interface Label {
  start: number;
  end: number;
  quote: string;
  kind: 'money' | 'count' | 'percent' | 'measure' | 'ordinal' | 'time';
  lo: string | null;
  hi: string | null;
  unit: string | null;
  modifier: string | null;
  direction: 'up' | 'down' | null;
  modality: string | null;
  measure: string | null;
  subject: string | null;
  partner: string | null;
  place: string | null;
  period: Period | null;
  speaker: string | null;
  /** Neither missed when not found nor false when found. */
  optional?: true;
  /** Other readings that two careful people could defend; the first one is in the fields above. */
  also?: {
    units?: { unit: string; lo: string; hi: string }[];
    modifiers?: string[];
    modalities?: string[];
    periods?: (Interval | null)[];
    /** Null: that nobody is named is accepted, too. */
    speakers?: (string | null)[];
  };
}

export interface Interval {
  start: string | null;
  end: string | null;
}

export interface Period extends Interval {
  label: string;
}

export interface LabelledText {
  file: string;
  /** Of the text's UTF-8 bytes. */
  sha256: string;
  class: string;
  language: string;
  date: string | null;
  labels: Label[];
}
