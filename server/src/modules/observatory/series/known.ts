/** Which series there are, kept until something is added: of ten thousand it takes longer to be told than to choose among them. */
import type { SeriesExtent } from '../../../ledgers/evidence/index.ts';
import type { ObservatoryParts } from '../parts.ts';

type Parts = Pick<ObservatoryParts, 'evidence'>;

export class KnownSeries {
  private readonly parts: Parts;
  private readonly kept = new Map<string, { mark: string; extents: readonly SeriesExtent[] }>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Of one indicator. */
  async of(indicator: string): Promise<readonly SeriesExtent[]> {
    return (await this.all([indicator])).get(indicator) ?? [];
  }

  /** By indicator; of those that have any. */
  async all(only?: readonly string[]): Promise<ReadonlyMap<string, readonly SeriesExtent[]>> {
    const { read } = this.parts.evidence();
    const found = new Map<string, readonly SeriesExtent[]>();
    for (const [indicator, mark] of await read.seriesMarks()) {
      if (only && !only.includes(indicator)) continue;
      let known = this.kept.get(indicator);
      if (known?.mark !== mark) {
        // What is added meanwhile is in it too, and is read once more than it need be.
        known = { mark, extents: (await read.series({ indicator })).toSorted(byDimensions) };
        this.kept.set(indicator, known);
      }
      found.set(indicator, known.extents);
    }
    return found;
  }
}

/** In one order everywhere, so that the same question leaves out the same series. */
const byDimensions = (a: SeriesExtent, b: SeriesExtent): number => {
  const [one, other] = [a, b].map(({ dimensions, source }) => `${JSON.stringify(dimensions)} ${source}`);
  return one! < other! ? -1 : 1; // two of them
};

const opened = new WeakMap<object, KnownSeries>();
/** One for all who ask with the same parts. */
export function knownOf(parts: Parts): KnownSeries {
  const known = opened.get(parts) ?? new KnownSeries(parts);
  opened.set(parts, known);
  return known;
}
