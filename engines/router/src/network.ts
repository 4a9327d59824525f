/**
 * What the router is given: plain data, no I/O. Every instant is a UTC minute since 1970-01-01T00:00Z and fits an Int32.
 * Stops, services, links and crossings are named by their index in these arrays.
 */
export interface NetworkInput {
  /** First minute of the horizon; weekly patterns are expanded from here (inclusive) … */
  horizonStart: number;
  /** … to here (exclusive). Ten weeks are 100,800 minutes. */
  horizonEnd: number;
  stops: readonly StopInput[];
  services: readonly ServiceInput[];
  links: readonly LinkInput[];
  crossings: readonly CrossingInput[];
}

export interface StopInput {
  /** Minutes needed between alighting from one trip and boarding another at this stop. */
  transferMinutes: number;
  /** Added whenever one trip is left for another here, or a first trip is boarded, or a last one left. Integers. */
  transferCost?: number;
  transferCo2?: number;
  transferRisk?: number;
}

/** A service calls at `stops` in order. Times are offsets in minutes from its departure at the first stop. */
export interface ServiceInput {
  stops: readonly number[];
  arriveMinutes: readonly number[];
  departMinutes: readonly number[];
  /** Per call: may one board, may one alight here. Absent: everywhere. */
  boards?: readonly boolean[];
  alights?: readonly boolean[];
  /** Per segment (call i to call i + 1), non-negative integers; their meaning is the caller's (cents, grams, milli-nats …). */
  cost?: readonly number[];
  co2?: readonly number[];
  risk?: readonly number[];
  /** Per segment: the crossing it goes through, or -1. */
  crossing?: readonly number[];
  /** Departures as minutes of the UTC week (Monday 00:00 = 0), repeated every week of the horizon … */
  weekly?: readonly number[];
  /** … and single departures as UTC minutes. */
  departures?: readonly number[];
}

/** A way that can be started at any time: footpath, road leg, reload across a border. At most one link stands between two trips. */
export interface LinkInput {
  from: number;
  to: number;
  minutes: number;
  cost?: number;
  co2?: number;
  risk?: number;
  /** The crossing it goes through, or absent. */
  crossing?: number;
}

/**
 * A border crossing is closed during `closed` windows [from, to) in UTC minutes. A trip whose segment departs while its
 * crossing is closed can't be used over that segment; a link waits until it opens.
 */
export interface CrossingInput {
  closed?: readonly (readonly [from: number, to: number])[];
}

/** Where a search may start (or end) and how many minutes (and what else) it takes to get there. */
export interface Access {
  stop: number;
  minutes?: number;
  cost?: number;
  co2?: number;
  risk?: number;
}

export interface SearchOptions {
  /** Rides allowed, at most; 8 unless told. */
  maxRides?: number;
  /** Crossings that must not be used, beside those closed by their windows. */
  avoidCrossings?: readonly number[];
  /** Stop searching and throw `signal.reason` when this is aborted. Looked at between rounds. */
  signal?: AbortSignal;
}

export type JourneyLeg =
  | {
      kind: 'ride';
      service: number;
      tripDeparture: number;
      fromCall: number;
      toCall: number;
      from: number;
      to: number;
      departure: number;
      arrival: number;
    }
  | { kind: 'link'; link: number; from: number; to: number; departure: number; arrival: number };

/** One way from a source to a target. `departure` is when the source access starts, `arrival` when the target access ends. */
export interface Journey {
  departure: number;
  arrival: number;
  cost: number;
  co2: number;
  risk: number;
  rides: number;
  legs: JourneyLeg[];
}
