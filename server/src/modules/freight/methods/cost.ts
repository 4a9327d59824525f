/** What it costs, in US dollars: `line-cost`, `terminal-cost`, `gauge-change-cost`, `border-cost`. */
import type { Choice, Corridor, Crossing, Terminal } from '../../../corridor/index.ts';
import { choiceQuantity, estimate, factQuantity, given, input, type Quantity } from '../quantity.ts';
import { borderSubjects, crossingSubjects, modeSubjects, terminalSubjects } from './subjects.ts';

/** A stretch of one mode: what tariffs and emission factors are per. */
export interface Stretch {
  mode: string;
  length: Quantity;
}
/** Two TEU make one FEU; prices are published per FEU. */
const teuPerFeu = 2;

/** A price published for a whole service, terminal to terminal: what its borders cost is part of it. */
export interface ServicePrice {
  price: Choice;
  /** Of the service's line, borders left out. */
  serviceKm: number;
  /** What the methods reckon for all its borders. */
  bordersUsdPerTeu: number;
}

/**
 * The line haul: length × tariff. Where a price is published for the whole service, what is left of it after the borders
 * is shared by length: else a ride over the border alone would cost next to nothing.
 */
export function lineCost(
  corridor: Corridor,
  stretches: readonly Stretch[],
  teu: number,
  priced: ServicePrice | null = null,
): Quantity {
  if (priced) {
    const price = choiceQuantity(corridor, priced.price);
    const km = stretches.reduce((sum, stretch) => sum + stretch.length.value, 0);
    const share = priced.serviceKm > 0 ? km / priced.serviceKm : 0;
    const lineUsdPerTeu = Math.max(0, price.value / teuPerFeu - priced.bordersUsdPerTeu);
    return estimate(corridor, 'line-cost', cents(lineUsdPerTeu * teu * share), 'USD', [
      input('price', price),
      given('borders-of-service', priced.bordersUsdPerTeu, 'USD/TEU'),
      given('length-of-ride', km, 'km'),
      given('length-of-service', priced.serviceKm, 'km'),
      given('containers', teu, 'TEU'),
    ]);
  }
  let usd = 0;
  const inputs = [given('containers', teu, 'TEU')];
  for (const { mode, length } of stretches) {
    const tariff = factQuantity(corridor, 'tariff', modeSubjects(mode));
    usd += length.value * tariff.value * teu;
    inputs.push(input(`length:${mode}`, length), input(`tariff:${mode}`, tariff));
  }
  return estimate(corridor, 'line-cost', cents(usd), 'USD', inputs);
}

/** One lift and a move through the terminal: at the first, at the last, and at each change of train or ship. */
export const terminalCost = (corridor: Corridor, terminal: Terminal, teu: number): Quantity =>
  perTeu(corridor, 'terminal-cost', 'terminal-price', terminalSubjects(terminal), teu);

/** Nothing where the gauge does not change. */
export const gaugeChangeCost = (corridor: Corridor, crossing: Crossing, teu: number): Quantity | null =>
  crossing.kind === 'gauge-change'
    ? perTeu(corridor, 'gauge-change-cost', 'gauge-change-price', crossingSubjects(crossing), teu)
    : null;

export const borderCost = (corridor: Corridor, crossing: Crossing, teu: number): Quantity =>
  perTeu(corridor, 'border-cost', 'border-price', borderSubjects(crossing), teu);

function perTeu(
  corridor: Corridor,
  method: string,
  measure: string,
  subjects: readonly string[],
  teu: number,
): Quantity {
  const price = factQuantity(corridor, measure, subjects);
  return estimate(corridor, method, cents(price.value * teu), 'USD', [
    input(measure, price),
    given('containers', teu, 'TEU'),
  ]);
}

/** Rounded to the cent once, where a cost is made: sums of costs then add up to the cent. */
const cents = (usd: number) => Math.round(Number((usd * 100).toPrecision(12))) / 100;

/** Both costs of a border for one TEU. */
export const borderUsdPerTeu = (corridor: Corridor, crossing: Crossing): number =>
  (gaugeChangeCost(corridor, crossing, 1)?.value ?? 0) + borderCost(corridor, crossing, 1).value;
