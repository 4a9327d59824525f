/**
 * A corridor as the router wants it, and the tables that lead back. Costs are cents per TEU, CO2 grams per tonne, risk
 * milli-nats: none depends on the shipment, so one timetable answers every request of its ten weeks.
 */
import {
  buildTimetable,
  type LinkInput,
  type NetworkInput,
  type ServiceInput,
  type StopInput,
  type Timetable,
} from '@serai/router';
import { type Corridor, type Crossing, type Terminal, TrackNetwork } from '../../corridor/index.ts';
import { shutWindows } from './calendar.ts';
import {
  type FreightLink,
  freightLinks,
  handlingMinutes,
  linkInput,
  serviceInputs,
  stopInput,
} from './inputs.ts';
import { FigureMissing } from './quantity.ts';
import { type RunningService, runningService } from './running.ts';
import { weekMinutes, weekStart } from './zone.ts';

export const horizonWeeks = 10;

/** What could not be honestly estimated and so is not searched, with the reason. */
export interface LeftOut {
  subject: string;
  reason: string;
}

export interface FreightNetwork {
  corridor: Corridor;
  track: TrackNetwork;
  horizonStart: number;
  horizonEnd: number;
  input: NetworkInput;
  timetable: Timetable;
  /** Terminals by stop index, and back. */
  terminals: readonly Terminal[];
  /** Minutes each of them needs before a train can take a box. */
  handlingMinutes: readonly number[];
  stopOf: ReadonlyMap<string, number>;
  crossings: readonly Crossing[];
  crossingIndex: ReadonlyMap<string, number>;
  /** The service each of the router's services is: several where border hours make its runs differ. */
  services: readonly RunningService[];
  running: ReadonlyMap<string, RunningService>;
  links: readonly FreightLink[];
  leftOut: readonly LeftOut[];
}

/** The ten weeks from the Monday before `nowMinute`. */
export function buildNetwork(corridor: Corridor, nowMinute: number): FreightNetwork {
  const horizonStart = weekStart(nowMinute);
  const horizonEnd = horizonStart + horizonWeeks * weekMinutes;
  const track = new TrackNetwork(corridor);
  const leftOut: LeftOut[] = [];
  const attempt = <Result>(subject: string, build: () => Result): Result | null => {
    try {
      return build();
    } catch (error) {
      if (!(error instanceof FigureMissing)) throw error;
      leftOut.push({ subject, reason: error.message });
      return null;
    }
  };

  const { stops, terminals, stopOf } = collectStops(corridor, attempt);
  const crossings = [...corridor.crossings.values()];
  const crossingIndex = new Map(crossings.map((crossing, index) => [crossing.id, index]));
  const running = new Map<string, RunningService>();
  const serviceRows: ServiceInput[] = [];
  const services: RunningService[] = [];
  for (const service of corridor.services.values()) {
    const built = attempt(`service:${service.id}`, () => {
      const missing = service.calls.find((call) => !stopOf.has(call));
      if (missing !== undefined) throw new FigureMissing('terminal figure', [`terminal:${missing}`]);
      const own = runningService(corridor, track, service);
      return { own, rows: serviceInputs(corridor, own, { horizonStart, horizonEnd, stopOf, crossingIndex }) };
    });
    if (!built) continue;
    running.set(service.id, built.own);
    for (const row of built.rows) {
      serviceRows.push(row);
      services.push(built.own);
    }
  }

  const links: FreightLink[] = [];
  const linkRows: LinkInput[] = [];
  for (const link of freightLinks(corridor, track, attempt)) {
    const [from, to] = [stopOf.get(link.from), stopOf.get(link.to)];
    const row = attempt(`terminal:${link.from}`, () => linkInput(corridor, link, crossingIndex));
    if (from === undefined || to === undefined || !row) continue;
    links.push(link);
    linkRows.push({ from, to, ...row });
  }

  // Trips that begin within the horizon end after it: a shut border stays shut for them.
  const windowEnd = horizonEnd + horizonWeeks * weekMinutes;
  const input: NetworkInput = {
    horizonStart,
    horizonEnd,
    stops,
    services: serviceRows,
    links: linkRows,
    crossings: crossings.map((crossing) => ({
      closed: shutWindows(corridor, crossing, horizonStart, windowEnd),
    })),
  };
  const handling = terminals.map((terminal) => handlingMinutes(corridor, terminal));
  const lookup = {
    terminals,
    handlingMinutes: handling,
    stopOf,
    crossings,
    crossingIndex,
    services,
    running,
    links,
    leftOut,
  };
  return { corridor, track, horizonStart, horizonEnd, input, timetable: buildTimetable(input), ...lookup };
}

function collectStops(
  corridor: Corridor,
  attempt: <Result>(subject: string, build: () => Result) => Result | null,
) {
  const stops: StopInput[] = [];
  const terminals: Terminal[] = [];
  for (const terminal of corridor.terminals.values()) {
    const stop = attempt(`terminal:${terminal.id}`, () => stopInput(corridor, terminal));
    if (!stop) continue;
    stops.push(stop);
    terminals.push(terminal);
  }
  return { stops, terminals, stopOf: new Map(terminals.map((terminal, index) => [terminal.id, index])) };
}

/** Keeps one network per corridor and week: it is rebuilt when a new pack is loaded or a new week begins. */
export class CurrentNetwork {
  #network: FreightNetwork | null = null;

  at(corridor: Corridor, now: Date): FreightNetwork {
    const minute = Math.floor(now.getTime() / 60_000);
    const known = this.#network;
    if (known && known.corridor === corridor && known.horizonStart === weekStart(minute)) return known;
    this.#network = buildNetwork(corridor, minute);
    return this.#network;
  }

  /** For what asks the timetable of any week: the one kept, whichever week it is of. */
  of(corridor: Corridor, now: Date): FreightNetwork {
    const known = this.#network;
    return known?.corridor === corridor ? known : this.at(corridor, now);
  }
}
