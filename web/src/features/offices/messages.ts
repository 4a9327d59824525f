import type offices from '../../../../locales/en/offices.json';
import { wordsForRefusals } from '../../form/refusal-text.ts';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    offices: typeof offices;
  }
}

wordsForRefusals({
  'customs-office-unknown': 'offices.refusal.customs-office-unknown',
  'crossing-unknown': 'offices.refusal.crossing-unknown',
});
