/** How to cite what is shown. */
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
  { asOf, now }: { asOf: Date | undefined; now: Date },
): string {
  const said = [...new Set([...sources.values()].map(sourceLine))].sort();
  const day = (asOf ?? now).toISOString().slice(0, 10);
  return [...said, `Serai, “${name}”, as of ${day}.`].join(' ');
}

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
