/** Claims for the tests of this folder. */
import type { Claim } from '../../api/observatory.ts';

export const claim = (start: number, end: number, more: Partial<Claim> = {}): Claim => ({
  id: `${start}-${end}`,
  start,
  end,
  quote: '',
  kind: 'count',
  lo: '1',
  hi: '1',
  unit: null,
  modifier: '=',
  direction: null,
  modality: 'reported',
  measure: null,
  subject: null,
  partner: null,
  place: null,
  period: null,
  speaker: null,
  confidence: 1,
  standing: 'alone',
  agreesWith: [],
  findings: [],
  ...more,
});
