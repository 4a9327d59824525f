import { expect, test } from 'vitest';
import { feeNow } from './fee.ts';

const terms = {
  amendUntil: '2026-12-10T00:00:00Z',
  cancelUntil: '2026-12-10T00:00:00Z',
  fees: [
    { until: '2026-12-05T00:00:00Z', percent: 0 },
    { until: '2026-12-10T00:00:00Z', percent: 20 },
  ],
  note: '',
};
test('the fee is that of the step the server’s clock is in, however wrong the reader’s is', () => {
  expect(feeNow({ terms, now: '2026-12-04T23:59:00Z', receivedMs: 0 }, 0)).toBe(0);
  expect(feeNow({ terms, now: '2026-12-04T23:59:00Z', receivedMs: 0 }, 60_000)).toBe(20);
});
test('without steps nothing is charged', () => {
  expect(feeNow({ terms: { ...terms, fees: [] }, now: '2026-12-04T00:00:00Z', receivedMs: 0 }, 0)).toBe(0);
});
