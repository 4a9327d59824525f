/** Numbers as offices write them, as decimal strings: never a float, so that what is stored is what was written. */

/** `-1.50`, `1.2E+7`: as JSON and most files write it; null where it is none. */
export function plainDecimal(text: string): string | null {
  const match = /^([+-]?)(\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', digits = '', exponent = '0'] = match;
  const power = Number(exponent);
  if (Math.abs(power) > 40) return null;
  return shifted(`${sign === '-' ? '-' : ''}${digits}`, power);
}

/**
 * With thousands set apart: `2,037,923.5`, `2 037 923,5`. What is between the digits must stand where thousands do, or `1,5` in a file with
 * decimal points would be read as fifteen.
 */
export function groupedDecimal(text: string, mark: '.' | ','): string | null {
  const plain = text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ').replace(/^\u2212/, '-');
  const other = mark === '.' ? ',' : '.';
  const [whole = '', part, ...more] = plain.split(mark);
  if (more.length > 0 || plain.length > 80) return null;
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:([${other} '’])\\d{3})(?:\\1\\d{3})*$`).test(whole);
  const digits = grouped ? whole.replaceAll(new RegExp(`[${other} '’]`, 'g'), '') : whole;
  return plainDecimal(part === undefined ? digits : `${digits}.${part}`);
}

/** The decimal point moved to the right by `places`, or to the left: UNIT_MULT, “US$1,000”. */
export function shifted(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', part = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = `${whole}${part}`;
  const point = whole.length + places;
  const padded = point > digits.length ? digits.padEnd(point, '0') : digits;
  const all = point <= 0 ? `${'0'.repeat(1 - point)}${padded}` : padded;
  const at = point <= 0 ? 1 : point;
  return joined(sign, all.slice(0, at), all.slice(at));
}

/** Exactly; by a power of ten only the point moves. */
export function times(a: string, b: string): string {
  if (/^10*$/.test(b)) return shifted(a, b.length - 1);
  const [left, right] = [parts(a), parts(b)];
  const digits = (left.digits * right.digits).toString().replace('-', '');
  const sign = left.digits * right.digits < 0n ? '-' : '';
  return shifted(`${sign}${digits}`, -(left.places + right.places));
}

/** Whether two are the same number, however many noughts they end with. */
export const isSame = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && trimmed(a) === trimmed(b));

const trimmed = (text: string): string => {
  const [whole = '', part = ''] = text.split('.');
  const rest = part.replace(/0+$/, '');
  const plain = rest === '' ? whole : `${whole}.${rest}`;
  return plain === '-0' ? '0' : plain;
};

function parts(text: string): { digits: bigint; places: number } {
  const [whole = '', part = ''] = text.split('.');
  return { digits: BigInt(`${whole}${part}`), places: part.length };
}

function joined(sign: string, whole: string, part: string): string {
  const plain = whole.replace(/^0+(?=\d)/, '') || '0';
  const isZero = !/[1-9]/.test(plain) && !/[1-9]/.test(part);
  return `${isZero ? '' : sign}${plain}${part === '' ? '' : `.${part}`}`;
}
