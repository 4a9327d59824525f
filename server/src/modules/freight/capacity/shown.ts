/** What is left, beside the trains of a plan and on the departures board. */
import type { Logger } from 'pino';
import type { PlanAnswer, Run } from '../api.ts';
import type { CapacityKind } from './api.ts';
import type { Capacity, Left, RunPart } from './capacity.ts';

type Asked = Pick<Capacity, 'left'>;
type Log = Pick<Logger, 'warn'>;

/** One reading for all of a plan's options. Everything else of the plan stays as it is. */
export async function planWithLeft(answer: PlanAnswer, capacity: Asked, log: Log): Promise<PlanAnswer> {
  const parts = new Map<string, RunPart>();
  for (const { rides } of answer.options) for (const ride of rides) parts.set(keyOf(ride), ride);
  const found = await leftIfKnown([...parts.values()], capacity, log);
  if (!found) return answer;
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

export async function runsWithLeft(runs: readonly Run[], capacity: Asked, log: Log): Promise<Run[]> {
  const parts = runs.map(({ id, calls }) => ({ run: id, fromCall: 0, toCall: calls.length - 1 }));
  const found = await leftIfKnown(parts, capacity, log, ['teu']);
  return runs.map((run, index) => {
    const left = found?.[index];
    return left ? { ...run, leftTeu: left.teu, cancelled: left.cancelled } : run;
  });
}

/** Plans and timetables need no database: while that is away, they are answered all the same and do not say what is left. */
async function leftIfKnown(
  parts: readonly RunPart[],
  capacity: Asked,
  log: Log,
  of?: readonly CapacityKind[],
): Promise<Left[] | null> {
  try {
    return await capacity.left(parts, of);
  } catch (problem) {
    log.warn({ problem: (problem as Error).message }, 'answered without what is left');
    return null;
  }
}
