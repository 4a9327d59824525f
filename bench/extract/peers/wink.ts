import model from 'wink-eng-lite-web-model';
import winkNlp, { type ItemEntity } from 'wink-nlp';
import { plain, type Reader, withTimes } from '../found.ts';
import { numberOf } from './number.ts';

const nlp = winkNlp(model);

/** Its entities; it gives their text and type alone, so the number is read from the text for it. */
export const wink: Reader = {
  name: 'wink-nlp',
  asWritten: true,
  finds: { quantities: true, times: false, context: false },
  read(text) {
    const entities = nlp.readDoc(text).entities();
    const quantities: ReturnType<typeof plain>[] = [];
    const dates: { start: number; end: number; period: { start: null; end: null } }[] = [];
    // It gives spans in tokens: the characters are found from where the entity before ended.
    let from = 0;
    entities.each((entity: ItemEntity) => {
      const quote = entity.out();
      const start = text.indexOf(quote, from);
      if (start < 0) return;
      const end = start + quote.length;
      from = end;
      const type = entity.out(nlp.its.type) as string;
      if (type === 'DATE' || type === 'TIME') dates.push({ start, end, period: { start: null, end: null } });
      const value = numberOf(quote);
      const unit = UNITS[type]?.(quote);
      if (unit !== undefined && value !== null) quantities.push(plain(start, end, value, unit));
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

const lastWord = (quote: string) => /[a-z%]+$/i.exec(quote)?.[0] ?? null;
const UNITS: Record<string, (quote: string) => string | null> = {
  MONEY: (quote) =>
    /\$|dollar/.test(quote) ? 'USD' : /€/.test(quote) ? 'EUR' : /£/.test(quote) ? 'GBP' : lastWord(quote),
  PERCENT: () => 'percent',
  DURATION: lastWord,
  CARDINAL: () => null,
};
