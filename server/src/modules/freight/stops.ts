/** Where boxes are put on, taken off and changed from train to train: not everywhere a train calls. */
import type { Corridor, Service } from '../../corridor/index.ts';
import { crossingOf } from './methods/service.ts';
import { remembered } from './quantity.ts';

/**
 * Per call of a service: may a box be put on there, may it be taken off. A block train over a border takes no domestic
 * loads: one boards it before a border and leaves it after one. Nor, unless `atBorders`, is it loaded at a border station it
 * only passes while other services begin there, or unloaded where others end: its slots are sold through.
 */
export function handlingAt(
  corridor: Corridor,
  { calls }: Service,
  { atBorders = false } = {},
): { boards: boolean[]; alights: boolean[] } {
  const borders = calls.slice(1).map((to, index) => crossingOf(corridor, calls[index] ?? '', to) !== null);
  const [first, last] = [borders.indexOf(true), borders.lastIndexOf(true)];
  const { begins, ends } = turning(corridor);
  const passes = (call: number, others: ReadonlySet<string>) =>
    !atBorders &&
    Boolean(borders[call] || borders[call - 1]) &&
    call !== 0 &&
    call !== calls.length - 1 &&
    others.has(calls[call] ?? '');
  return {
    boards: calls.map((_, call) => last < 0 || (call <= last && !passes(call, begins))),
    alights: calls.map((_, call) => last < 0 || (call > first && !passes(call, ends))),
  };
}

/** Terminals where some service begins, and where some service ends. */
export const turning = (corridor: Corridor): { begins: ReadonlySet<string>; ends: ReadonlySet<string> } =>
  remembered(corridor, 'turning terminals', () => {
    const services = [...corridor.services.values()];
    return {
      begins: new Set(services.map(({ calls }) => calls[0] ?? '')),
      ends: new Set(services.map(({ calls }) => calls.at(-1) ?? '')),
    };
  });

/** Terminals where some service calls. */
export const servedTerminals = (corridor: Corridor): ReadonlySet<string> =>
  remembered(
    corridor,
    'served terminals',
    () => new Set([...corridor.services.values()].flatMap((service) => service.calls)),
  );

/**
 * A side of a plain border where no service begins or ends: trains pass it, and no crane waits to change a box from one to
 * another. A shipment may begin or end there all the same.
 */
export const isPassed = (corridor: Corridor, terminalId: string): boolean =>
  remembered(corridor, 'passed terminals', () => passedTerminals(corridor)).has(terminalId);

function passedTerminals(corridor: Corridor): ReadonlySet<string> {
  const { begins, ends } = turning(corridor);
  const [plain, others] = [new Set<string>(), new Set<string>()];
  for (const { kind, from, to } of corridor.crossings.values())
    for (const side of [from, to]) (kind === 'border' ? plain : others).add(side);
  return new Set([...plain].filter((side) => !begins.has(side) && !ends.has(side) && !others.has(side)));
}
