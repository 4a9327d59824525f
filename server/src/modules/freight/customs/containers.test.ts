import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerTypes } from '../booking/api.ts';
import { boxLimits, checkContainerNumber, checkVgm, containerCheckDigit } from './containers.ts';

/** The table of the standard's annex, written out, and its sum with whole numbers only: nothing shared with the code. */
const table: Record<string, bigint> = {
  A: 10n,
  B: 12n,
  C: 13n,
  D: 14n,
  E: 15n,
  F: 16n,
  G: 17n,
  H: 18n,
  I: 19n,
  J: 20n,
  K: 21n,
  L: 23n,
  M: 24n,
  N: 25n,
  O: 26n,
  P: 27n,
  Q: 28n,
  R: 29n,
  S: 30n,
  T: 31n,
  U: 32n,
  V: 34n,
  W: 35n,
  X: 36n,
  Y: 37n,
  Z: 38n,
};
const weights = [1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n, 256n, 512n];
const oracle = (prefix: string): string => {
  const sum = weights.reduce(
    (all, weight, at) => all + weight * (table[prefix[at]!] ?? BigInt(prefix[at]!)),
    0n,
  );
  const remainder = sum - (sum / 11n) * 11n;
  return remainder === 10n ? '0' : remainder.toString();
};

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const prefixes = fc
  .tuple(
    fc.array(fc.constantFrom(...letters), { minLength: 3, maxLength: 3 }),
    fc.constantFrom('U', 'J', 'Z'),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([owner, category, serial]) => `${owner.join('')}${category}${String(serial).padStart(6, '0')}`);

describe('container numbers', () => {
  test.each(['CSQU3054383', 'TOLU4734787', 'MSCU6639870', 'HLXU2008419'])('%s is valid', (number) => {
    expect(checkContainerNumber(number)).toMatchObject({ number, valid: true, fault: null, problem: null });
  });

  test('the parts are told apart', () => {
    expect(checkContainerNumber('csqu 305438-3')).toEqual({
      number: 'CSQU3054383',
      valid: true,
      owner: 'CSQ',
      category: 'U',
      serial: '305438',
      checkDigit: '3',
      expected: '3',
      fault: null,
      problem: null,
    });
  });

  test('every check digit agrees with the table of the standard', () => {
    fc.assert(
      fc.property(prefixes, (prefix) => {
        expect(containerCheckDigit(prefix)).toBe(oracle(prefix));
        expect(checkContainerNumber(prefix + oracle(prefix)).valid).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no other check digit is taken, and the right one is said', () => {
    fc.assert(
      fc.property(prefixes, fc.integer({ min: 1, max: 9 }), (prefix, step) => {
        const wrong = (Number(oracle(prefix)) + step) % 10;
        const answer = checkContainerNumber(`${prefix}${wrong}`);
        expect(answer).toMatchObject({ valid: false, fault: 'check-digit', expected: oracle(prefix) });
      }),
    );
  });

  test('a slip in one digit of the serial is found, but for the two remainders written 0', () => {
    fc.assert(
      fc.property(
        prefixes,
        fc.integer({ min: 4, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (prefix, at, step) => {
          const slip = `${prefix.slice(0, at)}${(Number(prefix[at]) + step) % 10}${prefix.slice(at + 1)}`;
          const answer = checkContainerNumber(slip + oracle(prefix));
          if (answer.valid) expect(oracle(prefix)).toBe('0');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('spaces, dashes, small letters and full-width characters change nothing', () => {
    const wide = (text: string) =>
      text.replace(/[A-Z0-9]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const number = prefix + oracle(prefix);
        const spaced = `${number.slice(0, 4).toLowerCase()} ${number.slice(4, 7)}\u00a0${number.slice(7, 10)}–${number[10]}`;
        expect(checkContainerNumber(spaced).number).toBe(number);
        expect(checkContainerNumber(wide(number)).valid).toBe(true);
      }),
    );
  });

  test('whatever is typed is answered, and a valid number always has the form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), prefixes), (text) => {
        const answer = checkContainerNumber(text);
        expect(answer.valid).toBe(answer.problem === null);
        if (answer.valid) expect(answer.number).toMatch(/^[A-Z]{3}[UJZ]\d{7}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['', 'empty', /four letters and seven digits/],
    ['CSQU305438', 'length', /it would be 3/],
    ['CSQU30543', 'length', /9 characters/],
    ['CSQU30543833', 'length', /12 characters/],
    ['CSQ', 'length', /U, J or Z/],
    ['CS13054383', 'owner', /three letters/],
    ['CSQX3054383', 'category', /"X" is none/],
    ['CSQU3O54383', 'look-alike', /Character 6 is the letter O.*CSQU3054383 is a right number/],
    ['CSQUI054383', 'look-alike', /the letter I where a digit belongs: "1"/],
    ['C5QU3054383', 'look-alike', /Character 2 is the digit 5.*CSQU3054383 is a right number/],
    ['CSQU3054A83', 'serial', /six digits/],
    ['СSQU3054383', 'other-alphabet', /Character 1 is a letter of another alphabet.*Latin C/],
    ['CSQU305438#', 'other-alphabet', /"#"/],
    ['CSQU3054384', 'check-digit', /makes 3/],
  ])('"%s" is explained (%s)', (text, fault, problem) => {
    const answer = checkContainerNumber(text);
    expect(answer).toMatchObject({ valid: false, fault });
    expect(answer.problem).toMatch(problem);
  });
});

describe('masses', () => {
  test('every type a booking can be made for has a limit', () => {
    expect(Object.keys(boxLimits).sort()).toEqual(Object.keys(containerTypes).sort());
  });
  test('30,480 kg are taken and one more is refused with the difference', () => {
    expect(checkVgm({ type: '22G1', cargoKg: 28_000, vgmKg: 30_480 })).toBeNull();
    expect(checkVgm({ type: '22G1', cargoKg: 28_000, vgmKg: 30_481 })).toEqual({
      rule: 'vgm-over-limit',
      values: { type: '22G1', cargoKg: 28_000, vgmKg: 30_481, grossMaxKg: 30_480 },
      problem: expect.stringMatching(/unload 1 kg/),
    });
  });
  test('a verified mass that leaves nothing for the box is refused', () => {
    expect(checkVgm({ type: '45G1', cargoKg: 20_000, vgmKg: 20_000 })?.problem).toMatch(/counts the box/);
    expect(checkVgm({ type: '45G1', cargoKg: 20_000, vgmKg: 23_900 })).toBeNull();
  });
  test('goods that alone reach the limit are refused before anything is weighed', () => {
    expect(checkVgm({ type: '42R1', cargoKg: 30_480 })?.problem).toMatch(/goods alone/);
    expect(checkVgm({ type: '42R1', cargoKg: 25_000 })).toBeNull();
  });
});
