/** A number on its way to being a figure: what it is, in which unit, and what it was made of. */
import type { Choice, Corridor } from '../../corridor/index.ts';
import { middle } from '../../corridor/index.ts';
import type { Evidence, EvidenceInput, Figure, FigureKind } from '../../platform/figure.ts';

export interface Quantity {
  value: number;
  unit: string;
  kind: FigureKind;
  /** Null for what the asker states: there is nothing behind it. */
  evidence: Evidence | null;
}

/** The pack holds no fact of a measure that an estimate needs. Whoever builds on it leaves that service out and says why. */
export class FigureMissing extends Error {
  constructor(measure: string, subjects: readonly string[]) {
    super(`The pack has no ${measure} of ${subjects.join(' or ')}`);
  }
}

/** The fact searches use of the first of these subjects that has one, as a number. */
export function factQuantity(corridor: Corridor, measure: string, subjects: readonly string[]): Quantity {
  const choice = corridor.choose(measure, ...subjects);
  if (!choice) throw new FigureMissing(measure, subjects);
  return choiceQuantity(corridor, choice);
}
export function choiceQuantity(corridor: Corridor, { fact }: Choice): Quantity {
  const { kind } = corridor.figureOf(fact);
  return {
    value: Number(middle(fact)),
    unit: fact.unit,
    kind,
    evidence: { type: 'fact', id: fact.id, version: corridor.meta.version },
  };
}

/** What a method makes of its inputs is always an estimate. */
export function estimate(
  corridor: Corridor,
  method: string,
  value: number,
  unit: string,
  inputs: EvidenceInput[],
): Quantity {
  return {
    value,
    unit,
    kind: 'model',
    evidence: { type: 'formula', id: method, version: corridor.meta.version, inputs },
  };
}
export const input = (name: string, quantity: Quantity): EvidenceInput => ({
  name,
  value: plain(quantity.value),
  unit: quantity.unit,
  ...(quantity.evidence ? { evidence: quantity.evidence } : {}),
});
/** An input that is part of the question (containers, say) or of the working, and so has no evidence of its own. */
export const given = (name: string, value: number, unit: string): EvidenceInput => ({
  name,
  value: plain(value),
  unit,
});

/** A decimal string with exactly this many digits after the point. */
export function decimal(value: number, digits: number): string {
  const times = value * 10 ** digits;
  const nearest = Math.round(times);
  // Near a half it is rounded as written, so that 1.005 becomes 1.01; -0.001 becomes 0.00 rather than -0.00.
  const scaled =
    Math.abs(times - nearest) < 0.49 ? nearest : Math.round(Number(`${value.toFixed(12)}e${digits}`));
  return (scaled === 0 ? 0 : scaled / 10 ** digits).toFixed(digits);
}
/** A decimal string of up to ten significant digits without trailing zeros or an exponent. */
export function plain(value: number): string {
  const text = Number(value.toPrecision(10));
  return Math.abs(text) < 1e-6 ? '0' : decimal(text, 6).replace(/\.?0+$/, '');
}

export const figure = (quantity: Quantity, digits: number): Figure => ({
  value: decimal(quantity.value, digits),
  unit: quantity.unit,
  kind: quantity.kind,
  evidence: evidenceOf([quantity]),
});
/** Several quantities of one unit added up; the evidence of each is kept. */
export function sumFigure(quantities: readonly Quantity[], unit: string, digits: number): Figure {
  const value = quantities.reduce((sum, quantity) => sum + Number(decimal(quantity.value, digits)), 0);
  return {
    value: decimal(value, digits),
    unit,
    kind: 'model',
    evidence: evidenceOf(quantities),
  };
}

const evidenceOf = (quantities: readonly Quantity[]): Evidence[] =>
  quantities.flatMap((quantity) => quantity.evidence ?? []);

const memories = new WeakMap<Corridor, Map<string, unknown>>();

/** What is the same for the life of a corridor, and asked for thousands of times while its network is made, is made once. */
export function remembered<Value>(corridor: Corridor, key: string, make: () => Value): Value {
  const memory = memories.get(corridor) ?? new Map<string, unknown>();
  memories.set(corridor, memory);
  if (!memory.has(key)) memory.set(key, make());
  return memory.get(key) as Value;
}
