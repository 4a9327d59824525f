import type { Access, CrossingInput, NetworkInput, ServiceInput } from './network.ts';

/**
 * The searches' judge in tests: it tries every trip, every call and every link, keeps every state it can get into and
 * prunes nothing. It reads the raw network only and shares no code with the searches. For small networks.
 */
export interface OracleQuery {
  from: readonly Access[];
  to: readonly Access[];
  maxRides: number;
  avoidCrossings?: readonly number[] | undefined;
}

export interface Vector {
  /** The arrival of a forward search, the departure of a reverse one. */
  time: number;
  cost: number;
  co2: number;
  risk: number;
  rides: number;
}

/** How one got to where one is: by the access, by a link or by a ride. Links follow only an access or a ride. */
interface State extends Vector {
  stop: number;
  by: 'access' | 'link' | 'ride';
}

interface Charge {
  cost?: number;
  co2?: number;
  risk?: number;
}

/** Every outcome (not only the best ones) of setting out at `departAt`. */
export function everyArrival(input: NetworkInput, query: OracleQuery, departAt: number): Vector[] {
  const starts = query.from.map(
    (access): State =>
      charged(
        {
          stop: access.stop,
          by: 'access',
          time: departAt + (access.minutes ?? 0),
          cost: 0,
          co2: 0,
          risk: 0,
          rides: 0,
        },
        access,
      ),
  );
  return explore(input, query, starts, query.to, 1);
}

/** Every outcome of having to be there by `arriveBy`: `time` is the departure. */
export function everyDeparture(input: NetworkInput, query: OracleQuery, arriveBy: number): Vector[] {
  const ends = query.to.map(
    (access): State =>
      charged(
        {
          stop: access.stop,
          by: 'access',
          time: arriveBy - (access.minutes ?? 0),
          cost: 0,
          co2: 0,
          risk: 0,
          rides: 0,
        },
        access,
      ),
  );
  return explore(input, query, ends, query.from, -1);
}

/** Walks with time (`direction` 1) or against it (-1) until nothing new can be reached. */
function explore(
  input: NetworkInput,
  query: OracleQuery,
  starts: State[],
  finishes: readonly Access[],
  direction: 1 | -1,
): Vector[] {
  const rides = everyRide(input, query);
  const seen = new Set<string>();
  const outcomes: Vector[] = [];
  const pending: State[] = [];
  const reach = (state: State) => {
    const key = `${state.stop} ${state.by} ${state.time} ${state.cost} ${state.co2} ${state.risk} ${state.rides}`;
    if (seen.has(key)) return;
    seen.add(key);
    pending.push(state);
  };
  starts.forEach(reach);
  for (let state = pending.pop(); state; state = pending.pop()) {
    const here = input.stops[state.stop]!;
    const handling = {
      cost: here.transferCost ?? 0,
      co2: here.transferCo2 ?? 0,
      risk: here.transferRisk ?? 0,
    };
    const left = state.by === 'ride' ? charged(state, handling) : state;
    for (const finish of finishes) {
      if (finish.stop === state.stop)
        outcomes.push(charged({ ...left, time: left.time + direction * (finish.minutes ?? 0) }, finish));
    }
    if (state.by !== 'link') for (const next of overLinks(input, query, left, direction)) reach(next);
    if (state.rides < query.maxRides) {
      const ready = charged(
        { ...state, time: state.time + (state.by === 'ride' ? direction * here.transferMinutes : 0) },
        handling,
      );
      for (const next of overRides(rides, ready, direction)) reach(next);
    }
  }
  return outcomes;
}

function overLinks(input: NetworkInput, query: OracleQuery, state: State, direction: 1 | -1): State[] {
  const reached: State[] = [];
  for (const link of input.links) {
    if ((direction === 1 ? link.from : link.to) !== state.stop) continue;
    if (link.crossing !== undefined && query.avoidCrossings?.includes(link.crossing)) continue;
    let start = direction === 1 ? state.time : state.time - link.minutes;
    while (link.crossing !== undefined && isClosed(input.crossings[link.crossing], start)) start += direction;
    const time = direction === 1 ? start + link.minutes : start;
    reached.push(charged({ ...state, stop: direction === 1 ? link.to : link.from, by: 'link', time }, link));
  }
  return reached;
}

/** One trip from one call to a later one. */
interface Ride {
  from: number;
  to: number;
  departure: number;
  arrival: number;
  charge: Charge;
}

function everyRide(input: NetworkInput, query: OracleQuery): Ride[] {
  const rides: Ride[] = [];
  for (const service of input.services) {
    for (const tripDeparture of tripDepartures(input, service)) {
      for (let boardCall = 0; boardCall < service.stops.length; boardCall++) {
        for (let alightCall = boardCall + 1; alightCall < service.stops.length; alightCall++) {
          const charge = rideCharge(input, query, service, tripDeparture, boardCall, alightCall);
          if (!charge) continue;
          const departure = tripDeparture + service.departMinutes[boardCall]!;
          const arrival = tripDeparture + service.arriveMinutes[alightCall]!;
          rides.push({
            from: service.stops[boardCall]!,
            to: service.stops[alightCall]!,
            departure,
            arrival,
            charge,
          });
        }
      }
    }
  }
  return rides;
}

function overRides(rides: readonly Ride[], ready: State, direction: 1 | -1): State[] {
  const reached: State[] = [];
  for (const ride of rides) {
    const isCaught =
      direction === 1
        ? ride.from === ready.stop && ride.departure >= ready.time
        : ride.to === ready.stop && ride.arrival <= ready.time;
    if (!isCaught) continue;
    const [stop, time] = direction === 1 ? [ride.to, ride.arrival] : [ride.from, ride.departure];
    reached.push(charged({ ...ready, stop, by: 'ride', time, rides: ready.rides + 1 }, ride.charge));
  }
  return reached;
}

/** What a ride adds, or nothing if one may not board or alight there or a segment is closed or avoided. */
function rideCharge(
  input: NetworkInput,
  query: OracleQuery,
  service: ServiceInput,
  tripDeparture: number,
  boardCall: number,
  alightCall: number,
): Charge | undefined {
  if (service.boards?.[boardCall] === false || service.alights?.[alightCall] === false) return undefined;
  const sum = { cost: 0, co2: 0, risk: 0 };
  for (let segment = boardCall; segment < alightCall; segment++) {
    const crossing = service.crossing?.[segment] ?? -1;
    if (query.avoidCrossings?.includes(crossing)) return undefined;
    if (crossing >= 0 && isClosed(input.crossings[crossing], tripDeparture + service.departMinutes[segment]!))
      return undefined;
    sum.cost += service.cost?.[segment] ?? 0;
    sum.co2 += service.co2?.[segment] ?? 0;
    sum.risk += service.risk?.[segment] ?? 0;
  }
  return sum;
}

const WEEK = 7 * 1440;

export function tripDepartures(input: NetworkInput, service: ServiceInput): number[] {
  const minutes = new Set(service.departures ?? []);
  for (const minuteOfWeek of service.weekly ?? []) {
    // The epoch was a Thursday: three days after Monday 00:00.
    const untilFirst = (minuteOfWeek - input.horizonStart - 3 * 1440) % WEEK;
    const first = input.horizonStart + ((untilFirst + WEEK) % WEEK);
    for (let minute = first; minute < input.horizonEnd; minute += WEEK) minutes.add(minute);
  }
  return [...minutes];
}

export function isClosed(crossing: CrossingInput | undefined, minute: number): boolean {
  return (crossing?.closed ?? []).some(([from, to]) => from <= minute && minute < to);
}

function charged<T extends { cost: number; co2: number; risk: number }>(state: T, charge: Charge): T {
  return {
    ...state,
    cost: state.cost + (charge.cost ?? 0),
    co2: state.co2 + (charge.co2 ?? 0),
    risk: state.risk + (charge.risk ?? 0),
  };
}

/** The vectors no other one is at least as good as, each once, as text in a fixed order. `numbers` says what is minimised. */
export function front<T>(options: readonly T[], numbers: (option: T) => number[]): string[] {
  const best: number[][] = [];
  // In ascending order, whatever covers a vector has come before it.
  const ascending = options.map(numbers).sort(ascendingly);
  for (const mine of ascending) {
    if (!best.some((theirs) => theirs.every((value, i) => value <= mine[i]!))) best.push(mine);
  }
  return best.map((vector) => vector.join(' ')).sort();
}

function ascendingly(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((value, i) => value !== b[i]);
  return differs < 0 ? 0 : a[differs]! - b[differs]!;
}
