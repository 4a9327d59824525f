import type terms from '../../../../locales/en/terms.json';
import { wordsForRefusals } from '../../form/refusal-text.ts';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    terms: typeof terms;
  }
}

wordsForRefusals({ 'terms-changed': 'terms.refusal.terms-changed' });
