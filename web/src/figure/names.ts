/**
 * The pack's ids in the reader's words: measures, methods, their inputs, modes and the reasons of a choice
 * (docs/corridor-packs.md lists them). What the catalogue does not know is shown by its id, hyphens as spaces.
 */
import type { NetworkAnswer } from '../api/freight.ts';
import type { Translate } from '../i18n/index.ts';

const measures = [
  'length',
  'detour',
  'running-speed',
  'sailing-time',
  'transit-time',
  'frequency',
  'train-capacity',
  'price',
  'tariff',
  'terminal-price',
  'terminal-time',
  'crossing-time',
  'crossing-time-inbound',
  'queue',
  'crane-time',
  'queue-spread',
  'gauge-change-price',
  'border-price',
  'train-capacity-daily',
  'teu-capacity-daily',
  'throughput',
  'closure',
  'emission',
  'mass-per-teu',
  'per-usd',
  'cities',
  'trains',
  'teu',
] as const;
const methods = [
  'leg-length',
  'running-time',
  'service-time',
  'departure-pattern',
  'crossing-median',
  'crossing-p90',
  'line-cost',
  'terminal-cost',
  'gauge-change-cost',
  'border-cost',
  'leg-co2',
  'arrival-p90',
  'late-chance',
  'sum',
  'projection-run-rate',
  'projection-seasonal',
  'mirror-max',
  'mirror-cif-108',
  'mirror-reliability',
] as const;
const inputs = [
  'median',
  'p90',
  'crossing-median',
  'missed-connections',
  'containers',
  'leg',
  'great-circles',
  'load',
  'crossing',
  'connection',
  'length-of-ride',
  'length-of-service',
  'borders-of-service',
  'rail',
  'sea',
  'road',
  'gauge-change',
  'border',
  'terminal',
] as const;
const modes = [
  'rail',
  'rail-1435',
  'rail-1520',
  'rail-1000',
  'rail-1668',
  'rail-europe',
  'sea',
  'road',
  'gauge-change',
  'border',
  'any',
] as const;
const reasons = [
  'only-one',
  'published-before-estimated',
  'dated-before-undated',
  'latest-period',
  'official-before-reported',
  'narrower-interval',
  'alphabetical',
] as const;

const one = <Id extends string>(ids: readonly Id[], id: string): Id | undefined =>
  ids.find((known) => known === id);
const plain = (id: string): string => id.replaceAll('-', ' ');

export function measureName(measure: string, t: Translate): string {
  const known = one(measures, measure);
  return known ? t(`shell.measure.${known}`) : plain(measure);
}

/** What a method does, in a sentence; its formula is for whoever reckons it again. Null where nobody has words for it. */
export function methodText(method: string, t: Translate): string | null {
  const known = one(methods, method);
  return known ? t(`shell.method.says.${known}`) : null;
}

export function methodName(method: string, t: Translate): string {
  const known = one(methods, method);
  return known ? t(`shell.method.${known}`) : plain(method);
}

/** Why a fact is the one used; a sentence of the server's own is shown as it is. */
export function reasonName(reason: string, t: Translate): string {
  const known = one(reasons, reason);
  return known ? t(`shell.why.${known}`) : reason;
}

/** An input of a formula, such as `tariff:rail-1520`, `median:khorgos-altynkol` or `khorgos – altynkol`. */
export function inputName(name: string, t: Translate, network: NetworkAnswer | undefined): string {
  const ends = name.split(' – ');
  if (ends.length === 2) return ends.map((id) => subjectName(id, t, network)).join(' – ');
  const [what = '', subject] = name.split(':');
  const known = one(inputs, what);
  const spoken = known ? t(`shell.input.${known}`) : measureName(what, t);
  return subject ? `${spoken}, ${subjectName(subject, t, network)}` : spoken;
}

function subjectName(id: string, t: Translate, network: NetworkAnswer | undefined): string {
  const mode = one(modes, id);
  if (mode) return t(`shell.mode.${mode}`);
  const crossing = network?.crossings.find((found) => found.id === id);
  if (crossing) return crossing.name;
  const terminal = network?.terminals.find((found) => found.id === id);
  if (terminal) return terminal.name;
  const leg = network?.legs.find((found) => found.id === id);
  if (!leg) return plain(id);
  return [leg.from, leg.to].map((end) => placeName(end.replace(/^\w+:/, ''), network)).join(' – ');
}

function placeName(id: string, network: NetworkAnswer | undefined): string {
  const terminal = network?.terminals.find((found) => found.id === id || found.place === id);
  return terminal ? (terminal.id === id ? terminal.name : terminal.placeName) : plain(id);
}
