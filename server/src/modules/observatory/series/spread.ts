/** How wide an 80 % interval is: Student's t, since former years are few. */

/** 90th percentiles of Student's t by degrees of freedom, 1 to 10. */
const percentiles = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372];
/** Above ten the normal's 1.2816 and what is left of the difference, right to two thousandths. */
export const t90 = (degrees: number): number => percentiles[degrees - 1] ?? 1.2816 + 0.9 / degrees;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** Of a sample: divided by one less than there are. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (values.length - 1));
}

/**
 * The sum of so many further steps, where these were seen: their mean as often. What is not known is how each will fall (the root of their
 * number) and what their mean really is (their number over the root of those seen).
 */
export function drift(seen: readonly number[], steps: number): { sum: number; half: number | null } {
  const sum = mean(seen) * steps;
  if (seen.length < 3) return { sum, half: null };
  const half = t90(seen.length - 1) * deviation(seen) * Math.sqrt(steps + steps ** 2 / seen.length);
  return { sum, half };
}
