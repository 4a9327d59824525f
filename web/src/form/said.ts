/**
 * The particulars of a refusal in the reader's words: which train, which box, what limit. The server sends them as values beside its own English
 * sentence; a feature names the sentences it has words for, by code of the refusal or by rule of the fault.
 */
import type { Problem, RefusalValues } from '../api/client.ts';
import type { Language, MessageKey, MessageValues } from '../i18n/index.ts';

const sentences = new Map<string, MessageKey>();

export function wordsForRules(given: Readonly<Record<string, MessageKey>>): void {
  for (const [rule, key] of Object.entries(given)) sentences.set(rule, key);
}

export interface Place {
  name: string;
  zone: string;
}
/** Of a place or a terminal; undefined where the corridor is not known yet. */
export type PlaceOf = (id: string) => Place | undefined;

type Reader = Pick<Language, 't' | 'format'>;

/** Null where nobody has words for it. */
export function said(
  { rule, values, at = '' }: { rule?: string; values?: RefusalValues; at?: string },
  reader: Reader,
  placeOf: PlaceOf,
): string | null {
  const key = rule === undefined ? undefined : sentences.get(rule);
  if (!key || !values) return null;
  const box = /^\/containers\/(\d+)/.exec(at)?.[1];
  return reader.t(key, { ...spoken(values, reader, placeOf), box: box === undefined ? '' : Number(box) + 1 });
}

/** What can be said of the whole: of its parts where they have words, else of itself. */
export function saidOf(problem: Problem, reader: Reader, placeOf: PlaceOf): string[] {
  const parts = (problem.faults ?? []).flatMap((fault) => said(fault, reader, placeOf) ?? []);
  if (parts.length > 0) return parts;
  const whole = said({ rule: problem.code, ...problem }, reader, placeOf);
  return whole === null ? [] : [whole];
}

/** Names of choices, of which messages know no hyphens. */
const selectors = new Set(['kind', 'why', 'state', 'status']);
/** What sentences are chosen by, where it isn't there. */
const none = { train: 'none', why: 'none', booked: 'none', taken: 'none' } as const;

/** A value is said by the end of its name: `closedAt` is a moment on the clock of the place it is of, `cargoKg` a mass. */
function spoken(values: RefusalValues, { format }: Reader, placeOf: PlaceOf): MessageValues {
  const [from, to] = [values.from, values.to].map((id) => (id === undefined ? undefined : String(id)));
  const zone = from === undefined ? undefined : placeOf(from)?.zone;
  const moment = (instant: string) =>
    `${format.date(instant, 'weekday', zone)} ${format.time(instant, zone)}${zone === undefined ? ' UTC' : ''}`;
  const say = (name: string, value: RefusalValues[string]): string | number => {
    if (typeof value === 'object') return value.length > 0 ? value.join(format.table.list) : 'none';
    if (typeof value === 'number') return format.number(value);
    if (name.endsWith('At')) return moment(value);
    if (name.endsWith('On')) return format.date(value, 'year', 'UTC');
    return selectors.has(name) ? value.replaceAll('-', '_') : value;
  };
  const words: MessageValues = { ...none };
  for (const [name, value] of Object.entries(values)) words[name] = say(name, value);
  if (from !== undefined && values.leavesAt !== undefined) {
    const stretch = [from, to].flatMap((id) => (id === undefined ? [] : (placeOf(id)?.name ?? id)));
    words.train = `${stretch.join(' – ')}, ${moment(String(values.leavesAt))}`;
  }
  return words;
}
