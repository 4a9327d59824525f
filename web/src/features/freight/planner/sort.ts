import type { Option } from '../../../api/freight.ts';
import type { Sorting } from '../../../journey/address.ts';

/** Options in the order asked for; an unknown figure comes after every known one, and equals are told apart by arrival. */
export function sortOptions(options: readonly Option[], sorting: Sorting): Option[] {
  const arrival = (option: Option) => Date.parse(option.arrival.p50);
  const key: Record<Sorting, (option: Option) => number> = {
    soonest: arrival,
    cheapest: (option) => known(option.cost.value),
    co2: (option) => known(option.co2.value),
    steadiest: (option) => known(option.risk.figure.value),
  };
  const first = key[sorting];
  return [...options].sort(
    (a, b) => compare(first(a), first(b)) || arrival(a) - arrival(b) || (a.id < b.id ? -1 : 1),
  );
}

const known = (value: string | null): number => (value === null ? Number.POSITIVE_INFINITY : Number(value));
// two infinities are equal, which their difference would not say
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
