import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test('the way back after signing in is an address of this house', () => {
  expect(['/people', '/audit?what=booking', '/departures/a@b'].map(wayBack)).toEqual([
    '/people',
    '/audit?what=booking',
    '/departures/a@b',
  ]);
});

test('nothing sends somebody who has signed in to another house', () => {
  for (const to of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:1',
    '',
    undefined,
    7,
  ])
    expect(wayBack(to), String(to)).toBe('/');
});

test('nor back to signing in, nor to a link that works once', () => {
  for (const to of [
    '/sign-in',
    '/sign-in?to=/people',
    '/password-resets/abc',
    '/setup/abc',
    '/invitations/abc',
  ])
    expect(wayBack(to), to).toBe('/');
});
