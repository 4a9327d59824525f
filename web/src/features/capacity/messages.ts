import type capacity from '../../../../locales/en/capacity.json';
import { wordsForRefusals } from '../../form/refusal-text.ts';
import { wordsForRules } from '../../form/said.ts';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    capacity: typeof capacity;
  }
}

wordsForRefusals({
  'below-promised': 'capacity.refusal.below-promised',
  'capacity-changed': 'capacity.refusal.capacity-changed',
  'departure-past': 'capacity.refusal.departure-past',
  'ledger-away': 'capacity.refusal.ledger-away',
  'run-not-found': 'capacity.refusal.run-not-found',
  'service-not-found': 'capacity.refusal.service-not-found',
  'date-too-far': 'capacity.refusal.date-too-far',
});

wordsForRules({ 'below-promised': 'capacity.said.below-promised' });
