/** A plan's trains with what is left on each. */
import type { Logger } from 'pino';
import type { PlanAnswer } from '../api.ts';
import type { Capacity, Left, RunPart } from './capacity.ts';

/**
 * One reading for all of a plan's options. Everything else of the plan stays as it is. A plan needs no database: while that is away, it
 * is answered all the same, and does not say what is left.
 */
export async function withLeft(
  answer: PlanAnswer,
  capacity: Pick<Capacity, 'left'>,
  log: Pick<Logger, 'warn'>,
): Promise<PlanAnswer> {
  const parts = new Map<string, RunPart>();
  for (const { rides } of answer.options) for (const ride of rides) parts.set(keyOf(ride), ride);
  let found: Left[];
  try {
    found = await capacity.left([...parts.values()]);
  } catch (problem) {
    log.warn({ problem: (problem as Error).message }, 'a plan was answered without what is left');
    return answer;
  }
  const left = new Map([...parts.keys()].map((key, index) => [key, found[index]]));
  return {
    ...answer,
    options: answer.options.map((option) => ({
      ...option,
      rides: option.rides.map((ride) => {
        const known = left.get(keyOf(ride));
        if (!known) return ride;
        const { cancelled, ...amounts } = known;
        return { ...ride, left: amounts, cancelled };
      }),
    })),
  };
}
const keyOf = ({ run, fromCall, toCall }: RunPart) => `${run} ${fromCall} ${toCall}`;
