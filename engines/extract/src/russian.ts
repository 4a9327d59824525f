/** Russian: money, counts, percentages, units and periods. Numbers take a comma for the point and spaces between groups. */
import { type Decimal, decimal, shift } from './decimal.ts';
import type { Modifier } from './modifier.ts';
import type { Reading, ReadingContext, ReadQuantity } from './reading.ts';
import { timesInRussian } from './russian-times.ts';
import { b, counted, e, units } from './russian-words.ts';

const number = '\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:,\\d+)?|\\d+(?:[.,]\\d+)?';
const scales =
  '(тыс(?:\\.|яч[аиу]?)|млн\\.?|миллион(?:а|ов)?|млрд\\.?|миллиард(?:а|ов)?|трлн\\.?|триллион(?:а|ов)?)';
const exponentOf = (word: string | undefined): number =>
  word === undefined
    ? 0
    : /^тыс/.test(word)
      ? 3
      : /^мл(?:н)|^миллион/.test(word)
        ? 6
        : /^млрд|^миллиард/.test(word)
          ? 9
          : 12;
const modifiers: readonly (readonly [RegExp, Modifier])[] = [
  [/(?:не менее|не меньше|как минимум|минимум|по меньшей мере|от)\s(?:чем )?$/iu, '>='],
  [/(?:не более|не больше|максимум|вплоть до|до)\s(?:чем )?$/iu, '<='],
  [
    /(?:более чем|более|больше|свыше|выше|превысил[аио]?|превышает|превысит|превышающ\p{L}+|сверх)(?: на)?(?: чем)?\s$/iu,
    '>',
  ],
  [/(?:менее чем|менее|меньше|ниже)\s$/iu, '<'],
  [
    /(?:около|почти|примерно|приблизительно|порядка|ориентировочно|приблизился к|близк\p{L}+ к|приблизительно в)\s$/iu,
    '~',
  ],
];

export function readRussian(text: string, context: ReadingContext): Reading {
  const times = timesInRussian(text, context);
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (times.some((time) => start < time.end && start + match[0].length > time.start)) continue;
    const exponent = exponentOf(match[5]?.toLowerCase());
    const lo = match[2] ? amountOf(match[2]) : decimal(String(counted[match[4]!.toLowerCase()]));
    const hi = match[3] ? amountOf(match[3]) : lo;
    const number = { start, end: start + match[0].length, lo: shift(lo, exponent), hi: shift(hi, exponent) };
    const read =
      withUnit(text, number, match[1] ?? null, match[4] !== undefined, exponent > 0) ??
      (match[4] === undefined || isAfterJoint(text, start)
        ? { ...number, kind: 'count', unit: null, exponent: 0 }
        : null);
    if (read) found.push(read);
  }
  const quantities = [...told(text, found), ...foldsIn(text, times)]
    .map(
      (each): ReadQuantity => ({
        ...each,
        modifier: modifierOf(text, each.start),
        direction: directionOf(text, each.start),
      }),
    )
    .toSorted((a, b) => a.start - b.start);
  return { quantities, times };
}

const pattern = new RegExp(
  `${b}(?:([$€])\\s?)?(?:(${number})(?:\\s?[-–—]\\s?(${number}))?|(${Object.keys(counted)
    .toSorted((one, other) => other.length - one.length)
    .join('|')}))(?:[ \\u00a0]?${scales})?${e}`,
  'giu',
);

type Found = Omit<ReadQuantity, 'modifier' | 'direction'> & { exponent: number };

const isAfterJoint = (text: string, start: number): boolean =>
  /(?:^|[ «(,])(?:против|до|со?|из|от|на|не менее|не более|около|почти|свыше|более|ещё|еще|только|лишь|—|достиг\p{L}*|составил\p{L}*|превысил\p{L}*)[ \u00a0]$/u.test(
    text.slice(Math.max(0, start - 20), start),
  );

/** Numbers whose unit stands elsewhere: "импорт достиг 11,7 млрд", "с 12 до 8 дней", "не менее 1 800 контейнерных"; what then counts nothing is left out. */
function told(text: string, found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  found.forEach((each, index) => {
    if (each.unit !== null) {
      kept.push(each);
      return;
    }
    const [next, previous] = [found[index + 1], kept.at(-1)];
    const behind = text.slice(each.end, next?.start ?? each.end);
    const like =
      next && next.unit !== null && /^[ \u00a0](?:до|по)[ \u00a0]$/u.test(behind)
        ? next
        : isElided(text, each)
          ? previous
          : undefined;
    if (like)
      kept.push({
        ...each,
        kind: like.kind,
        unit: like.unit,
        lo: shift(each.lo, like.exponent),
        hi: shift(each.hi, like.exponent),
      });
  });
  return kept;
}

const isElided = (text: string, { start, end }: Found): boolean =>
  isAfterJoint(text, start) &&
  /^(?:$|[.,;»)!?—]|[ \u00a0](?:—|в|на|за|против|из|или|и|\p{Ll}+(?:ых|их)(?=[.,;»]|$))(?!\p{L}))/u.test(
    text.slice(end),
  );

const folds: readonly (readonly [RegExp, string, string])[] = [
  [/(?<!\p{L})(?:вдвое|удвоил\p{L}*)(?!\p{L})/giu, '2', 'times'],
  [/(?<!\p{L})(?:втрое|утроил\p{L}*)(?!\p{L})/giu, '3', 'times'],
  [/(?<!\p{L})вчетверо(?!\p{L})/giu, '4', 'times'],
  [/(?<!\p{L})(?:половин[аыу])(?!\p{L}| (?:года|дня|месяца))/giu, '0.5', 'fraction'],
  [/(?<!\p{L})(?:треть|трети)(?!\p{L}| (?:квартал|место))/giu, '0.3333', 'fraction'],
  [/(?<!\p{L})(?:четверть|четверти)(?!\p{L}| (?:века|часа|финала))/giu, '0.25', 'fraction'],
];
/** "Вырос вдвое", "около трети". */
const foldsIn = (text: string, times: readonly { start: number; end: number }[]): Found[] =>
  folds.flatMap(([pattern, value, unit]) =>
    [...text.matchAll(pattern)]
      .map(
        (match): Found => ({
          start: match.index,
          end: match.index + match[0].length,
          kind: 'measure',
          lo: decimal(value),
          hi: decimal(value),
          unit,
          exponent: 0,
        }),
      )
      .filter(({ start, end }) => !times.some((time) => start < time.end && end > time.start)),
  );

const amountOf = (text: string): Decimal => decimal(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));

function withUnit(
  text: string,
  { start, end, lo, hi }: { start: number; end: number; lo: Decimal; hi: Decimal },
  sign: string | null,
  inWords: boolean,
  scaled: boolean,
): Found | null {
  const gap = /^[ \u00a0\u202f]*/.exec(text.slice(end, end + 9))![0].length;
  const rest = text.slice(end + gap, end + gap + 60);
  const made = (kind: ReadQuantity['kind'], unit: string | null, length: number, exponent = 0): Found => ({
    start,
    end: length === 0 ? end : end + gap + length,
    kind,
    lo: shift(lo, exponent),
    hi: shift(hi, exponent),
    unit,
    exponent,
  });
  if (sign) return made('money', sign === '$' ? 'USD' : 'EUR', 0);
  for (const [pattern, kind, unit, exponent] of units) {
    const match = pattern.exec(rest);
    if (match && match[0] !== '') return made(kind, unit, match[0].length, exponent);
  }
  if (/^[-–]?(?:й|го|му|ый|ая|ое|е|я)(?!\p{L})/u.test(text.slice(end))) return null;
  // The counted noun stands in the genitive: the first word that is no adjective.
  const words = /^(?:(\p{L}+(?:ых|их|ого|его|ый|ий|ая|ное|ные|ие|ые)) ){0,3}(\p{Ll}{3,})/u.exec(rest);
  if (!words?.[2]) return inWords || !scaled ? null : made('count', null, 0);
  if (/^(?:или|как|что|для|при|это|его|был|была|было|были|стал|году?|года)$/u.test(words[2])) return null;
  // "1 800 контейнерных": an adjective alone says what kind, and not what of.
  if (/(?:ых|их)$/u.test(words[2])) return null;
  return made('count', words[2].toLowerCase(), words[0].length);
}

function modifierOf(text: string, start: number): Modifier {
  const left = text.slice(Math.max(0, start - 30), start);
  // "С 12 до 8 дней" tells of two moments.
  if (/(?:^|[ «(])(?:со?|от) (?:\d[\d ,\u00a0]*|\p{Ll}+)(?: \p{Ll}+)? (?:до|по)\s$/u.test(left)) return '=';
  for (const [pattern, modifier] of modifiers)
    if (pattern.test(left) && !/на до\s$/u.test(left)) return modifier;
  return '=';
}

function directionOf(text: string, start: number): 'up' | 'down' | null {
  const left = text.slice(Math.max(0, start - 45), start);
  const match =
    /(вырос\p{L}*|увеличил\p{L}*|рост\p{L}*|прирост\p{L}*|возрос\p{L}*|повысил\p{L}*|подня\p{L}*|снизил\p{L}*|сократил\p{L}*|упал\p{L}*|уменьшил\p{L}*|снижени\p{L}*|сокращени\p{L}*|падени\p{L}*)(?: (?:более чем|почти|примерно|около|сразу|лишь))? (?:на|в|составил)(?: (?:более чем|более|почти|примерно|около|свыше))? ?$/iu.exec(
      left,
    );
  return match ? (/^(?:сни|сокр|упа|умен|паде)/iu.test(match[1]!) ? 'down' : 'up') : null;
}
