/** Seeded pairs of different stops, the same on every machine. */
export function randomPairs(stopCount: number, count: number): [from: number, to: number][] {
  let state = 20261006;
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * stopCount);
  };
  const pairs: [number, number][] = [];
  while (pairs.length < count) {
    const pair: [number, number] = [next(), next()];
    if (pair[0] !== pair[1]) pairs.push(pair);
  }
  return pairs;
}
