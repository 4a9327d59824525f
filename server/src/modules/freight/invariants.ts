/** For tests: what must hold of every plan, whatever was asked of whatever corridor. */
import { expect } from 'vitest';
import type { Figure } from '../../platform/figure.ts';
import { type Option, type PlanAnswer, planAnswer } from './api.ts';

export function expectSound(answer: PlanAnswer): void {
  expect(planAnswer.safeParse(answer).error).toBeUndefined();
  expect(answer.options.length).toBeGreaterThan(0);
  expect(answer.options.length).toBeLessThanOrEqual(Math.min(8, answer.considered));
  for (const option of answer.options) expectSoundOption(option, answer);
  expect(new Set(answer.options.map((option) => option.id)).size).toBe(answer.options.length);
  for (const criterion of ['time', 'cost', 'co2', 'risk'] as const)
    expect(answer.options.filter((option) => option.best.includes(criterion))).toHaveLength(1);
  for (const option of answer.options)
    for (const other of answer.options)
      if (other !== option)
        expect(dominates(other, option, answer), `${other.id} over ${option.id}`).toBe(false);
}

function expectSoundOption(option: Option, answer: PlanAnswer): void {
  const { legs } = option;
  const [first, last] = [legs[0], legs.at(-1)];
  expect(answer.from.terminals).toContain(first?.from.id);
  expect(answer.to.terminals).toContain(last?.to.id);
  expect(last?.arrival).toBe(option.arrival.p50);
  expect(last?.arrivalP90).toBe(option.arrival.p90);
  if (answer.arriveBy === null) expect(first?.departure).toBe(answer.readyAt);
  else {
    expect(option.arrival.p50 <= answer.arriveBy).toBe(true);
    expect(String(first?.departure) >= answer.readyAt).toBe(true);
  }
  for (const [index, leg] of legs.entries()) {
    const before = legs[index - 1];
    if (before) expect([leg.from.id, leg.departure]).toEqual([before.to.id, before.arrival]);
    expect(leg.arrival >= leg.departure).toBe(true);
    expect(leg.arrivalP90 >= leg.arrival).toBe(true);
    if (before) expect(leg.arrivalP90 >= before.arrivalP90).toBe(true);
    expect(leg.crossing !== null).toBe(leg.kind === 'crossing');
  }
  const cents = (figures: readonly Figure[]) =>
    figures.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
  expect(cents(option.costs.map((cost) => cost.figure))).toBe(cents([option.cost]));
  expect(cents(legs.map((leg) => leg.cost))).toBe(cents([option.cost]));
  const tenths = legs.reduce((sum, leg) => sum + Math.round(Number(leg.co2.value) * 10), 0);
  expect(tenths).toBe(Math.round(Number(option.co2.value) * 10));
  expect(Number(option.transit.hi)).toBeGreaterThanOrEqual(Number(option.transit.value));
  const rides = new Set(legs.filter((leg) => leg.kind === 'ride').map((leg) => leg.service?.id));
  expect(option.transfers).toBeGreaterThanOrEqual(rides.size - 1);
  expectSoundRides(option);
}

/** Its trains follow one another, and each begins and ends where and when the legs on it do. */
function expectSoundRides({ rides, legs, transfers }: Option): void {
  expect(rides.length).toBe(legs.some((leg) => leg.service) ? transfers + 1 : 0);
  const aboard = legs.filter((leg) => leg.service);
  for (const [index, ride] of rides.entries()) {
    const before = rides[index - 1];
    if (before) expect(ride.departure >= before.arrival).toBe(true);
    expect(ride.toCall).toBeGreaterThan(ride.fromCall);
    expect(ride.run.startsWith(`${ride.service}@`)).toBe(true);
    const own = aboard.filter((leg) => leg.departure >= ride.departure && leg.arrival <= ride.arrival);
    expect(new Set(own.map((leg) => leg.service?.id))).toEqual(new Set([ride.service]));
    const [first, last] = [own[0], own.at(-1)];
    expect([first?.from.id, first?.departure]).toEqual([ride.from, ride.departure]);
    expect([last?.to.id, last?.arrival]).toEqual([ride.to, ride.arrival]);
  }
}

/** At least as good in all that is shown, and better in some of it. */
function dominates(a: Option, b: Option, { arriveBy }: PlanAnswer): boolean {
  const numbers = (option: Option) => [
    // Where it has to arrive by a time, leaving later is better.
    arriveBy === null ? Date.parse(option.arrival.p50) : -Date.parse(option.legs[0]?.departure ?? ''),
    Number(option.cost.value),
    Number(option.co2.value),
    Number(option.risk.figure.value),
    option.transfers,
  ];
  const [mine, theirs] = [numbers(a), numbers(b)];
  return (
    mine.every((value, index) => value <= (theirs[index] ?? 0)) &&
    mine.some((value, index) => value < (theirs[index] ?? 0))
  );
}
