/** A whole number with any of the ways people group digits; null where the field is empty, undefined where it is no number. */
export function amountIn(text: FormDataEntryValue | null): number | null | undefined {
  const typed = String(text ?? '').replaceAll(/[\s\u00a0\u202f,.'’]/g, '');
  if (typed === '') return null;
  return /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}
