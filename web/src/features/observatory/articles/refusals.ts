import { wordsForRefusals } from '../../../form/refusal-text.ts';
import '../messages.ts';

wordsForRefusals({
  'nothing-to-read': 'observatory.refusal.nothing-to-read',
  'document-empty': 'observatory.refusal.document-empty',
  'document-too-large': 'observatory.refusal.document-too-large',
  'document-kind': 'observatory.refusal.document-kind',
  'document-encoding': 'observatory.refusal.document-encoding',
  'document-broken': 'observatory.refusal.document-broken',
  'document-locked': 'observatory.refusal.document-locked',
  'document-without-text': 'observatory.refusal.document-without-text',
  'document-bomb': 'observatory.refusal.document-bomb',
  'address-invalid': 'observatory.refusal.address-invalid',
  'address-private': 'observatory.refusal.address-private',
  'address-unreachable': 'observatory.refusal.address-unreachable',
  'address-timed-out': 'observatory.refusal.address-timed-out',
  'feed-invalid': 'observatory.refusal.feed-invalid',
  'feeds-many': 'observatory.refusal.feeds-many',
  'desk-busy': 'observatory.refusal.busy',
  'readers-busy': 'observatory.refusal.busy',
  'text-too-heavy': 'observatory.refusal.text-too-heavy',
  'article-date-impossible': 'observatory.refusal.date-impossible',
});
