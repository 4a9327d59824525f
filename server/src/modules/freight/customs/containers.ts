/**
 * Numbers and masses of containers, checked before a train is late for them. ISO 6346: three letters of the owner, one of the category,
 * six digits of the serial and a check digit that catches a slip in any one character and nearly every swap of two.
 */
import type { Values } from '../../../platform/errors.ts';
import type { ContainerType } from '../booking/api.ts';
import type { ContainerFault } from './api.ts';

export interface ContainerNumber {
  /** In capitals, without spaces and dashes; what was typed where it is not such a number. */
  number: string;
  valid: boolean;
  owner: string;
  category: string;
  serial: string;
  checkDigit: string;
  /** The check digit its letters and serial make; empty where they can't. */
  expected: string;
  /** Which rule it breaks, for pages that say it in the reader's language. */
  fault: ContainerFault | null;
  problem: string | null;
}

/** Spaces, dashes and small letters are forgiven; letters that only look right are not, but explained. */
export function checkContainerNumber(text: string): ContainerNumber {
  // Full-width letters and digits, as Chinese keyboards make them, are the same characters to whoever types them.
  const number = text.normalize('NFKC').toUpperCase().replace(separators, '');
  const owner = number.slice(0, 3);
  const category = number.slice(3, 4);
  const serial = number.slice(4, 10);
  const checkDigit = number.slice(10, 11);
  const expected = containerCheckDigit(number.slice(0, 10));
  const [fault, problem] = faultOf(number, expected) ?? [null, null];
  return { number, valid: fault === null, owner, category, serial, checkDigit, expected, fault, problem };
}

/** The check digit of owner, category and serial; empty where they are not four letters and six digits. */
export function containerCheckDigit(prefix: string): string {
  if (!/^[A-Z]{4}\d{6}$/.test(prefix)) return '';
  let sum = 0;
  for (let place = 0; place < prefix.length; place++) sum += worthOf(prefix.charCodeAt(place)) * 2 ** place;
  // A remainder of 10 is written 0. The standard advises owners to leave such serials out; those that exist are valid.
  return String((sum % 11) % 10);
}

/** A digit is itself; A is 10 and so on, leaving out 11, 22 and 33, which would count for nothing modulo 11. */
function worthOf(code: number): number {
  if (code <= nine) return code - zero;
  const step = code - letterA + 10;
  return step + Math.floor((step - 1) / 10);
}
const zero = 48;
const nine = 57;
const letterA = 65;
const separators = /[\s\-‐‑‒–—―−_./\\]/gu;

type Finding = readonly [ContainerFault, string];

function faultOf(number: string, expected: string): Finding | null {
  if (number === '')
    return ['empty', 'Give the number on the box: four letters and seven digits, such as CSQU3054383.'];
  const foreign = [...number].find((character) => !/[A-Z0-9]/.test(character));
  if (foreign !== undefined) return strangeCharacter(number, foreign);
  const confused = lookAlike(number);
  if (confused !== null) return confused;
  if (!/^[A-Z]{3}/.test(number))
    return ['owner', 'It begins with the three letters of its owner, such as CSQ in CSQU3054383.'];
  if (number.length < 4)
    return ['length', 'After the three letters of the owner come U, J or Z and seven digits.'];
  const category = number.charAt(3);
  if (!(category in categories)) {
    const means = 'U for a freight container, J for detachable equipment, Z for a trailer or chassis';
    return ['category', `The fourth character is the category: ${means}; "${category}" is none of them.`];
  }
  if (!/^\d*$/.test(number.slice(4)))
    return ['serial', 'After the four letters come six digits of the serial number and a check digit.'];
  if (number.length === 10)
    return ['length', `The check digit is missing, the last and boxed one: it would be ${expected}.`];
  if (number.length !== 11)
    return ['length', `It has ${number.length} characters; four letters and seven digits are 11.`];
  if (number.charAt(10) !== expected)
    return [
      'check-digit',
      `The check digit is ${number.charAt(10)}, and ${number.slice(0, 10)} makes ${expected}: one of the characters is wrong. Read it from the box again.`,
    ];
  return null;
}

/** Identifier of the category of equipment. */
export const categories = { U: 'container', J: 'detachable', Z: 'trailer' } as const;

/** A letter where a digit belongs, or the other way round: said with what was probably meant, never put right in silence. */
function lookAlike(number: string): Finding | null {
  if (number.length < 10 || number.length > 11) return null;
  const meant = [...number]
    .map((character, at) => (at < 4 ? asLetter[character] : asDigit[character]) ?? character)
    .join('');
  if (meant === number || !/^[A-Z]{3}[UJZ]\d{6,7}$/.test(meant)) return null;
  const at = [...meant].findIndex((character, place) => character !== number.charAt(place));
  const [is, should] = at < 4 ? ['the digit', 'a letter'] : ['the letter', 'a digit'];
  const complete = meant.length === 11 && meant.charAt(10) === containerCheckDigit(meant.slice(0, 10));
  const hint = complete ? ` ${meant} is a right number, if that is what stands on the box.` : '';
  return [
    'look-alike',
    `Character ${at + 1} is ${is} ${number.charAt(at)} where ${should} belongs: "${meant.charAt(at)}"?${hint}`,
  ];
}
const asDigit: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
};
const asLetter: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 8: 'B', 6: 'G' };

/** Cyrillic and Greek capitals that look like Latin ones: on a Russian keyboard they are easily typed and can't be seen. */
function strangeCharacter(number: string, foreign: string): Finding {
  const at = [...number].indexOf(foreign) + 1;
  const latin = latinFor[foreign];
  if (latin === undefined)
    return ['other-alphabet', `Character ${at}, "${foreign}", is not a letter from A to Z or a digit.`];
  return [
    'other-alphabet',
    `Character ${at} is a letter of another alphabet that looks like the Latin ${latin}: switch the keyboard and type it again.`,
  ];
}
const latinFor: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'АA',
    'ВB',
    'СC',
    'ЕE',
    'НH',
    'ІI',
    'ЈJ',
    'КK',
    'МM',
    'ОO',
    'РP',
    'ЅS',
    'ТT',
    'УY',
    'ХX',
    'ΑA',
    'ΒB',
    'ΕE',
    'ΗH',
  ]
    .concat(['ΙI', 'ΚK', 'ΜM', 'ΝN', 'ΟO', 'ΡP', 'ΤT', 'ΥY', 'ΧX', 'ΖZ'])
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/**
 * The most a box may weigh, contents included. ISO 668 (Amendment 1 of 2005) rates every box of 20 feet and more at 30,480 kg; Amendment 2 of
 * 2016, kept by the edition of 2020, lets new ones be rated up to 36,000 kg. Which a box is, only its own plate says, and a booking does not
 * know the plate; so all are taken for what every one of them bears.
 */
export const grossMaxKg = 30_480;
export const boxLimits: Readonly<Record<ContainerType, { grossMaxKg: number }>> = {
  '22G1': { grossMaxKg },
  '22R1': { grossMaxKg },
  '22U1': { grossMaxKg },
  '22T1': { grossMaxKg },
  '42G1': { grossMaxKg },
  '42R1': { grossMaxKg },
  '42U1': { grossMaxKg },
  '45G1': { grossMaxKg },
  '45R1': { grossMaxKg },
};

/** What is wrong with a verified gross mass; null where nothing is. Pointers of the fields are the caller's. */
export function checkVgm(box: {
  type: ContainerType;
  cargoKg: number;
  vgmKg?: number | undefined;
}): { rule: string; values: Values; problem: string } | null {
  const { type, cargoKg, vgmKg } = box;
  const { grossMaxKg } = boxLimits[type];
  const values = { type, cargoKg, grossMaxKg, ...(vgmKg === undefined ? {} : { vgmKg }) };
  const says = (rule: string, problem: string) => ({ rule, values, problem });
  // The box itself weighs tonnes: cargo that alone reaches the limit is over it, whatever the scales say later.
  if (cargoKg >= grossMaxKg)
    return says(
      'goods-over-limit',
      `The goods alone weigh ${cargoKg} kg, and a ${type} may weigh ${grossMaxKg} kg with its own mass (ISO 668): spread them over more boxes.`,
    );
  if (vgmKg === undefined) return null;
  if (vgmKg > grossMaxKg)
    return says(
      'vgm-over-limit',
      `The verified gross mass is ${vgmKg} kg, and a ${type} may weigh ${grossMaxKg} kg (ISO 668): unload ${vgmKg - grossMaxKg} kg or use another box.`,
    );
  if (vgmKg <= cargoKg)
    return says(
      'vgm-under-goods',
      `The verified gross mass of ${vgmKg} kg has to be more than the ${cargoKg} kg of goods: it counts the box as well.`,
    );
  return null;
}
