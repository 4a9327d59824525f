/** The operator's terms as steps of time, and what is typed as terms again. */
import type { BookingTerms } from '../../api/booking.ts';

export interface Step {
  /** Hours before the first departure from which it costs this; null for everything before the first step. */
  fromHours: number | null;
  /** Hours before the departure until which it costs this; null for the last, which ends when loading closes. */
  untilHours: number | null;
  percent: number;
}

/** What cancelling costs, in the order of time. */
export function stepsOf(fees: BookingTerms['fees']): Step[] {
  const inTime = fees.toSorted((one, other) => other.hoursBefore - one.hoursBefore);
  return [null, ...inTime].map((fee, index) => ({
    fromHours: fee?.hoursBefore ?? null,
    untilHours: inTime[index]?.hoursBefore ?? null,
    percent: fee?.percent ?? 0,
  }));
}

/** As people say it: 1 day 12 hours. What is nothing is left out. */
export function spanOf(minutes: number): { unit: 'days' | 'hours' | 'minutes'; count: number }[] {
  const spans = [
    { unit: 'days', count: Math.floor(minutes / 1440) },
    { unit: 'hours', count: Math.floor((minutes % 1440) / 60) },
    { unit: 'minutes', count: minutes % 60 },
  ] as const;
  const said = spans.filter(({ count }) => count > 0);
  return said.length > 0 ? said : [spans[2]];
}

export const limits = { minutes: [1, 10_080], hours: [0, 8_760], percent: [0, 100], fees: 10 } as const;

/** What was typed, as terms; what is no figure is named by its field, and then there are none. */
export function termsIn(values: FormData): {
  wrong: Record<string, 'minutes' | 'hours' | 'percent' | 'twice'>;
  terms: Omit<BookingTerms, 'version'> | null;
} {
  const wrong: Record<string, 'minutes' | 'hours' | 'percent' | 'twice'> = {};
  const read = (name: string, what: 'minutes' | 'hours' | 'percent'): number => {
    const figure = figureIn(values.get(name), what === 'percent');
    const [least, most] = limits[what];
    if (figure === null || figure < least || figure > most) wrong[name] = what;
    return figure ?? 0;
  };
  const holdMinutes = read('holdMinutes', 'minutes');
  const offerMinutes = read('offerMinutes', 'minutes');
  const seen = new Set<number>();
  const fees = values.getAll('step').map((step) => {
    const hoursBefore = read(`hours-${step}`, 'hours');
    if (seen.has(hoursBefore) && !wrong[`hours-${step}`]) wrong[`hours-${step}`] = 'twice';
    seen.add(hoursBefore);
    return { hoursBefore, percent: read(`percent-${step}`, 'percent') };
  });
  const note = String(values.get('note') ?? '').trim();
  const terms = { holdMinutes, offerMinutes, fees, note };
  return { wrong, terms: Object.keys(wrong).length > 0 ? null : terms };
}

/** A comma is a decimal sign here: nothing typed on this page reaches a thousand but hours and minutes, which are whole. */
function figureIn(text: FormDataEntryValue | null, decimals: boolean): number | null {
  const typed = String(text ?? '').replaceAll(/[\s\u00a0\u202f]/g, '');
  const plain = decimals ? typed.replace(',', '.') : typed.replaceAll(/[,.](?=\d{3}$)/g, '');
  return (decimals ? /^\d{1,3}(\.\d{1,4})?$/ : /^\d{1,6}$/).test(plain) ? Number(plain) : null;
}
