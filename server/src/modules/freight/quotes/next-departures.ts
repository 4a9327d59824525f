/** After a missed connection: the service's next departure that its borders let through, as in lateness.ts, from a list made once. */
import type { JourneyLeg } from '@serai/router';
import type { FreightNetwork } from '../network.ts';
import { type RunningService, runsBetween, type ServiceRun } from '../running.ts';
import { weekMinutes } from '../zone.ts';

type Ride = JourneyLeg & { kind: 'ride' };

/** How far ahead the planner looks. */
const aheadWeeksMax = 10;

interface Runs {
  from: number;
  to: number;
  runs: ServiceRun[];
}

export class NextDepartures {
  private readonly network: FreightNetwork;
  private readonly runs = new Map<RunningService, Runs>();

  constructor(network: FreightNetwork) {
    this.network = network;
  }

  /** When the service of a ride next leaves its boarding call from `earliest` on; the ride's own departure where that is in time. */
  after(ride: Ride, earliest: number): number {
    const running = this.network.services[ride.service];
    if (!running || earliest <= ride.departure) return ride.departure;
    const to = earliest + aheadWeeksMax * weekMinutes;
    for (const run of this.runsOf(running, to, earliest, ride.fromCall)) {
      const departs = run.departure + (run.departMinutes[ride.fromCall] ?? 0);
      if (departs < earliest) continue;
      if (this.isOpen(running, run, ride)) return departs;
    }
    return to;
  }

  /** Those that can come into question, in order. */
  private *runsOf(
    running: RunningService,
    to: number,
    earliest: number,
    call: number,
  ): Generator<ServiceRun> {
    let known = this.runs.get(running);
    if (!known || known.to < to) {
      const from = this.network.horizonStart - 4 * weekMinutes;
      const until = Math.max(to, this.network.horizonEnd + aheadWeeksMax * weekMinutes) + 4 * weekMinutes;
      known = { from, to: until, runs: runsBetween(running, from, until) };
      this.runs.set(running, known);
    }
    const { runs } = known;
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = runs[middle];
      if (run && run.departure + (run.departMinutes[call] ?? 0) >= earliest) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < runs.length; at++) {
      const run = runs[at];
      // What leaves its first terminal later than that, the planner does not look at.
      if (!run || run.departure >= to) return;
      yield run;
    }
  }

  private isOpen(running: RunningService, run: ServiceRun, { fromCall, toCall }: Ride): boolean {
    const { input, crossingIndex } = this.network;
    for (let segment = fromCall; segment < toCall; segment++) {
      const crossed = running.way.segments[segment];
      if (crossed?.kind !== 'crossing') continue;
      const at = run.departure + (run.departMinutes[segment] ?? 0);
      const closed = input.crossings[crossingIndex.get(crossed.crossing.id) ?? -1]?.closed ?? [];
      if (closed.some(([from, until]) => from <= at && at < until)) return false;
    }
    return true;
  }
}
