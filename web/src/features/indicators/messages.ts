import '../../charts/messages.ts';
import { wordsForRefusals } from '../../form/refusal-text.ts';

wordsForRefusals({});
