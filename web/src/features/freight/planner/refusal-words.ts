/**
 * A refusal of the server in the reader's language: its code says what was wrong, its faults say where and what would help.
 * A code this page has no words for is told in the server's own, which are English.
 */
import type { Problem } from '../../../api/client.ts';
import type { NetworkAnswer } from '../../../api/freight.ts';
import type { Language, MessageKey } from '../../../i18n/index.ts';
import type { Address, AddressKey } from '../../../journey/address.ts';
import { shownPlace } from './shown-place.ts';

export interface RefusalWords {
  title: string;
  text: string;
  /** Set where the words are not in the reader's language. */
  lang?: 'en';
}

const plain = [
  'place-ambiguous',
  'same-place',
  'date-past',
  'date-impossible',
  'date-too-far',
  'weight-over-limit',
  'goods-unknown',
  'crossing-unknown',
  'search-too-large',
] as const;
const busy = ['rate-limited', 'overloaded', 'not-ready', 'timed-out'];

export function refusalWords(
  problem: Problem,
  address: Address,
  network: NetworkAnswer | undefined,
  { t, format }: Pick<Language, 't' | 'format'>,
): RefusalWords {
  const [fault] = problem.faults ?? [];
  const field = fault && fieldOf(fault.at);
  const place = (key: 'from' | 'to') =>
    shownPlace(address[key] ?? network?.view[key], undefined, false, network).name;
  const asked = field === 'from' || field === 'to' ? place(field) : ((field && address[field]) ?? '');
  const { endsOn = '', weightKg = '', limitKg = '' } = problem.values ?? {};
  const values = {
    asked,
    from: place('from'),
    to: place('to'),
    endsOn: endsOn === '' ? '' : format.date(`${endsOn}T00:00:00Z`, 'year'),
    weight: weightKg === '' ? '' : format.number(String(weightKg)),
    limit: limitKg === '' ? '' : format.number(String(limitKg)),
  };
  const say = (title: MessageKey, text: MessageKey) => ({ title: t(title), text: t(text, values) });
  const helps = (fault?.suggestions?.length ?? 0) > 0;
  if (problem.code === 'place-unknown')
    return say(
      'freight.refusal.place-unknown',
      helps ? 'freight.refusal.place-unknown.meant' : 'freight.refusal.place-unknown.text',
    );
  if (problem.code === 'no-route') {
    const shut = helps && network?.crossings.some(({ id }) => id === fault?.suggestions?.[0]);
    const reason =
      field === 'avoid' || field === 'by' || field === 'ready'
        ? field
        : shut
          ? 'shut'
          : helps
            ? 'unserved'
            : 'text';
    return say('freight.refusal.no-route', `freight.refusal.no-route.${reason}`);
  }
  const known = plain.find((code) => code === problem.code);
  if (known) return say(`freight.refusal.${known}`, `freight.refusal.${known}.text`);
  if (busy.includes(problem.code)) return say('freight.refusal.busy', 'freight.refusal.busy.text');
  if (problem.code === 'internal') return say('shell.broken.title', 'shell.broken.text');
  return { title: problem.title, text: problem.detail, lang: 'en' };
}

/** Which choice of the planner a fault speaks of, from the request's field. */
const fields: Record<string, AddressKey> = {
  from: 'from',
  to: 'to',
  readyAt: 'ready',
  arriveBy: 'by',
  teu: 'teu',
  weightKg: 'weight',
  hsCode: 'hs',
  minimise: 'minimise',
  avoid: 'avoid',
};

export const fieldOf = (at: string): AddressKey | undefined =>
  fields[at.replace(/^\//, '').split('/')[0] ?? ''];
