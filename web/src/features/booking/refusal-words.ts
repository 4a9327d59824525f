/** A refusal of the server in the reader's words: what was wrong, and what to do next. A code this page has no words for is told in the server's own, which are English. */
import { type Problem, ProblemError, ServerUnreachable } from '../../api/client.ts';
import type { Translate } from '../../i18n/index.ts';
import './messages.ts';

/** What helps, as ways on from here. */
export type Way = 'plan' | 'wait' | 'again' | 'reload' | 'load';

export const refusals = {
  full: ['wait', 'plan'],
  'option-gone': ['plan'],
  'no-route': ['plan'],
  'no-train': ['plan'],
  'loading-closed': ['plan'],
  'departure-cancelled': ['plan'],
  'places-not-stated': ['plan'],
  'plugs-not-stated': ['load', 'plan'],
  'goods-not-taken': ['plan'],
  'way-too-long': ['plan'],
  'date-past': ['plan'],
  'hold-expired': ['plan'],
  'booking-closed': ['reload'],
  'booking-changed': ['reload'],
  'booking-not-found': [],
  departed: [],
  'over-weight': ['load'],
  'weight-over-limit': ['load'],
  'container-type': ['load'],
  'container-number-invalid': ['load'],
  'goods-unknown': ['load'],
  'teu-differs': ['plan'],
  'key-conflict': ['again'],
  'ledger-away': ['again'],
  'session-ended': ['again'],
  'not-signed-in': ['again'],
  'not-permitted': [],
  'body-invalid': ['load'],
  'declaration-changed': ['reload'],
  'declaration-incomplete': [],
  'booking-not-confirmed': [],
  'border-not-on-way': [],
  'declaration-not-lodged': ['reload'],
  'status-impossible': ['reload'],
  'note-missing': [],
} as const satisfies Record<string, readonly Way[]>;
export type RefusalCode = keyof typeof refusals;

const busy = ['rate-limited', 'overloaded', 'not-ready', 'timed-out'];

export interface RefusalWords {
  code: RefusalCode | 'away' | 'busy' | 'other';
  title: string;
  text: string;
  /** Set where the words are not in the reader's language. */
  lang?: 'en';
  /** The server's own words about this time: which train, how much. English, and so set apart. */
  detail: string;
  ways: readonly Way[];
}

export function refusalWords(error: unknown, t: Translate): RefusalWords {
  if (error instanceof ServerUnreachable)
    return {
      code: 'away',
      title: t('booking.refusal.away'),
      text: t('booking.refusal.away.text'),
      detail: '',
      ways: ['again'],
    };
  if (!(error instanceof ProblemError))
    return {
      code: 'other',
      title: t('shell.broken.title'),
      text: t('shell.broken.text'),
      detail: '',
      ways: ['again'],
    };
  const { problem } = error;
  const code = knownCode(problem);
  if (code)
    return {
      code,
      title: t(`booking.refusal.${code}`),
      text: t(`booking.refusal.${code}.text`),
      detail: saysMore.has(code) ? problem.detail : '',
      ways: refusals[code],
    };
  if (busy.includes(problem.code))
    return {
      code: 'busy',
      title: t('freight.refusal.busy'),
      text: t('freight.refusal.busy.text'),
      detail: '',
      ways: ['again'],
    };
  return {
    code: 'other',
    title: problem.title,
    text: problem.detail,
    lang: 'en',
    detail: '',
    ways: ['again'],
  };
}

/** Whatever is wrong with the question a way was found for, what helps is to ask it anew: it was not typed here. */
const ofTheQuestion = [
  'place-unknown',
  'place-ambiguous',
  'same-place',
  'date-impossible',
  'date-too-far',
  'date-missing',
  'crossing-unknown',
  'search-too-large',
  'run-not-found',
];

const knownCode = ({ code }: Problem): RefusalCode | undefined => {
  if (ofTheQuestion.includes(code)) return 'option-gone';
  return Object.hasOwn(refusals, code) ? (code as RefusalCode) : undefined;
};

/** Where the server sends nothing that could be said in the reader's language, its own sentence tells which box or field it is. */
const saysMore = new Set<RefusalCode>([
  'goods-not-taken',
  'departure-cancelled',
  'loading-closed',
  'places-not-stated',
  'plugs-not-stated',
  'over-weight',
  'weight-over-limit',
  'container-type',
  'container-number-invalid',
  'goods-unknown',
  'body-invalid',
  'status-impossible',
]);

/** Where in what was sent the server found fault. */
export const pointersOf = (error: unknown): string[] =>
  error instanceof ProblemError ? (error.problem.faults ?? []).map(({ at }) => at) : [];
