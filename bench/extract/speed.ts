import type { Reader } from './found.ts';
import type { Text } from './texts.ts';

/**
 * Texts a second of processor time, all the process's threads counted, our own garbage collection too: the median of rounds
 * in which all readers take turns. Everybody has read the texts for two seconds before: what is compiled on the way is not
 * counted, since who reads many texts waits for it once.
 */
export function textsPerSecond(
  readers: readonly Reader[],
  texts: readonly Text[],
  rounds: number,
): Record<string, number> {
  const rates: Record<string, number[]> = Object.fromEntries(readers.map(({ name }) => [name, []]));
  for (const reader of readers) {
    const begin = process.cpuUsage();
    const spent = () => Object.values(process.cpuUsage(begin)).reduce((one, other) => one + other) / 1e6;
    for (let at = 0; spent() < WARMING_S; at++) {
      const { text, date } = texts[at % texts.length]!;
      reader.read(text, date);
    }
  }
  for (let round = 0; round < rounds; round++)
    for (const reader of readers) {
      (globalThis as { gc?: () => void }).gc?.();
      // What collecting garbage for all readers threw away of compiled patterns is compiled again, untimed.
      for (const { text, date } of texts) reader.read(text, date);
      const before = process.cpuUsage();
      for (const { text, date } of texts) reader.read(text, date);
      const { user, system } = process.cpuUsage(before);
      rates[reader.name]!.push(texts.length / ((user + system) / 1e6));
    }
  return Object.fromEntries(Object.entries(rates).map(([name, of]) => [name, median(of)]));
}

const WARMING_S = 2;
const median = (values: readonly number[]) =>
  Math.round(values.toSorted((one, other) => one - other)[values.length >> 1]! * 10) / 10;
