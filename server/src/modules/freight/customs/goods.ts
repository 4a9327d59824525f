/** Goods of the Harmonized System: whether a code is one, and which code is meant by words in any of the pack's languages. */
import type { z } from 'zod';
import type { Corridor } from '../../../corridor/index.ts';
import type { goodsAnswer } from './api.ts';
import { type FoundGoods, GoodsIndex } from './goods-index.ts';

export interface HsCheck {
  /** The longest beginning of the code that the list holds; null where not even its chapter is in it. */
  known: string | null;
  /** That is all of what is international in the code: six digits, or as many as were given. */
  complete: boolean;
  /** Why it is no code of this list, and what to write instead; null where it may be used. */
  problem: string | null;
  /** What the list can't tell of it. */
  note: string | null;
}

const chapterDigits = 2;
const internationalDigits = 6;

/**
 * Codes of 2 to 10 digits; what follows the sixth is a country's own and not checked. A list that holds any code below another holds all of
 * them (the whole of HS 2022 does at every level), so what is missing there does not exist; where it holds none, nothing is known of the rest.
 */
export function checkHs({ goods, rows }: Pick<Corridor, 'goods' | 'rows'>, code: string): HsCheck {
  if (!/^\d{2}(\d{2}){0,4}$/.test(code))
    return unusable(null, `"${code}" is not a code of 2, 4, 6, 8 or 10 digits.`);
  const wanted = code.slice(0, internationalDigits);
  let known: string | null = null;
  for (let digits = chapterDigits; digits <= wanted.length; digits += 2) {
    const part = wanted.slice(0, digits);
    if (goods.has(part)) {
      known = part;
      continue;
    }
    if (known === null) return unusable(null, `There is no chapter ${part} in the Harmonized System.`);
    const siblings = childrenOf(rows.goods, known);
    if (siblings.length === 0) {
      const note = `The list of goods ends at ${known} here: ${part} can't be checked, have the broker confirm it.`;
      return { known, complete: false, problem: null, note };
    }
    const near = nearest(siblings, part).map(dotted).join(', ');
    return unusable(known, `${dotted(known)} has no ${dotted(part)} in HS 2022; near it: ${near}.`);
  }
  const national = code.length > internationalDigits;
  const note = national ? `Digits 7 to ${code.length} are a country's own and were not checked.` : null;
  return { known, complete: true, problem: null, note };
}
const unusable = (known: string | null, problem: string): HsCheck => ({
  known,
  complete: false,
  problem,
  note: null,
});

const childrenOf = (goods: Corridor['rows']['goods'], parent: string): string[] =>
  goods.flatMap((each) => (each.parent === parent ? [each.id] : []));
function nearest(codes: readonly string[], wanted: string): string[] {
  const apart = (code: string) => Math.abs(Number(code) - Number(wanted));
  return codes.toSorted((a, b) => apart(a) - apart(b)).slice(0, 3);
}
/** `8507.60`, as people write it. */
export const dotted = (code: string) => (code.length > 4 ? `${code.slice(0, 4)}.${code.slice(4)}` : code);

type GoodsAnswer = z.infer<typeof goodsAnswer>;
const indexes = new WeakMap<Corridor, GoodsIndex>();

/** A pack may be replaced while the server runs: each has an index of its own, made when it is first searched. */
export function findGoods(
  corridor: Corridor,
  { query, limit }: { query: string; limit: number },
  lang: string,
): GoodsAnswer {
  const index = indexes.get(corridor) ?? new GoodsIndex(corridor);
  indexes.set(corridor, index);
  return { items: index.find(query, limit).map((found) => goodsRow(corridor, found, lang)) };
}

function goodsRow(
  corridor: Corridor,
  { hs, matched }: FoundGoods,
  lang: string,
): GoodsAnswer['items'][number] {
  const parent = corridor.goods.get(hs)?.parent || null;
  return {
    hs,
    name: corridor.name(`goods:${hs}`, lang),
    parent,
    parentName: parent === null ? null : corridor.name(`goods:${parent}`, lang),
    matched,
  };
}
