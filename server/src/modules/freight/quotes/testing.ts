/** For tests: entries of a whole small network, made at once, and the planner's answers beside the catalogue's. */
import type { PlanAnswer } from '../api.ts';
import type { FreightNetwork } from '../network.ts';
import { changingAtBorders, ridesMax } from '../search.ts';
import type { Quote } from './api.ts';
import { type Entry, type EntrySource, entryOf } from './entries.ts';
import type { Quoting } from './quote.ts';
import { Reckoning } from './reckoning.ts';

export const sourceOf = (network: FreightNetwork): EntrySource => ({
  through: network.timetable,
  changing: changingAtBorders(network),
  handlingMinutes: network.handlingMinutes,
  ridesMax,
});

/** A catalogue of which every entry is made when it is first asked for. */
export function wholeCatalogue(network: FreightNetwork): Quoting['catalogue'] {
  const source = sourceOf(network);
  const entries = new Map<number, Entry>();
  return {
    reckoning: new Reckoning(network),
    entryAt: (terminal) => {
      const entry = entries.get(terminal) ?? entryOf(source, terminal);
      entries.set(terminal, entry);
      return entry;
    },
  };
}

/** What of a way both answers say, as text; `rides` apart, for there may be several with the same figures. */
export const ofPlan = ({ options }: PlanAnswer) =>
  options.map(({ cost, arrival, departure, co2, transfers, rides }) => ({
    figures: `${cost.value} USD, ${arrival.p50} (${arrival.p90}), ${co2.value} kg, ${transfers} transfers`,
    departure,
    rides: rides.map(({ run, from, to }) => `${run} ${from} ${to}`).join(', '),
  }));
export const ofQuote = ({ best, others }: Quote) =>
  [best, ...others].map(({ price, arrival, departure, co2Kg, transfers, rides }) => ({
    figures: `${(price.amountMinor / 100).toFixed(2)} USD, ${arrival.p50} (${arrival.p90}), ${co2Kg.toFixed(1)} kg, ${transfers} transfers`,
    departure,
    rides: rides.map(({ run, from, to }) => `${run} ${from} ${to}`).join(', '),
  }));
