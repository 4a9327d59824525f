/** Parts of a whole and multiples: "half of", "three quarters", "by a third", "tripled", "twice". */
import { type Decimal, decimal, shift } from './decimal.ts';
import type { Quantity } from './quantity.ts';
import type { Token } from './text.ts';

const parts = new Map([
  ['third', 3],
  ['quarter', 4],
  ['fourth', 4],
  ['fifth', 5],
  ['sixth', 6],
  ['seventh', 7],
  ['eighth', 8],
  ['ninth', 9],
  ['tenth', 10],
  ['twentieth', 20],
  ['hundredth', 100],
]);
const counts = new Map([
  ['a', 1],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['seven', 7],
  ['nine', 9],
]);

export function fractionAt(tokens: readonly Token[], at: number): Quantity | null {
  const here = tokens[at]!;
  if (here.kind !== 'word') return null;
  const low = (index: number) => tokens[index]?.low ?? '';
  if (here.low === 'half') return halfAt(tokens, at);
  // "A further fifth".
  if (here.low === 'a' && /^(?:further|good|full)$/.test(low(at + 1)) && parts.has(low(at + 2)))
    return isShare(tokens, at + 1, at + 2) || /^(?:further)$/.test(low(at + 1))
      ? made(at, at + 3, divided(1, parts.get(low(at + 2))!))
      : null;
  const count = counts.get(here.low);
  if (count === undefined) return null;
  const part = tokens[at + 1]?.text === '-' ? at + 2 : at + 1;
  const word = low(part);
  const several = word.endsWith('s') && parts.has(word.slice(0, -1));
  const whole = parts.get(several ? word.slice(0, -1) : word);
  if (whole === undefined || count > 1 !== several) return null;
  if (count === 1 && !isShare(tokens, at, part)) return null;
  return made(at, part + 1, divided(count, whole));
}

/** "A third of", "by a quarter", "nearly a fifth"; not "a third party", "a quarter of an hour". */
function isShare(tokens: readonly Token[], at: number, part: number): boolean {
  const [before, after] = [tokens[at - 1]?.low ?? '', tokens[part + 1]?.low ?? ''];
  if (after === 'of')
    return !/^(an|century|hour|year)$/.test(tokens[part + 2]?.low ?? '') || tokens[part + 3]?.low !== 'hour';
  if (/^(by|nearly|almost|about|than|roughly|around|over|some|only|just|still|up|down|another)$/.test(before))
    return !/^(time|party|quarter|term|round|country|phase|stage)$/.test(after);
  return (
    /^(more|less|fewer|higher|lower|larger|smaller|as|dearer|cheaper|faster|slower|longer|shorter|bigger|heavier|lighter|better|worse|quicker|richer|poorer|stronger|weaker)$/.test(
      after,
    ) ||
    (before === 'which' && /^(in|is|was|are|were|went|goes|comes|came|will)$/.test(after)) ||
    (/^[.,;]$/.test(after) && /^(is|was|are|were|to|by|,)$/.test(before))
  );
}

function halfAt(tokens: readonly Token[], at: number): Quantity | null {
  const [before, next] = [tokens[at - 1]?.low ?? '', tokens[at + 1]?.low ?? ''];
  if (tokens[at]!.glued && tokens[at - 1]?.text === '-') return null;
  if (/^(first|second|latter|last|other|a|the|and|one)$/.test(before)) return null;
  const whole = /^(of|the|its|their|his|her|our|all|as|that|these|those|what)$/.test(next);
  const isBy =
    before === 'by' ||
    (/^(nearly|almost|about|over|roughly|around)$/.test(before) && tokens[at - 2]?.low === 'by');
  const isThem =
    /^(have|has|had|are|is|were|was|will|came|went|come|go)$/.test(next) && !/^(by|in)$/.test(before);
  return whole || isBy || isThem ? made(at, at + 1, decimal('0.5')) : null;
}

const folds = new Map([
  ['doubled', 2],
  ['doubling', 2],
  ['doubles', 2],
  ['twofold', 2],
  ['tripled', 3],
  ['tripling', 3],
  ['triples', 3],
  ['trebled', 3],
  ['threefold', 3],
  ['quadrupled', 4],
  ['quadrupling', 4],
  ['fourfold', 4],
  ['fivefold', 5],
  ['sixfold', 6],
  ['sevenfold', 7],
  ['eightfold', 8],
  ['ninefold', 9],
  ['tenfold', 10],
  ['twice', 2],
]);

export function foldAt(tokens: readonly Token[], at: number): Quantity | null {
  const here = tokens[at]!;
  const value = here.kind === 'word' ? folds.get(here.low) : undefined;
  const after = tokens[at + 1]?.low ?? '';
  // "Doubled down" is an idiom, "twice a week" a rate.
  if (value === undefined || /^(down|up)$/.test(after)) return null;
  if (here.low === 'twice' && !/^(as|that|the|its|what|more)$/.test(after)) return null;
  return { ...made(at, at + 1, decimal(String(value))), unit: 'times' };
}

const made = (from: number, to: number, value: Decimal): Quantity => ({
  kind: 'measure',
  from,
  to,
  lo: value,
  hi: value,
  unit: 'fraction',
  precision: null,
  vague: false,
  bare: false,
});

/** To four places, as a third can't be written out. */
const divided = (count: number, whole: number): Decimal =>
  shift({ units: (BigInt(count) * 10_000n * 2n + BigInt(whole)) / (2n * BigInt(whole)), scale: 0 }, -4);
