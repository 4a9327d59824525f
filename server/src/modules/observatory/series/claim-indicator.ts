/**
 * Which indicator a claim of a text belongs to, with which dimensions and of which period. What the text does not tell is not guessed: a claim
 * without its parties, with a unit that doesn't fit, of a period that can't be told or is not over, or of a part of the whole belongs to none.
 */
import type { Claim } from '@serai/extract';
import type { PackIndicator } from '../../../corridor/index.ts';
import { daysIn, type Period } from './period.ts';

export interface Attachment extends Period {
  indicator: string;
  dimensions: Readonly<Record<string, string>>;
  lo: string;
  hi: string;
}

/** What stands around the claim. */
export interface Surroundings {
  sentence: string;
  /** The sentence before, in the same paragraph; empty where there is none. */
  before: string;
  /** What makes the measure a part of the whole: "agricultural"; null where it can't be told. */
  qualifier: string | null;
  /** The text's own date. */
  date: string | null;
  /** Which of these categories is named beside the claim; null where none is, or more than one. */
  categoryAmong(categories: readonly string[]): string | null;
  /** Whether it is the code of a country or the id of a region. */
  isParty(id: string): boolean;
}

/** What a measure says of its dimensions. */
const ofMeasure: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  trade: { flow: 'total' },
  exports: { flow: 'export' },
  imports: { flow: 'import' },
  investment: { category: 'total' },
  'direct-investment': { category: 'direct' },
};
/** Who received is told before who gave: not the way an investment goes. */
const isReceived = /\b(?:receiv|attract)/i;
/** A flow of fewer days is a claim about an event, not about a period. */
const flowDaysMin = 27;

export function attachmentsOf(
  claim: Claim,
  around: Surroundings,
  indicators: Iterable<PackIndicator>,
): Attachment[] {
  if (!isLevel(claim)) return [];
  const found: Attachment[] = [];
  for (const indicator of indicators) {
    const scale = scaleOf(indicator, claim);
    if (scale === null || !indicator.measures.includes(claim.measure ?? '')) continue;
    if (/investment/.test(claim.measure ?? '') && isReceived.test(around.sentence)) continue;
    if (indicator.words.length > 0 ? !saysOneOf(indicator, around) : around.qualifier !== '') continue;
    const period = periodOf(indicator, claim, around.date);
    const dimensions = dimensionsOf(indicator, claim, around);
    if (!period || !dimensions) continue;
    const [lo, hi] = [shifted(claim.lo ?? '', scale), shifted(claim.hi ?? claim.lo ?? '', scale)];
    found.push({ indicator: indicator.id, dimensions, ...period, lo, hi });
  }
  return found;
}

/** States how much there was: no change, share, target or forecast, and not read by chance. */
const isLevel = ({ kind, lo, direction, modality, confidence }: Claim): boolean =>
  (kind === 'money' || kind === 'count' || kind === 'measure') &&
  lo !== null &&
  direction === null &&
  (modality === 'reported' || modality === 'cumulative') &&
  confidence >= 0.5;

/** Powers of ten between a claim's base unit and the indicator's; null where the unit doesn't fit. */
const scaleOf = ({ unit, units }: PackIndicator, claim: Claim): number | null => {
  if (claim.unit === null || !units.includes(claim.unit)) return null;
  return claim.unit === 'W' && unit === 'MW' ? -6 : 0;
};

/** An exact decimal times a power of ten. */
export function shifted(value: string, exponent: number): string {
  if (exponent === 0) return value;
  const [whole = '', fraction = ''] = value.split('.');
  const digits = (whole + fraction).padStart(fraction.length - exponent + 1, '0');
  const point = digits.length - fraction.length + exponent;
  const after = digits.slice(point).replace(/0+$/, '');
  return `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}${after && `.${after}`}`;
}

const saysOneOf = ({ words, near }: PackIndicator, { sentence, before }: Surroundings): boolean =>
  words.some((word) => says(near === 'paragraph' ? `${before} ${sentence}` : sentence, word));

/** Whether a text has these words, whatever their case and what stands between them. */
export function says(text: string, words: string): boolean {
  const wanted = plain(words);
  // Chinese has no spaces between its words.
  return /\p{Script=Han}/u.test(wanted)
    ? plain(text).includes(wanted)
    : ` ${plain(text)} `.includes(` ${wanted} `);
}
/** Lower case, with one space for whatever is no letter or digit. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A flow needs both ends, a stock its day. What is said of a period that was not over when it was said is not of that period. */
function periodOf({ nature, frequency }: PackIndicator, claim: Claim, date: string | null): Period | null {
  const { start = null, end = null } = claim.period ?? {};
  if (nature === 'stock') {
    // What nobody publishes a series of is told as it is: of the text's own day.
    const isUntold = claim.period === null && frequency === 'none';
    const day = isUntold ? date : start === null || start === end ? end : null;
    return day === null || isFuture(day, date) ? null : { periodStart: day, periodEnd: day };
  }
  // "Since 2023" lasts until it is said.
  const last = start !== null && end === null ? date : end;
  if (start === null || last === null || last <= start || isFuture(last, date)) return null;
  const period = { periodStart: start, periodEnd: last };
  return daysIn(period) < flowDaysMin ? null : period;
}
const isFuture = (day: string, date: string | null) => date !== null && day > date;

function dimensionsOf(
  indicator: PackIndicator,
  { measure, subject, partner }: Claim,
  { isParty, categoryAmong }: Surroundings,
): Record<string, string> | null {
  const [reporter, other] = [subject, partner].map((id) => (id !== null && isParty(id) ? id : null));
  if (indicator.parties !== 'none' && !reporter) return null;
  if (indicator.parties === 'pair' && (!other || other === reporter)) return null;
  const dimensions: Record<string, string> = {};
  const set = (name: string, value: string | null | undefined) => {
    if (value && indicator.dimensions.includes(name)) dimensions[name] = value;
  };
  set('reporter', reporter);
  set('partner', other === reporter ? null : other);
  for (const [name, value] of Object.entries(ofMeasure[measure ?? ''] ?? {})) set(name, value);
  const categories = indicator.fixed.flatMap((each) => each.match(/^category=(.*)$/)?.[1] ?? []);
  const category =
    categories.length > 1 ? (categoryAmong(categories) ?? otherwise(categories)) : categories[0];
  if (categories.length > 0 && category === null) return null;
  set('category', category);
  return dimensions;
}

/** What names no part is of the whole, where the indicator has one. */
const otherwise = (categories: readonly string[]): string | null =>
  categories.includes('total') ? 'total' : null;
