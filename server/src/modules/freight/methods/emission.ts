/** `leg-co2`: kilograms of CO2 equivalent, well to wheel. */
import type { Corridor } from '../../../corridor/index.ts';
import { estimate, factQuantity, given, input, type Quantity } from '../quantity.ts';
import type { Stretch } from './cost.ts';
import { modeSubjects } from './subjects.ts';

export function legCo2(corridor: Corridor, stretches: readonly Stretch[], weightKg: number): Quantity {
  let grams = 0;
  const inputs = [given('load', weightKg / 1000, 't')];
  for (const { mode, length } of stretches) {
    const factor = factQuantity(corridor, 'emission', modeSubjects(mode));
    grams += (weightKg / 1000) * length.value * factor.value;
    inputs.push(input(`length:${mode}`, length), input(`emission:${mode}`, factor));
  }
  return estimate(corridor, 'leg-co2', Math.round(grams / 100) / 10, 'kg', inputs);
}
