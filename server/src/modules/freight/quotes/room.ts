/**
 * What is left on every departure of the timetable, in memory: read from the ledger in one go, and again, departure by departure, when
 * the bus says that something changed. From the moment it says so until it is read again, a departure is unsure; after half a second of
 * that it is passed over as if it were full, so that no answer ever rests on what has been for longer.
 */

import type { Timetable } from '@serai/router';
import type { Logger } from 'pino';
import type { Capacity, RunPart } from '../capacity/capacity.ts';
import { runName } from '../capacity/departure.ts';
import type { FreightNetwork } from '../network.ts';
import type { HasRoom } from './walk.ts';
import type { RoomOn } from './ways.ts';

/** Per segment; null where nobody has said what there is. */
interface SegmentLeft {
  teu: number | null;
  weightKg: number | null;
}
interface RunLeft {
  run: string;
  /** Its place in `leastTeu` and `leastKg`. */
  index: number;
  cancelled: boolean;
  segments: SegmentLeft[];
  /** Since when something may have changed that was not read yet; in milliseconds. */
  unsureSinceMs: number | null;
}

export interface Wants {
  teu: number;
  weightKg: number;
}

const unsureMsMax = 500;
const retryMs = 200;
/** Segments asked for at once, that nobody else waits long for the ledger or for this thread. */
const partsAtOnce = 2_000;

export class Room {
  readonly network: FreightNetwork;
  /** By service of the network’s input, then by departure. */
  private readonly byService: ReadonlyMap<number, RunLeft>[];
  private readonly byRun = new Map<string, RunLeft>();
  private readonly runs: RunLeft[] = [];
  /** The least left on any segment of each run, endless where nobody has said: a load of no more needs no further look, and a quote asks of a thousand runs. */
  private readonly leastTeu: Float64Array;
  private readonly leastKg: Float64Array;
  private readonly runsByTrip = new WeakMap<Timetable, Int32Array>();
  private readonly capacity: Pick<Capacity, 'left'>;
  private readonly log: Pick<Logger, 'warn'>;
  private readonly unsure = new Set<RunLeft>();
  private reading: Promise<void> | null = null;
  private closed = false;
  /** The last reading did not succeed. */
  private hasFailed = false;
  /** False until all of it was read once. */
  isRead = false;
  /** Counts what was read anew: part of an answer’s version. */
  revision = 0;

  constructor(network: FreightNetwork, capacity: Pick<Capacity, 'left'>, log: Pick<Logger, 'warn'>) {
    this.network = network;
    this.capacity = capacity;
    this.log = log;
    this.byService = network.input.services.map((row, index) => {
      const service = network.services[index]?.service;
      const runs = new Map<number, RunLeft>();
      for (const departure of row.departures ?? []) {
        const run = runName(service?.id ?? '', departure);
        const segments = row.stops.slice(1).map(() => ({ teu: null, weightKg: null }));
        const left = { run, index: this.runs.length, cancelled: false, segments, unsureSinceMs: null };
        runs.set(departure, left);
        this.runs.push(left);
        this.byRun.set(run, left);
      }
      return runs;
    });
    this.leastTeu = new Float64Array(this.runs.length);
    this.leastKg = new Float64Array(this.runs.length);
    this.changed(null);
  }

  /** These may have changed; null: any may have. Runs of other timetables are nobody’s here. */
  changed(runs: Iterable<string> | null): void {
    const nowMs = performance.now();
    for (const run of runs ?? this.byRun.keys()) {
      const left = this.byRun.get(run);
      if (!left) continue;
      left.unsureSinceMs ??= nowMs;
      this.lookCloser(left);
      this.unsure.add(left);
    }
    if (this.unsure.size > 0) this.reading ??= this.read().finally(() => this.readOn());
  }

  /** Waits until everything that is known to have changed is read, for `ms` at most. */
  async settled(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (this.reading && performance.now() < end)
      await Promise.race([this.reading, pause(Math.max(1, end - performance.now()))]);
  }

  /** True where all of it has been unsure for too long: the ledger can't be asked. */
  get isAway(): boolean {
    if (!this.hasFailed) return false;
    const nowMs = performance.now();
    return [...this.byRun.values()].every((left) => isTooOld(left, nowMs));
  }

  /** Departures that have room for as much on every segment. */
  hasFor(wants: Wants): RoomOn {
    const nowMs = performance.now();
    return (service, departure, fromCall, toCall) => {
      const left = this.byService[service]?.get(departure);
      return !left || hasRoom(left, wants, { fromCall, toCall }, nowMs);
    };
  }

  /** The same by the trips of a timetable of this network. */
  hasForTrips(timetable: Timetable, wants: Wants): HasRoom {
    const { leastTeu, leastKg, runs } = this;
    const { teu, weightKg } = wants;
    const runOf = this.runsOf(timetable);
    const nowMs = performance.now();
    return (trip, fromCall, toCall) => {
      const run = runOf[trip] ?? unknown;
      if (run === unknown || ((leastTeu[run] ?? 0) >= teu && (leastKg[run] ?? 0) >= weightKg)) return true;
      const left = runs[run];
      return !left || hasRoom(left, wants, { fromCall, toCall }, nowMs);
    };
  }

  /** The least TEU left on any segment; null where nobody has said. */
  leftTeu(service: number, departure: number, fromCall: number, toCall: number): number | null {
    const segments = this.byService[service]?.get(departure)?.segments ?? [];
    let least: number | null = null;
    for (let segment = fromCall; segment < toCall; segment++) {
      const teu = segments[segment]?.teu ?? null;
      if (teu !== null && (least === null || teu < least)) least = teu;
    }
    return least;
  }

  close(): void {
    this.closed = true;
  }

  /** Whatever changes while it is being read stays unsure, and is read once more. */
  private async read(): Promise<void> {
    const wanted = [...this.unsure];
    const beganMs = performance.now();
    this.unsure.clear();
    const parts = wanted.flatMap(({ run, segments }) =>
      segments.map((_, segment): RunPart => ({ run, fromCall: segment, toCall: segment + 1 })),
    );
    try {
      const found = [];
      for (let first = 0; first < parts.length; first += partsAtOnce)
        found.push(
          ...(await this.capacity.left(parts.slice(first, first + partsAtOnce), ['teu', 'weight-kg'])),
        );
      let at = 0;
      for (const left of wanted) {
        for (const segment of left.segments) {
          const { teu = null, weightKg = null, cancelled = false } = found[at++] ?? {};
          segment.teu = teu;
          segment.weightKg = weightKg;
          left.cancelled = cancelled;
        }
        left.unsureSinceMs = this.unsure.has(left) ? beganMs : null;
        this.lookCloser(left);
      }
      this.isRead = true;
      this.hasFailed = false;
      this.revision++;
    } catch (problem) {
      for (const left of wanted) this.unsure.add(left);
      this.hasFailed = true;
      this.log.warn({ problem: (problem as Error).message }, 'what is left could not be read');
      await pause(retryMs);
    }
  }

  private lookCloser(left: RunLeft): void {
    const { index, segments } = left;
    const isClear = !left.cancelled && left.unsureSinceMs === null;
    const least = (of: (segment: SegmentLeft) => number | null) =>
      isClear ? Math.min(...segments.map((segment) => of(segment) ?? Number.POSITIVE_INFINITY)) : nothing;
    this.leastTeu[index] = least(({ teu }) => teu);
    this.leastKg[index] = least(({ weightKg }) => weightKg);
  }

  private runsOf(timetable: Timetable): Int32Array {
    const known = this.runsByTrip.get(timetable);
    if (known) return known;
    const { tripService, tripDeparture } = timetable;
    const made = Int32Array.from(
      tripService,
      (service, trip) => this.byService[service]?.get(tripDeparture[trip] ?? 0)?.index ?? unknown,
    );
    this.runsByTrip.set(timetable, made);
    return made;
  }

  private readOn(): void {
    this.reading = this.closed || this.unsure.size === 0 ? null : this.read().finally(() => this.readOn());
  }
}

/** No run of ours. */
const unknown = -1;

/** Less than any load: whether a run that is cancelled or unsure takes it is looked at when it is asked. */
const nothing = -1;

function hasRoom(
  left: RunLeft,
  wants: Wants,
  { fromCall, toCall }: { fromCall: number; toCall: number },
  nowMs: number,
): boolean {
  if (left.cancelled || isTooOld(left, nowMs)) return false;
  for (let segment = fromCall; segment < toCall; segment++) {
    const { teu = null, weightKg = null } = left.segments[segment] ?? {};
    if ((teu !== null && teu < wants.teu) || (weightKg !== null && weightKg < wants.weightKg)) return false;
  }
  return true;
}

const isTooOld = ({ unsureSinceMs }: RunLeft, nowMs: number) =>
  unsureSinceMs !== null && nowMs - unsureSinceMs > unsureMsMax;

const pause = (ms: number) =>
  new Promise<void>((settle) => {
    setTimeout(settle, ms).unref();
  });
