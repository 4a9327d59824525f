/** What a projection may go by: one line of one office, or what texts say of the same thing. */
import { type Choice, dimensions, type Line } from './choice.ts';

export interface Basis {
  id: string;
  name: string;
  /** Null of texts: each of them is its own. */
  publisher: string | null;
  scope: Scope;
}
type Scope = Partial<Record<(typeof dimensions)[number] | 'source', string>>;

/** Each line once, whatever the lengths of its periods: months, quarters and years of one office are put together. */
export function basesOf(series: readonly Line[]): Basis[] {
  const bases = new Map<string, Basis>();
  for (const { key, name, source, points } of series) {
    const id = basisOf(key, source?.id ?? null);
    const whose = source?.id ?? points[0]?.source.id;
    if (whose !== undefined && !bases.has(id))
      bases.set(id, {
        ...{ id, name, publisher: source?.publisher ?? null },
        scope: { ...scopeOf(key), source: whose },
      });
  }
  return [...bases.values()].sort(
    (one, other) =>
      Number(one.publisher === null) - Number(other.publisher === null) || one.name.localeCompare(other.name),
  );
}

export const basisOf = (key: Line['key'], source: string | null): string =>
  [...dimensions.map((each) => key[each] ?? ''), source ?? 'texts'].join('~');

/** What the server is asked for: the dimensions that are told. */
export const scopeOf = (told: Choice | Line['key']): Scope =>
  Object.fromEntries(dimensions.flatMap((each) => (told[each] ? [[each, told[each]] as const] : [])));
