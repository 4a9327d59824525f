import '../../charts/messages.ts';
import { wordsForRefusals } from '../../form/refusal-text.ts';

wordsForRefusals({
  'series-empty': 'indicators.refusal.series-empty',
  'series-invalid': 'indicators.refusal.series-invalid',
  'series-too-large': 'indicators.refusal.series-too-large',
  'mapping-not-found': 'indicators.refusal.mapping-not-found',
  'mapping-invalid': 'indicators.refusal.mapping-invalid',
});
