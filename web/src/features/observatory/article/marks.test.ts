import { expect, test } from 'vitest';
import { claim } from '../testing.ts';
import {
  blocksOf,
  bodyOf,
  chunksOf,
  type Mark,
  marksByBlock,
  marksOf,
  piecesOf,
  sentenceAround,
} from './marks.ts';

const blockTexts = (text: string) => blocksOf(text).map(({ start, end }) => text.slice(start, end));

test('each line is a paragraph, and blank ones are none', () => {
  expect(blockTexts('One.\n\n Two.\nThree.\n')).toEqual(['One.', 'Two.', 'Three.']);
});
test('lines broken to fit a page are one paragraph until a blank line', () => {
  expect(blockTexts('A line that\ngoes on here.\n\nThe next.')).toEqual([
    'A line that\ngoes on here.',
    'The next.',
  ]);
});
test('a text without a break is cut at spaces, and no half of a surrogate pair is left alone', () => {
  const text = `a${'🚆'.repeat(9_000)}`;
  const parts = blockTexts(text);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.join('')).toBe(text);
  expect(parts.some((part) => /[\ud800-\udbff]$|^[\udc00-\udfff]/.test(part))).toBe(false);
  expect(blocksOf('word '.repeat(5_000)).every(({ start, end }) => end - start <= 8_001)).toBe(true);
});

test('figures are numbered in the order of the text; a wrong place is marked without a number, a time not at all', () => {
  const marks = marksOf([
    claim(9, 12),
    claim(4, 6, { kind: 'event', standing: null, findings: ['f'] }),
    claim(0, 3, { standing: 'agree' }),
    claim(20, 24, { kind: 'time', standing: null }),
  ]);
  expect(marks.map(({ tone, number }) => [tone, number])).toEqual([
    ['agree', 1],
    ['conflict', null],
    ['alone', 2],
  ]);
  expect(marksOf([claim(20, 24, { kind: 'time', standing: null })], true)[0]?.tone).toBe('said');
});

test('pieces put together are the text, emoji before a claim and all', () => {
  const text = 'Since 2020 🚆🚆 trains: 50 hosts, 30 % more.';
  const at = (words: string) => claim(text.indexOf(words), text.indexOf(words) + words.length);
  const marks = marksOf([at('50 hosts'), at('30 %')]);
  const [block] = blocksOf(text);
  const pieces = piecesOf(block!, marks);
  expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  expect(pieces.filter(({ mark }) => mark).map(({ start, end }) => text.slice(start, end))).toEqual([
    '50 hosts',
    '30 %',
  ]);
});
test('a claim around another is marked on both its sides and is one stop', () => {
  const text = 'top export market of 5 countries in Asia';
  const marks = marksOf([claim(0, text.length, { kind: 'ordinal' }), claim(21, 32)]);
  const pieces = piecesOf({ start: 0, end: text.length }, marks);
  expect(pieces.map(({ mark, isFirst }) => [mark?.claim.id, isFirst])).toEqual([
    [`0-${text.length}`, true],
    ['21-32', true],
    [`0-${text.length}`, false],
  ]);
});
test('a claim over two paragraphs stands in both and begins in the first', () => {
  const blocks = [
    { start: 0, end: 10 },
    { start: 11, end: 20 },
  ];
  const byBlock = marksByBlock(blocks, marksOf([claim(8, 14), claim(15, 16)]));
  expect(byBlock.map((marks) => marks.map((mark) => mark.claim.id))).toEqual([['8-14'], ['8-14', '15-16']]);
  expect(piecesOf(blocks[1]!, byBlock[1]!)[0]).toMatchObject({ start: 11, end: 14, isFirst: false });
});
test('the sentence around a claim ends where it ends, in Chinese too', () => {
  const text = '贸易额达948亿美元。中欧班列开行1.9万列。';
  const block = { start: 0, end: text.length };
  const { start, end } = sentenceAround(text, block, text.indexOf('1.9'), 'zh');
  expect(text.slice(start, end)).toBe('中欧班列开行1.9万列。');
});
test('chunks hold every paragraph once', () => {
  const blocks = blocksOf(`${'A paragraph of some length. '.repeat(20)}\n`.repeat(100));
  const chunks = chunksOf(blocks);
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.flatMap(({ from, to }) => blocks.slice(from, to))).toEqual(blocks);
});

test('the title a text begins with is not repeated below it, unless a claim stands in it', () => {
  const text = 'Trade hits $94.8 billion\n\nIt was $94.8 billion in 2024.';
  const blocks = blocksOf(text);
  const mark = (start: number) => ({ claim: { start } }) as Mark;
  const title = 'Trade hits $94.8 billion';
  expect(bodyOf(blocks, { text, title, marks: [mark(34)] })).toEqual(blocks.slice(1));
  expect(bodyOf(blocks, { text, title, marks: [mark(11)] })).toEqual(blocks);
  expect(bodyOf(blocks, { text, title: 'Another', marks: [] })).toEqual(blocks);
  expect(bodyOf(blocks.slice(0, 1), { text, title, marks: [] })).toEqual(blocks.slice(0, 1));
});
