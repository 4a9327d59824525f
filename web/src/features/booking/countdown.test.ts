import { expect, test } from 'vitest';
import { clockText, passedMoment, secondsLeft, told, urgency } from './countdown.ts';

const heldUntil = '2026-12-01T10:30:00Z';

test('a reader whose clock is two hours slow has as long as everybody', () => {
  const reader = Date.parse('2026-12-01T08:00:00Z');
  const clock = told('2026-12-01T10:00:00Z', reader);
  expect(secondsLeft(heldUntil, clock, reader)).toBe(1800);
  expect(secondsLeft(heldUntil, clock, reader + 60_000)).toBe(1740);
});
test('a laptop that slept past the end finds nothing left', () => {
  const reader = Date.parse('2026-12-01T10:00:00Z');
  expect(secondsLeft(heldUntil, told('2026-12-01T10:00:00Z', reader), reader + 7_200_000)).toBe(0);
});
test('a second that has begun still counts', () => {
  expect(secondsLeft(heldUntil, told('2026-12-01T10:29:59.600Z', 0), 0)).toBe(1);
});
test('it is written as a clock', () => {
  expect([0, 9, 65, 600, 3605].map(clockText)).toEqual(['0:00', '0:09', '1:05', '10:00', '1:00:05']);
});
test('it warns in the last five minutes and presses in the last one', () => {
  expect([301, 300, 60, 0].map(urgency)).toEqual(['calm', 'soon', 'last', 'over']);
});
test('it is said at moments, not each second, and after a sleep only once', () => {
  expect(passedMoment(301, 300)).toBe(300);
  expect(passedMoment(300, 299)).toBeNull();
  expect(passedMoment(1000, 45)).toBe(60);
  expect(passedMoment(2, 0)).toBe(0);
  expect(passedMoment(0, 0)).toBeNull();
});
