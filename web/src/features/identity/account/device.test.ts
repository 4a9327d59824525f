import { expect, test } from 'vitest';
import { deviceOf } from './device.ts';

test('browsers that call themselves others are known by their own name', () => {
  expect(
    deviceOf(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    ),
  ).toEqual({ browser: 'Edge', system: 'Windows' });
  expect(
    deviceOf('Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'),
  ).toEqual({ browser: 'Chrome', system: 'Android' });
  expect(
    deviceOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1',
    ),
  ).toEqual({ browser: 'Safari', system: 'iOS' });
});

test('of something unknown nothing is made up', () => {
  expect([deviceOf(null), deviceOf('curl/8.0')]).toEqual([{}, {}]);
});
