import type { MessageKey, Translate } from '../i18n/index.ts';

/** The pack's measures (docs/corridor-packs.md) in the reader's words; one the catalogue does not know is shown by its id. */
const measures: Record<string, MessageKey> = {
  length: 'shell.measure.length',
  detour: 'shell.measure.detour',
  'running-speed': 'shell.measure.running-speed',
  'sailing-time': 'shell.measure.sailing-time',
  'transit-time': 'shell.measure.transit-time',
  frequency: 'shell.measure.frequency',
  'train-capacity': 'shell.measure.train-capacity',
  price: 'shell.measure.price',
  tariff: 'shell.measure.tariff',
  'terminal-price': 'shell.measure.terminal-price',
  'terminal-time': 'shell.measure.terminal-time',
  'crossing-time': 'shell.measure.crossing-time',
  'crossing-time-inbound': 'shell.measure.crossing-time-inbound',
  queue: 'shell.measure.queue',
  'crane-time': 'shell.measure.crane-time',
  'queue-spread': 'shell.measure.queue-spread',
  'gauge-change-price': 'shell.measure.gauge-change-price',
  'border-price': 'shell.measure.border-price',
  'train-capacity-daily': 'shell.measure.train-capacity-daily',
  'teu-capacity-daily': 'shell.measure.teu-capacity-daily',
  throughput: 'shell.measure.throughput',
  closure: 'shell.measure.closure',
  emission: 'shell.measure.emission',
  'mass-per-teu': 'shell.measure.mass-per-teu',
  'per-usd': 'shell.measure.per-usd',
  cities: 'shell.measure.cities',
  trains: 'shell.measure.trains',
  teu: 'shell.measure.teu',
};

export function measureName(measure: string, t: Translate): string {
  const key = measures[measure];
  return key ? t(key) : measure.replaceAll('-', ' ');
}
