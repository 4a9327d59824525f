import nlp from 'compromise';
import { plain, type Reader, withTimes } from '../found.ts';

interface NumberJson {
  text: string;
  terms: { tags: string[] }[];
  number: { num: number | null; unit: string; prefix: string; suffix: string };
  offset: { start: number; length: number };
}

/** `numbers()` with the unit it gives; ordinals and what lies in a term it tags a date are dropped. */
export const compromise: Reader = {
  name: 'compromise',
  asWritten: true,
  finds: { quantities: true, times: false, context: false },
  read(text) {
    const doc = nlp(text);
    const dates = spans(doc.match('#Date+')).map((span) => ({ ...span, period: { start: null, end: null } }));
    const money = spans(doc.money());
    const numbers = doc.numbers().json({ offset: true }) as NumberJson[];
    const quantities = numbers
      .filter(
        ({ number, terms }) =>
          Number.isFinite(number.num) && !terms.some(({ tags }) => tags.includes('Ordinal')),
      )
      .map(({ text: quote, number, offset }) => {
        const end = offset.start + offset.length;
        const dollars = /\$/.test(quote) && money.some((span) => span.start < end && offset.start < span.end);
        return plain(
          offset.start,
          end,
          Math.abs(number.num!),
          dollars ? 'USD' : number.unit || number.suffix || null,
        );
      });
    return {
      quantities: withTimes(quantities, dates, text).map((found) => ({ ...found, period: null })),
      times: [],
      ordinals: [],
      spans: 0,
      brokenSpans: 0,
    };
  },
};

function spans(view: { json(options: object): unknown }): { start: number; end: number }[] {
  return (view.json({ offset: true }) as NumberJson[]).map(({ offset }) => ({
    start: offset.start,
    end: offset.start + offset.length,
  }));
}
