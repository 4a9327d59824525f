/** A container number as it is typed (ISO 6346), checked at once; the server checks it again. */
export type NumberFault =
  | { what: 'letters' | 'length' | 'digits' }
  /** The digit that belongs there. */
  | { what: 'check-digit'; expected: string; corrected: string };

/** `csqu 305438-3` as it is painted on the box: `CSQU3054383`. */
export const plainNumber = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Grouped for the eye. */
export const shownNumber = (number: string): string => {
  const plain = plainNumber(number);
  return plain.length === 11 ? `${plain.slice(0, 4)} ${plain.slice(4, 10)} ${plain.slice(10)}` : number;
};

/** Null where nothing is wrong, and while nothing is typed. */
export function numberFault(typed: string): NumberFault | null {
  const plain = plainNumber(typed);
  if (plain === '') return null;
  if (!/^[A-Z]{3}[UJZ]/.test(plain)) return { what: 'letters' };
  if (/[A-Z]/.test(plain.slice(4))) return { what: 'digits' };
  if (plain.length !== 11) return { what: 'length' };
  const expected = checkDigit(plain.slice(0, 10));
  return plain[10] === expected
    ? null
    : { what: 'check-digit', expected, corrected: plain.slice(0, 10) + expected };
}

/** Letters count 10 to 38 without the multiples of 11; each place weighs twice the one before it. */
function checkDigit(first: string): string {
  const sum = [...first].reduce((total, sign, place) => {
    const order = sign.charCodeAt(0) - 65;
    const value = order < 0 ? Number(sign) : 10 + order + Math.floor((order + 9) / 10);
    return total + value * 2 ** place;
  }, 0);
  return String((sum % 11) % 10);
}
