/** How to cite what is shown. */
import type { PlacedPoint } from './points.ts';

export interface Cited {
  publisher: string;
  title: string;
  address: string;
  publishedOn: string | null;
  retrievedAt: Date;
}

/** Publishers with their titles, each once, then Serai and the day: what a reader can put under a chart. */
export function citationOf(
  name: string,
  sources: readonly Cited[],
  { asOf, now }: { asOf: Date | undefined; now: Date },
): string {
  const said = [...new Set(sources.map(sourceLine))].sort();
  const day = (asOf ?? now).toISOString().slice(0, 10);
  return [...said, `Serai, “${name}”, as of ${day}.`].join(' ');
}

const sourceLine = ({ publisher, title, address, publishedOn, retrievedAt }: Cited): string => {
  const who = [publisher, title && `“${title}”`, publishedOn].filter(Boolean).join(', ');
  const where = address === '' ? '' : ` ${address}`;
  return `${who}.${where} (retrieved ${retrievedAt.toISOString().slice(0, 10)}).`;
};

export const sourceIds = (points: readonly PlacedPoint[]): string[] => [
  ...new Set(points.map(({ source }) => source.id)),
];
