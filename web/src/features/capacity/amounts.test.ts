import { expect, test } from 'vitest';
import { amountIn } from './amounts.ts';

test('a number is read however its digits are grouped', () => {
  expect(['1 250 000', '1,250,000', '1.250.000', '1\u202f250\u202f000'].map(amountIn)).toEqual([
    1_250_000, 1_250_000, 1_250_000, 1_250_000,
  ]);
});

test('an empty field is no nought', () => {
  expect([amountIn(''), amountIn('0')]).toEqual([null, 0]);
});

test('what is no whole number is not guessed at', () => {
  expect([amountIn('many'), amountIn('-5'), amountIn('12t')]).toEqual([undefined, undefined, undefined]);
});
