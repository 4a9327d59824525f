import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonical,
  day,
  decimal,
  formOf,
  genesis,
  hashOf,
  instant,
  isStorable,
  json,
  valuesOf,
} from './rows.ts';

const row = {
  source: 'pack:cpmm',
  seq: '2',
  id: '018f0000-0000-7000-8000-000000000001',
  content_hash: 'ab',
  media_type: 'text/plain',
  language: '',
  published_on: null,
  retrieved_at: instant(new Date('2026-11-21T08:00:00.5Z')),
  text: 'Ürümqi "34.8"\n',
  recorded_at: instant(new Date('2026-11-21T08:00:01Z')),
};

test('the form of a row and its hash are what they were: every chain there is rests on them', () => {
  const form = formOf('version', valuesOf('version', row));
  expect(canonical('version', form)).toBe(
    '["version/1","pack:cpmm","2","018f0000-0000-7000-8000-000000000001","ab","text/plain","",null,"2026-11-21T08:00:00.500000Z",' +
      '"987bfcfea5c1b05d13c2aa23279810f3ac6503cfb8089007e17a59354b83fad3","2026-11-21T08:00:01.000000Z"]',
  );
  expect(hashOf(genesis, 'version', form).toString('hex')).toBe(
    '653383d87945072933eb02bf984129d9032406b7fb2f6f7e6709039e88440675',
  );
  expect(canonical('decision', ['a"b', null, '\u2028'])).toBe('["decision/1","a\\"b",null,"\u2028"]');
});

describe('a decimal', () => {
  test.each([
    ['1.50', '1.50'],
    ['+007', '7'],
    ['-0', '0'],
    ['-0.00', '0.00'],
    ['-0010.0', '-10.0'],
    ['0', '0'],
  ])('%s is written %s', (given, written) => expect(decimal(given)).toBe(written));
  test.each(['', '1e3', '.5', '1.', 'NaN', 'Infinity', '0x10', '1,5', ' 1', '--1'])('"%s" is none', (text) =>
    expect(() => decimal(text)).toThrow(RangeError),
  );
  test('written once more it stays', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?\d{1,30}(\.\d{1,20})?$/), (text) => {
        const written = decimal(text)!;
        expect(decimal(written)).toBe(written);
        expect(Number(written)).toBe(Number(text) + 0);
      }),
    );
  });
});

test('a day is one of the calendar', () => {
  expect(day('2024-02-29')).toBe('2024-02-29');
  for (const text of ['2025-02-29', '2025-2-1', '20250201', '2025-13-01', '0000-01-01', 'infinity'])
    expect(() => day(text)).toThrow(RangeError);
});

test('JSON is the same whatever order it was put together in, and holds texts only', () => {
  expect(json({ b: ['2', { z: '', a: 'ü' }], a: '1', gone: undefined })).toBe(
    '{"a":"1","b":["2",{"a":"ü","z":""}]}',
  );
  const texts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(texts, (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(json(turned)).toBe(json(value));
      expect(JSON.parse(json(value))).toEqual(value);
    }),
  );
  for (const value of [1, true, null, [null]]) expect(() => json(value)).toThrow(TypeError);
});

test('what the database would give back as another text is not storable', () => {
  expect(['Хоргос 霍尔果斯 🚂 e\u0301', ''].map(isStorable)).toEqual([true, true]);
  expect(['a\0', '\ud83d', '\ude82 a', 'a\ud83d'].map(isStorable)).toEqual([false, false, false, false]);
});
