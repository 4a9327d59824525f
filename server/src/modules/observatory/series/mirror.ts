/**
 * Both sides of a flow: what one country says it sent, and what the other says it received. They are explained, not averaged; a reconciled series
 * is a model with a name. docs/observatory.md states the formulas.
 */
import { mean } from './spread.ts';

/** Freight and insurance that an importer counts and an exporter does not: what statistics offices take where nobody knows it. */
export const cifFob = 1.08;

export type MirrorMethod = 'none' | 'max' | 'cif-108' | 'reliability';
export const mirrorFormulas: Readonly<Record<MirrorMethod, string>> = {
  none: '',
  max: 'R = max(X, M / 1.08)',
  'cif-108': 'R = M / 1.08',
  reliability:
    'R = (X / D_x + (M / 1.08) / D_m) / (1 / D_x + 1 / D_m), D_c = mean |ln((M / 1.08) / X)| over all pairs of c',
};

export interface Weights {
  /** Add up to one. */
  exporter: number;
  importer: number;
  /** Pairs of figures they were worked out from. */
  pairs: number;
}

/** Null where a side that the method needs is not known. */
export function reconciled(
  method: MirrorMethod,
  exporter: number | null,
  importer: number | null,
  weights: Weights | null,
): number | null {
  const fob = importer === null ? null : importer / cifFob;
  if (method === 'cif-108') return fob;
  if (exporter === null || fob === null) return null;
  if (method === 'max') return Math.max(exporter, fob);
  if (method !== 'reliability' || !weights) return null;
  return exporter * weights.exporter + fob * weights.importer;
}

/** Both sides of one flow in one period. */
export interface Pair {
  exporter: string;
  importer: string;
  exported: number;
  imported: number;
}
/** Agreement to less than this is taken for it: nobody's figures are better than a thousandth. */
const discrepancyMin = 0.001;

/**
 * A country whose figures are far from those of all its partners weighs less. A pair's gap may be either side's: with one pair alone both weigh the
 * same.
 */
export function weightsOf(pairs: readonly Pair[], exporter: string, importer: string): Weights | null {
  const used = pairs.filter(({ exported, imported }) => exported > 0 && imported > 0);
  const discrepancy = (country: string): number | null => {
    const logs = used
      .filter((pair) => pair.exporter === country || pair.importer === country)
      .map(({ exported, imported }) => Math.abs(Math.log(imported / cifFob / exported)));
    return logs.length === 0 ? null : Math.max(mean(logs), discrepancyMin);
  };
  const [x, m] = [discrepancy(exporter), discrepancy(importer)];
  if (x === null || m === null) return null;
  const whole = 1 / x + 1 / m;
  return { exporter: 1 / x / whole, importer: 1 / m / whole, pairs: used.length };
}

export interface Cause {
  id: 'cif-fob' | 'timing' | 'transit' | 'classification' | 'currency' | 'confidentiality';
  /** The part of the gap it can explain, 0 to 1; null where nothing known here tells. */
  explains: number | null;
}
/** What left in the last month arrives in the next period. */
const monthsUnderWay = 1;

export function causesOf(given: {
  exported: number;
  imported: number;
  /** What was exported in the period before, of the same length in months. */
  exportedBefore: number | null;
  months: number | null;
  /** All goods together, or some. */
  isAllGoods: boolean;
}): Cause[] {
  const { exported, imported, exportedBefore, months, isAllGoods } = given;
  const gap = imported - exported;
  if (gap === 0) return [];
  const part = (amount: number) => Math.min(1, Math.max(0, amount / gap));
  const late =
    exportedBefore === null || months === null
      ? null
      : part(((exportedBefore - exported) * monthsUnderWay) / months);
  return [
    { id: 'cif-fob', explains: part(exported * (cifFob - 1)) },
    { id: 'timing', explains: late },
    // Goods that pass through a third country, or are sold on there, are one side's trade and not the other's.
    { id: 'transit', explains: null },
    // What one side calls other goods is still goods: all of them together are the same.
    { id: 'classification', explains: isAllGoods ? 0 : null },
    { id: 'currency', explains: null },
    { id: 'confidentiality', explains: isAllGoods ? 0 : null },
  ];
}
