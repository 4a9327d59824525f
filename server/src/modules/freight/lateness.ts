/**
 * How late a way may get: `arrival-p90` at every stage and `late-chance` of the whole. Trains leave on time (their delays
 * are the borders'); a box whose 9-in-10 arrival misses a connection takes that service's next departure.
 */
import { queueTime } from './inputs.ts';
import type { Stage } from './itinerary.ts';
import { chanceWithin, excessMinutes, lateAfterMinutes, type QueueTime } from './methods/delay.ts';
import type { FreightNetwork } from './network.ts';
import { runsBetween } from './running.ts';
import { weekMinutes } from './zone.ts';

export interface Lateness {
  /** Per stage: 9 in 10 have ended it by then. UTC minutes. */
  p90: number[];
  /** Chance that a border takes a day more than its median or a connection is missed. */
  lateChance: number;
  /** What it is made of, in the order of the way. */
  chances: {
    kind: 'crossing' | 'connection';
    stage: number;
    chance: number;
    queue?: QueueTime;
    slackMinutes?: number;
  }[];
  /** Minutes by which missed connections put the 9-in-10 arrival off. */
  missedMinutes: number;
}

/** How far ahead the next departure after a missed one is looked for. */
const nextDepartureWeeksMax = 10;

export function latenessOf(network: FreightNetwork, stages: readonly Stage[]): Lateness {
  const p90: number[] = [];
  const chances: Lateness['chances'] = [];
  /** Queues since the last departure by timetable. */
  let queues: QueueTime[] = [];
  let missedMinutes = 0;
  for (const [index, stage] of stages.entries()) {
    if (stage.boards && stage.running) {
      const before = stages[index - 1];
      const ready = (before?.kind === 'wait' ? before.departure : before?.arrival) ?? stage.departure;
      const neededBy = ready + stage.boards.transferMinutes;
      if (queues.length > 0) {
        const slackMinutes = stage.departure - neededBy;
        chances.push({
          kind: 'connection',
          stage: index,
          chance: chanceWithin(queues, slackMinutes),
          slackMinutes,
        });
      }
      const neededP90 = neededBy + missedMinutes + excessMinutes(queues);
      missedMinutes = nextDeparture(network, stage, neededP90) - stage.departure;
      queues = [];
      // The wait before it ends when the train leaves, whatever delay the box brought along.
      if (before?.kind === 'wait') p90[index - 1] = stage.departure + missedMinutes;
    }
    if (stage.border) {
      const queue = queueTime(network.corridor, stage.border);
      chances.push({
        kind: 'crossing',
        stage: index,
        chance: chanceWithin([queue], lateAfterMinutes),
        queue,
      });
      queues.push(queue);
    }
    p90.push(stage.arrival + missedMinutes + excessMinutes(queues));
  }
  const lateChance = 1 - chances.reduce((product, { chance }) => product * chance, 1);
  return { p90, lateChance, chances, missedMinutes };
}

/** The first departure of the stage's service at its boarding call from `earliest` on that its borders let through. */
function nextDeparture(network: FreightNetwork, stage: Stage, earliest: number): number {
  const { running, boards } = stage;
  if (!running || !boards || earliest <= stage.departure) return stage.departure;
  const to = earliest + nextDepartureWeeksMax * weekMinutes;
  const underWayMinutes = Math.ceil(running.way.time.value * 60) + weekMinutes;
  for (const run of runsBetween(running, earliest - underWayMinutes, to)) {
    const departs = run.departure + (run.departMinutes[boards.call] ?? 0);
    if (departs < earliest) continue;
    if (isOpenFor(network, running, run, boards)) return departs;
  }
  return to;
}

function isOpenFor(
  network: FreightNetwork,
  running: NonNullable<Stage['running']>,
  run: { departure: number; departMinutes: number[] },
  { call, alightCall }: { call: number; alightCall: number },
): boolean {
  return running.way.segments.slice(call, alightCall).every((segment, index) => {
    if (segment.kind !== 'crossing') return true;
    const at = run.departure + (run.departMinutes[call + index] ?? 0);
    const closed =
      network.input.crossings[network.crossingIndex.get(segment.crossing.id) ?? -1]?.closed ?? [];
    return !closed.some(([from, to]) => from <= at && at < to);
  });
}
