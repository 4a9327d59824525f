/** What writing looks like: which letters stand beside which. For telling encodings apart, and languages. */

/** Chinese: most characters beyond ASCII are everyday hanzi (GB 2312 level one, as decoded) or its punctuation. */
export function hanziLikely(text: string): boolean {
  let everyday = 0;
  let others = 0;
  for (const character of text) {
    if (character < '\x80') continue;
    if (everydayHanzi().has(character) || /[\u3000-\u303f\uff00-\uffef“”‘’—…·]/.test(character)) everyday++;
    else others++;
  }
  return everyday > 0 && everyday >= 9 * others;
}

/** Cyrillic: words are of it wholly, mostly in small letters, and the seven commonest letters make up their usual share. */
export function cyrillicLikely(text: string): boolean {
  const words = text.match(/\p{L}+/gu)?.filter((word) => /[^a-z]/i.test(word)) ?? [];
  const letters = words.join('');
  if (letters === '' || /[\x80-\x9f]/.test(text)) return false;
  const whole = words.filter((word) => /^[\u0400-\u04ff]+$/.test(word));
  const cased = whole.filter((word) => /^\p{L}?\p{Ll}*$/u.test(word) || /^\p{Lu}+$/u.test(word));
  const common = letters.match(/[оеаинтсрлк]/gi)?.length ?? 0;
  const small = letters.match(/\p{Ll}/gu)?.length ?? 0;
  return (
    whole.length >= 0.9 * words.length &&
    cased.length >= 0.95 * whole.length &&
    common >= 0.45 * letters.length &&
    (small >= 0.5 * letters.length || letters.length < 40)
  );
}

/** Western European: letters with accents are few, small ones beside small ones, and nothing is left undecoded. */
export function westernLikely(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const accented = text.match(/[À-ÖØ-öø-ÿŠšŽžŒœŸ]/g)?.length ?? 0;
  const strange = text.match(/[¤¦¨¬¯¸¶þÞðÐ¹]/g)?.length ?? 0;
  const turned = text.match(/[a-zß-öø-ÿ][À-ÖØ-Ý]/g)?.length ?? 0;
  if (/[\x80-\x9f]/.test(text) || letters === 0) return false;
  return accented <= 0.25 * letters && strange + turned <= 0.01 * letters + 1;
}

/** English, Chinese and Russian by their letters and commonest words; other languages by letters only they have; else `und`. */
export function languageOf(text: string): string {
  const sample = text.slice(0, 20_000);
  const count = (letters: RegExp): number => sample.match(letters)?.length ?? 0;
  const scripts: [string, number][] = [
    ['latin', count(/\p{Script=Latin}/gu)],
    ['cyrillic', count(/\p{Script=Cyrillic}/gu)],
    // A Chinese character says about as much as two or three letters.
    ['han', 2.5 * count(/\p{Script=Han}/gu)],
    ['kana', 2.5 * count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)],
    ['ko', 2 * count(/\p{Script=Hangul}/gu)],
    ['ka', count(/\p{Script=Georgian}/gu)],
    ['hy', count(/\p{Script=Armenian}/gu)],
  ];
  const [name, letters] = scripts.reduce((most, each) => (each[1] > most[1] ? each : most));
  const kana = scripts[3]?.[1] ?? 0;
  if (letters === 0) return 'und';
  if (name === 'han') return kana > 0.2 * letters ? 'ja' : 'zh';
  if (name === 'kana') return 'ja';
  if (name === 'cyrillic') return cyrillicLanguage(sample, letters);
  if (name === 'latin') return latinLanguage(sample);
  return name;
}

function latinLanguage(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => englishWords.has(word)).length;
  return english >= 0.12 * words.length || (words.length < 12 && english > 0) ? 'en' : 'und';
}

/** Letters of the corridor's other Cyrillic alphabets; the first that is there often enough names the language. */
function cyrillicLanguage(text: string, letters: number): string {
  for (const [language, own] of cyrillicOwn)
    if ((text.match(own)?.length ?? 0) > 0.01 * letters) return language;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const russian = words.filter((word) => russianWords.has(word)).length;
  const alien = text.match(/[іїєґўјљњћђџѓќѕ]/gi)?.length ?? 0;
  return alien <= 0.005 * letters && (russian >= 0.04 * words.length || words.length < 12) ? 'ru' : 'und';
}

const cyrillicOwn: readonly [string, RegExp][] = [
  ['tg', /[ҷӯӣ]/gi],
  ['kk', /[ұәһ]/gi],
  ['ky', /[ңөү]/gi],
  ['uz', /ў/gi],
];
const englishWords = new Set(
  'the of and to in a is was for on that with by at from as its it has have had be been are were will this an or which'.split(
    ' ',
  ),
);
const russianWords = new Set(
  'и в на не что с по это как а из за от к до для о об при был была были является также его её их году года млн млрд что-то или'.split(
    ' ',
  ),
);

/** The 3,755 hanzi of GB 2312 level one, which make up over 99 % of what is printed. */
let everyday: Set<string> | null = null;
function everydayHanzi(): Set<string> {
  if (everyday) return everyday;
  const pairs: number[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) if (lead < 0xd7 || trail <= 0xf9) pairs.push(lead, trail);
  everyday = new Set(new TextDecoder('gb18030').decode(Uint8Array.from(pairs)));
  return everyday;
}
