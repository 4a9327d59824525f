import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corridorFromFiles } from '../../../corridor/index.ts';
import { root } from '../../../platform/root.ts';
import { world } from '../testing.ts';
import { checkHs, findGoods } from './goods.ts';
import { likeness, stemmed } from './goods-index.ts';

const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
const first = (query: string, lang = 'en') => findGoods(corridor, { query, limit: 5 }, lang).items[0];
const codes = (query: string, limit = 5) =>
  findGoods(corridor, { query, limit }, 'en').items.map(({ hs }) => hs);

describe('what a forwarder types finds the code meant', () => {
  test.each([
    ['lithium batteries', '850760'],
    ['batteries, lithium', '850760'],
    ['litium bateries', '850760'],
    ['литиевые батареи', '850760'],
    ['锂电池', '850760'],
    ['шины', '4011'],
    ['шина', '4011'],
    ['轮胎', '4011'],
    ['汽车轮胎', '401110'],
    ['tires', '4011'],
    ['truck tires', '401120'],
    ['apple', '0808'],
    ['APPLES', '0808'],
    ['яблоки', '080810'],
    ['яблок', '080810'],
    ['solar panels', '854143'],
    ['电动汽车', '870380'],
    ['cotton yarn', '5205'],
    ['пшеница', '1001'],
    ['wheat', '1001'],
    ['трубы стальные', '7304'],
    ['steel tubes seamless', '7304'],
    ['juice of apples', '200971'],
    ['laptop', '847130'],
    ['запчасти', '8708'],
    ['steel pipes', '7304'],
    ['化肥', '31'],
    ['洗衣机', '8450'],
    ['pineaple', '0804'],
  ])('%s is %s', (query, hs) => {
    expect(codes(query)[0]).toBe(hs);
  });

  test('what a text says the goods are not is no match for it', () => {
    expect(codes('lithium', 50)).not.toContain('850780');
    expect(codes('lithium', 50)).toContain('850760');
  });

  test('one answer a code, with its parent, in the language asked for', () => {
    expect(first('轮胎', 'zh')).toEqual({
      hs: '4011',
      name: '新的充气橡胶轮胎',
      parent: '40',
      parentName: '橡胶及其制品',
      matched: '轮胎',
    });
    const found = codes('cotton', 50);
    expect(new Set(found).size).toBe(found.length);
  });

  test('a code is found by its beginning, with what lies below it, however it is written', () => {
    expect(codes('8507', 3)).toEqual(['8507', '850710', '850720']);
    expect(codes('8507.60')).toEqual(['850760']);
    expect(codes('85 07 60 00 90')).toEqual(['850760']);
    expect(codes('98')).toContain('9001');
    expect(codes('0')).toHaveLength(5);
  });

  test('nothing like it is an empty list', () => {
    expect(codes('zzzzqqq')).toEqual([]);
    expect(codes('— … !')).toEqual([]);
  });

  test('whatever is typed is answered with codes of the list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (query) => {
        for (const hs of codes(query)) expect(corridor.goods.has(hs)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ['tyres', 'tyre', 0.9],
  ['batteries', 'battery', 0.9],
  ['boxes', 'box', 0.9],
  ['хлопка', 'хлопок', 0.3],
  ['bateries', 'batteries', 0.5],
])('%s is like %s', (asked, known, least) => {
  expect(likeness(stemmed(asked), stemmed(known))).toBeGreaterThan(least);
});
test.each([
  ['car', 'carpet', 0.81],
  ['wool', 'wood', 0],
  ['rice', 'price', 0],
  ['шина', 'машина', 0],
])('%s is hardly like %s', (asked, known, most) => {
  expect(likeness(stemmed(asked), stemmed(known))).toBeLessThanOrEqual(most);
});

describe('codes', () => {
  test('the pack holds the whole of HS 2022, each code below its parent', () => {
    const count = (digits: number) => [...corridor.goods.keys()].filter((id) => id.length === digits).length;
    expect([count(2), count(4), count(6)]).toEqual([96, 1228, 5612]);
    const parents = new Set([...corridor.goods.values()].map(({ parent }) => parent));
    for (const { id, parent } of corridor.goods.values()) {
      expect(parent).toBe(id.slice(0, -2));
      expect(parents.has(id)).toBe(id.length < 6);
    }
  });
  test('six digits that exist are complete', () => {
    expect(checkHs(corridor, '850760')).toEqual({
      known: '850760',
      complete: true,
      problem: null,
      note: null,
    });
  });
  test('a country’s own digits are said not to be checked', () => {
    expect(checkHs(corridor, '8507600090')).toMatchObject({
      complete: true,
      problem: null,
      note: expect.stringMatching(/Digits 7 to 10/),
    });
  });
  test.each([
    ['770000', null, /no chapter 77/],
    ['85', '85', null],
    ['859900', '85', /no 8599 in HS 2022; near it: 8549/],
    ['850765', '8507', /8507 has no 8507\.65 in HS 2022; near it: 8507\.60/],
    ['85076', null, /2, 4, 6, 8 or 10 digits/],
    ['8507a0', null, /digits/],
    ['', null, /digits/],
  ])('%s is known as far as %s', (code, known, problem) => {
    const answer = checkHs(corridor, code);
    expect(answer.known).toBe(known);
    if (problem === null) expect(answer.problem).toBeNull();
    else expect(answer.problem).toMatch(problem);
  });
  test('where a list ends early, what it can’t tell is said, and nothing is refused', () => {
    expect(checkHs(world(), '310210')).toEqual({
      known: '31',
      complete: false,
      problem: null,
      note: expect.stringMatching(/ends at 31 here: 3102/),
    });
  });
});
