import type { Reader } from './found.ts';
import type { Text } from './texts.ts';

/**
 * Texts a second of processor time, all the process's threads counted, our own garbage collection too: the median of rounds
 * in which all readers take turns. Everybody has read all the texts before.
 */
export function textsPerSecond(
  readers: readonly Reader[],
  texts: readonly Text[],
  rounds: number,
): Record<string, number> {
  const rates: Record<string, number[]> = Object.fromEntries(readers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const reader of readers) {
      (globalThis as { gc?: () => void }).gc?.();
      const before = process.cpuUsage();
      for (const { text, date } of texts) reader.read(text, date);
      const { user, system } = process.cpuUsage(before);
      rates[reader.name]!.push(texts.length / ((user + system) / 1e6));
    }
  return Object.fromEntries(Object.entries(rates).map(([name, of]) => [name, median(of)]));
}

const median = (values: readonly number[]) =>
  Math.round(values.toSorted((one, other) => one - other)[values.length >> 1]! * 10) / 10;
