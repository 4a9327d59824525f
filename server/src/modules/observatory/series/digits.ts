/** A figure as text. */

/** Twelve digits, without an exponent or trailing zeros. */
export const digits = (value: number): string => {
  const short = Number(value.toPrecision(12));
  return Math.abs(short) >= 1e21 ? BigInt(short).toString() : plainSmall(short);
};
const plainSmall = (value: number): string =>
  String(value).includes('e') ? value.toFixed(12).replace(/0+$/, '').replace(/\.$/, '') : String(value);
