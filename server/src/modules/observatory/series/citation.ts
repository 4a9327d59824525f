/** How to cite what is shown. */
import type { Cut } from './scope.ts';

export interface Cited {
  publisher: string;
  title: string;
  address: string;
  publishedOn: string | null;
  retrievedAt: Date;
  /** Where the press quotes it, publisher and address each; absent where the source itself was read. */
  readAt?: readonly string[] | undefined;
}

/** Publishers with their titles, each once, then Serai and the day: what a reader can put under a chart. */
export function citationOf(
  name: string,
  sources: ReadonlyMap<string, Cited>,
  { asOf, now, cut }: { asOf: Date | undefined; now: Date; cut: Cut | null },
): string {
  const said = [...new Set([...sources.values()].map(sourceLine))].sort();
  const day = (asOf ?? now).toISOString().slice(0, 10);
  return [...said, `Serai, “${name}”, as of ${day}${cut ? `; ${leftOut(cut)}` : ''}.`].join(' ');
}

const count = (number: number) => number.toLocaleString('en');
const leftOut = ({ kept, of, by }: Cut) =>
  `${count(kept)} of ${count(of)} observations: ${by === 'totals' ? 'totals alone' : 'series of the widest scope'}`;

export const sourceLine = ({
  publisher,
  title,
  address,
  publishedOn,
  retrievedAt,
  readAt = [],
}: Cited): string => {
  const retrieved = `retrieved ${retrievedAt.toISOString().slice(0, 10)}`;
  const quoted = readAt.length > 0 && `quoted by ${readAt.join('; ')}`;
  const parts = [publisher, title && `“${title}”`, publishedOn, address, quoted, retrieved];
  return `${parts.filter(Boolean).join(', ')}.`;
};
