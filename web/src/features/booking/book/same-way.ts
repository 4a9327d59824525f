/** The same trains under another load: an option's id also depends on how much is carried. */
import type { Option } from '../../../api/freight.ts';

export const trainsOf = (option: Option): string =>
  option.legs.flatMap((leg) => (leg.service ? [`${leg.service.id} ${leg.departure}`] : [])).join(', ');

export const sameWay = (option: Option, options: readonly Option[]): Option | undefined =>
  options.find((found) => found.id === option.id) ??
  options.find((found) => trainsOf(found) === trainsOf(option));
