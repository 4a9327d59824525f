import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { languageTags, readLocale, readMessages } from './build.ts';
import { formatFor } from './format.ts';
import { translator } from './messages.ts';

const folder = `${import.meta.dirname}/../../../locales`;
const english = readMessages(folder, 'en');
const others = languageTags(folder).filter((tag) => tag !== 'en');

/** Names of the arguments a message takes, those inside plurals included. */
function argumentsOf(tag: string, text: string): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // 1 to 6 are the parser's kinds of argument: plain, number, date, time, select, plural
    if (
      'type' in node &&
      'value' in node &&
      typeof node.value === 'string' &&
      Number(node.type) >= 1 &&
      Number(node.type) <= 6
    )
      found.add(node.value);
    Object.values(node).forEach(walk);
  };
  walk(new IntlMessageFormat(text, tag, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

test('English, Chinese and Russian are there', () => {
  expect(languageTags(folder)).toEqual(expect.arrayContaining(['en', 'ru', 'zh']));
});

test.each(others)('%s has the files and the keys English has', (tag) => {
  expect(readdirSync(`${folder}/${tag}`).sort()).toEqual(readdirSync(`${folder}/en`).sort());
  expect(Object.keys(readMessages(folder, tag)).sort()).toEqual(Object.keys(english).sort());
});

test.each(['en', ...others])('every message of %s parses and says something', (tag) => {
  for (const [key, text] of Object.entries(readMessages(folder, tag))) {
    expect(text.trim(), key).not.toBe('');
    expect(() => argumentsOf(tag, text), `${key}: ${text}`).not.toThrow();
  }
});

test.each(others)('messages of %s take the arguments the English ones take', (tag) => {
  const messages = readMessages(folder, tag);
  for (const [key, text] of Object.entries(english)) {
    // a language without plurals may leave the number that only chooses one aside
    const optional = new Set(['count']);
    const wanted = argumentsOf('en', text).filter((name) => !optional.has(name));
    const given = argumentsOf(tag, messages[key] ?? '').filter((name) => !optional.has(name));
    expect(given, key).toEqual(wanted);
  }
});

test('Russian counts ways with its three plurals', () => {
  const { messages } = readLocale(folder, 'ru');
  const t = translator('ru', messages);
  expect([1, 2, 5].map((count) => t('freight.option.transfers', { count }))).toEqual([
    '1 пересадка',
    '2 пересадки',
    '5 пересадок',
  ]);
});

test('a language whose plural rules nobody has falls back to English rules, not to those of the machine', () => {
  const t = translator('tg', {
    'freight.option.transfers': '{count, plural, one {# one} few {# few} other {# other}}',
  });
  expect(t('freight.option.transfers', { count: 2 })).toBe('2 other');
});

test('a key without a message shows itself', () => {
  expect(translator('en', {})('shell.close')).toBe('shell.close');
});

test('each language writes dates and money its own way, from Node’s data', () => {
  const written = languageTags(folder).map((tag) => {
    const format = formatFor(readLocale(folder, tag).table);
    return [
      tag,
      format.date('2026-12-15T10:00:00Z', 'weekday', 'Asia/Tashkent'),
      format.money('4180.4', 'USD', { digitsMax: 0 }),
    ];
  });
  expect(written).toEqual(
    expect.arrayContaining([
      ['en', 'Tue 15 Dec', '$4,180'],
      ['zh', '12月15日周二', '$4,180'],
      ['ru', 'вт, 15 дек.', '4\u00a0180\u00a0$'],
    ]),
  );
});

test('a further language is one more folder; where it has no words yet it speaks English', () => {
  const further = mkdtempSync(join(tmpdir(), 'serai-locales-'));
  try {
    for (const tag of ['en', 'kk']) mkdirSync(join(further, tag));
    writeFileSync(join(further, 'en/shell.json'), JSON.stringify({ close: 'Close', again: 'Try again' }));
    writeFileSync(join(further, 'kk/shell.json'), JSON.stringify({ close: 'Жабу' }));
    expect(languageTags(further)).toEqual(['en', 'kk']);
    const { messages, table } = readLocale(further, 'kk');
    expect(messages).toEqual({ 'shell.close': 'Жабу', 'shell.again': 'Try again' });
    expect(formatFor(table).date('2026-12-01T00:00:00Z', 'full')).toBe('2026\u202fж. 1 желтоқсан, сейсенбі');
  } finally {
    rmSync(further, { recursive: true });
  }
});
