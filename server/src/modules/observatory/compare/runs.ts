/** Runs of three words, by which reprints are found. */

/** Hashed; of Chinese of three characters, which the tokens are not. */
export function runsOf(text: string): Set<number> {
  const words = text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const runs = new Set<number>();
  for (let at = 0; at + 2 < words.length; at++)
    runs.add(hash(`${words[at]} ${words[at + 1]} ${words[at + 2]}`));
  return runs;
}

/** A quarter of them, the same ones of every text: what is looked for among other texts. */
export const sampleOf = (runs: ReadonlySet<number>): number[] => [...runs].filter((run) => (run & 3) === 0);
/** Of the shorter sample, how much the other must have before two texts are compared run by run. */
export const sampleMin = 0.25;

/** The same where two texts differ in spaces and case alone. */
export const normalised = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

export function containmentOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const each of small) if (large.has(each)) shared++;
  return shared / small.size;
}

/** FNV-1a, its bits mixed once more: of the plain one the lowest two say little. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  return (value ^ (value >>> 15)) >>> 0;
}
