import { describe, expect, test } from 'vitest';
import type { ReadDocument } from '../readers/index.ts';
import { canonical, describe as described, faultsOf, sourceIdOf } from './article.ts';
import { readIndex } from './index-csv.ts';
import { wordsAsked, wordsOf } from './words.ts';

const now = new Date('2026-11-22T12:00:00Z');
const document = (change: Partial<ReadDocument>): ReadDocument => ({
  ...{ text: 'A first line\n\nAnd more.', title: null, publisher: null, date: null, language: 'en' },
  mediaType: 'text/plain',
  ...change,
});
const of = (change: Partial<ReadDocument>, said = {}) =>
  described(document(change), said, { name: 'a.txt', now });

describe('what an article is', () => {
  test('is what was said, then what is written in it, then what the document holds', () => {
    const text = 'Date: 2025-06-18\nTrade grew.';
    expect(of({ text, date: '2025-01-01' }, { date: '2025-02-02' })).toMatchObject({ date: '2025-02-02' });
    expect(of({ text, date: '2025-01-01' })).toMatchObject({ date: '2025-06-18', title: 'Trade grew.' });
    expect(of({ date: '2025-01-01' })).toMatchObject({ date: '2025-01-01' });
    expect(of({}, { title: 'Said', publisher: 'P', language: 'zh' })).toMatchObject({
      title: 'Said',
      publisher: 'P',
      language: 'zh',
    });
    expect(of({ title: 'Held' })).toMatchObject({ title: 'Held' });
    expect(of({}, { address: 'https://www.news.example/a' })).toMatchObject({ publisher: 'news.example' });
  });
  test('a date in a document’s data that can’t be is left out, one in its Date: line is refused', () => {
    expect(of({ date: '2031-01-01' })).toMatchObject({ date: null });
    expect(of({ text: 'Date: 2025-02-30\nTrade grew.' })).toMatchObject({ code: 'article-date-impossible' });
    expect(of({ text: 'Date: 2025-02-30\nTrade grew.' }, { date: '2025-02-28' })).toMatchObject({
      date: '2025-02-28',
    });
  });
  test('a file’s name is no title, and a long line is cut at a word', () => {
    const slug = 'China___Central_Asia_Summit';
    expect(of({ title: slug, text: `${slug}\n\nThe summit` })).toMatchObject({ title: 'The summit' });
    expect(of({ text: 'word '.repeat(100) })).toMatchObject({
      title: expect.stringMatching(/^(word ){38,39}word…$/),
    });
    expect(of({ text: '_' })).toMatchObject({ title: 'a.txt' });
  });
  test('tomorrow has begun somewhere, the day after has not', () => {
    expect(faultsOf({ date: '2026-11-23' }, now)).toEqual([]);
    expect(faultsOf({ date: '2026-11-24' }, now)).toMatchObject([{ at: 'date' }]);
  });
});

describe('a source', () => {
  test('is one page, however a reader came to it', () => {
    const page = 'https://news.example/a?id=7';
    for (const same of [`${page}#top`, `${page}&utm_source=x&fbclid=1`, 'HTTPS://NEWS.example:443/a?id=7'])
      expect(sourceIdOf(same, 'ignored')).toBe(sourceIdOf(page, ''));
    for (const other of [
      'https://news.example/a?id=8',
      'https://news.example/A?id=7',
      'http://news.example/a?id=7',
    ])
      expect(canonical(other)).not.toBe(canonical(page));
    expect(sourceIdOf(page, '')).toMatch(/^article:news\.example-[0-9a-f]{16}$/);
    expect(sourceIdOf(`https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/`, '').length).toBeLessThanOrEqual(
      200,
    );
  });
});

describe('words', () => {
  test('are found as they are asked: folded, each once, Chinese in pairs', () => {
    const words = wordsOf('Ürümqi’s trade TRADE, 中哈贸易 2024年; Шёлковый путь');
    for (const query of ['urumqi', 'Trade', '贸易', '中', '2024', 'шелковый ПУТЬ', '中哈贸易'])
      expect(words, query).toEqual(expect.arrayContaining(wordsAsked(query)));
    expect(words.filter((word) => word === 'trade')).toHaveLength(1);
    expect(words).not.toContain('哈易');
    expect(wordsAsked('?! …')).toEqual([]);
  });
});

describe('an index', () => {
  const index = (text: string, files = ['a.txt', 'b.txt']) =>
    readIndex(new TextEncoder().encode(text), new Set(files), now);
  test('names every fault with its line, and the lines of cells with breaks are counted', () => {
    const refused = index(
      'file,publisher,date\r\n"a.txt","Two\r\nlines",2025-01-01\r\n\r\nc.txt,P,2025-1-1\r\n',
    );
    expect(refused).toMatchObject({
      code: 'index-invalid',
      faults: [{ at: 'index.csv:2:publisher' }, { at: 'index.csv:5:file' }, { at: 'index.csv:5:date' }],
    });
  });
  test('empty cells say nothing', () => {
    expect(index('file,publisher,date,address\na.txt,,,\n')).toEqual(new Map([['a.txt', {}]]));
  });
});

test('an address with a name or password in it is refused without being said again', () => {
  for (const address of ['https://me:secret@news.example/a', 'https://secret@news.example/a']) {
    const faults = faultsOf({ address }, new Date());
    expect(faults).toMatchObject([{ at: 'address', problem: expect.stringContaining('name or password') }]);
    expect(JSON.stringify(faults)).not.toContain('secret');
  }
  expect(faultsOf({ address: 'https://news.example/a@b' }, new Date())).toEqual([]);
});
