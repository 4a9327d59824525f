import { extract } from '@serai/extract';
import type { Reader } from '../found.ts';

/** The engine alone, without a corridor's names. */
export const serai: Reader = {
  name: 'serai',
  asWritten: false,
  finds: { quantities: true, times: true, context: true },
  read(text, date) {
    const claims = extract(text, date === null ? {} : { date });
    return {
      quantities: claims
        .filter(
          ({ kind, lo, hi }) => !['time', 'event', 'ordinal'].includes(kind) && lo !== null && hi !== null,
        )
        .map((claim) => ({
          ...claim,
          lo: Number(claim.lo),
          hi: Number(claim.hi),
          modifier: claim.modifier ?? '=',
        })),
      times: claims
        .filter(({ kind }) => kind === 'time')
        .map(({ start, end, period }) => ({ start, end, period: period ?? { start: null, end: null } })),
      ordinals: claims
        .filter(({ kind }) => kind === 'ordinal')
        .map(({ start, end, lo }) => ({ start, end, lo: Number(lo) })),
      spans: claims.length,
      brokenSpans: claims.filter(({ start, end, quote }) => quote === '' || text.slice(start, end) !== quote)
        .length,
    };
  },
};
