import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../platform/errors.ts';
import { type Decoded, decode } from './decode.ts';
import { encoder, utf8 } from './testing.ts';

const decoded = (bytes: Uint8Array, declared: string | null = null): Decoded => {
  const read = decode(bytes, declared);
  if (isRefusal(read)) throw new Error(read.detail);
  return read;
};
const oneOf = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);
const chinese = encoder('gb18030', oneOf('gb18030'));
const russian = encoder('windows-1251', oneOf('windows-1251'));
// Node 20 reads it as ISO 8859-1; the marks between 0x80 and 0x9f are what the standard says.
const marks = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const western = encoder('windows-1252', ([byte = 0]) =>
  byte >= 0x80 && byte < 0xa0 ? (marks[byte - 0x80] ?? '') : String.fromCharCode(byte),
);
const written = (characters: readonly string[]) =>
  fc
    .array(fc.constantFrom(...characters.filter((each) => /[^\p{Cc}\ufeff]|[\n\r\t]/u.test(each))), {
      minLength: 1,
      maxLength: 300,
    })
    .map((each) => each.join(''));

describe('what is stored is what was written', () => {
  it('in UTF-8, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const plain = `${text.replace(/\p{Cc}/gu, '').replace(/^\ufeff/, '')} \r\n\n\t end `;
        expect(decoded(utf8(plain))).toEqual({ text: plain, encoding: 'utf-8' });
        expect(decoded(utf8(`\ufeff${plain}`)).text).toBe(plain);
      }),
    );
  });
  it('in UTF-16 of both orders, by its mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = `${text.replace(/\p{Cc}/gu, '')} \r\nend`;
        const little = Buffer.from(`\ufeff${plain}`, 'utf16le');
        expect(decoded(little)).toEqual({ text: plain, encoding: 'utf-16le' });
        expect(decoded(Buffer.from(little).swap16())).toEqual({ text: plain, encoding: 'utf-16be' });
      }),
    );
  });
  it.each([
    ['gb18030', 'GB2312', chinese],
    ['windows-1251', 'cp1251', russian],
    ['windows-1252', 'ISO-8859-1', western],
  ])('in %s where it is declared, as %s too', (encoding, label, { characters, encode }) => {
    fc.assert(
      fc.property(written(characters), (text) => {
        const bytes = encode(text);
        fc.pre(isRefusal(decode(bytes, null)) || decoded(bytes).encoding !== 'utf-8');
        expect(decoded(bytes, label === 'GB2312' ? 'gb18030' : label)).toEqual({ text, encoding });
      }),
    );
  });
  it('in windows-1252 where it is declared and its bytes happen to be control characters of UTF-8', () => {
    expect(decoded(western.encode('ÂŽ\t'), 'windows-1252').text).toBe('ÂŽ\t');
  });
  it('in the older Chinese encodings, which are read as GB18030', () => {
    const text = '2024年，中国与中亚五国贸易额达948亿美元。';
    expect(decoded(chinese.encode(text), 'gb2312').text).toBe(text);
    expect(decoded(chinese.encode(text), 'gbk').text).toBe(text);
  });
});

describe('an encoding nobody declares is told by the letters', () => {
  it.each([
    [
      'gb18030',
      chinese,
      '据商务部数据，2024年，中国与中亚五国贸易额达948亿美元，同比增长7.2%。\r\n中国已成为该地区最大的贸易伙伴。',
    ],
    ['gb18030', chinese, 'China Central Asia 中国—中亚峰会 2025'],
    [
      'windows-1251',
      russian,
      'Товарооборот Китая со странами Центральной Азии в 2024 году достиг 94,8 млрд долларов США.\nОб этом сообщило министерство — «впервые».',
    ],
    ['windows-1251', russian, 'Товарооборот с Китаем вырос на 7,2 % (Xinhua)'],
    ['windows-1251', russian, 'КИТАЙ И КАЗАХСТАН ПОДПИСАЛИ СОГЛАШЕНИЕ'],
    ['windows-1252', western, 'The trade was “over” €94.8 billion – a record, Kazakhstan’s ministry said.'],
    [
      'windows-1252',
      western,
      'Les échanges entre la Chine et l’Asie centrale ont dépassé 94,8 milliards de dollars à la fin de l’année.',
    ],
    [
      'windows-1252',
      western,
      'Der Güterzug fährt über Täbris nach Köln; das größte Gefäß fasst 3 m³ (½ mehr).',
    ],
    ['windows-1252', western, '¿Cuánto creció el comercio? Más del 7 %, según el año.'],
  ])('%s: %#', (encoding, { encode }, text) => {
    expect(decoded(encode(text))).toEqual({ text, encoding });
  });
  it('and refused where none of them reads like writing, with the line where it stops being UTF-8', () => {
    const noise = Uint8Array.from([
      ...utf8('first\nsec'),
      ...Array.from({ length: 400 }, (_, index) => 0x80 + ((index * 73) % 128)),
    ]);
    expect(decode(noise, null)).toMatchObject({
      code: 'document-encoding',
      detail: expect.stringMatching(/^Line 2, byte 4: /),
    });
  });
  it('and KOI8-R, which would turn into other Russian letters, is refused unless it is declared', () => {
    const text = 'Товарооборот Китая со странами Центральной Азии достиг рекордной величины';
    const bytes = koi8(text);
    expect(decode(bytes, null)).toMatchObject({ code: 'document-encoding' });
    expect(decoded(bytes, 'koi8-r').text).toBe(text);
  });
});

describe('what is no text is refused', () => {
  it.each([
    ['NUL in UTF-8', utf8('a text with\0 a nought')],
    ['UTF-16 without a mark', Buffer.from('a text', 'utf16le')],
    ['control characters', utf8('\x01\x02\x03\x04 abc')],
  ])('%s', (_name, bytes) => {
    expect(decode(bytes, null)).toMatchObject({ code: 'document-kind' });
  });
  it('and a declared encoding whose bytes are not in it says so', () => {
    expect(decode(Uint8Array.from([0x61, 0xff, 0x20]), 'gbk')).toMatchObject({
      code: 'document-encoding',
      detail: expect.stringContaining('gb18030'),
    });
    expect(decode(Uint8Array.from([0xff, 0xfe, 0x00, 0xd8]), null)).toMatchObject({
      code: 'document-encoding',
    });
  });
});

function koi8(text: string): Uint8Array {
  const table = new TextDecoder('koi8-r').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from([...text].map((letter) => table.indexOf(letter)));
}
