/** What is left on a way: no more than on its scarcest train. */
import type { Ride } from '../api/booking.ts';

export interface Left {
  /** `short`: some, but less than is asked for; `unknown`: nobody has said what the train can carry. */
  level: 'enough' | 'short' | 'full' | 'cancelled' | 'unknown';
  teu: number | null;
  /** The train that has the least. */
  ride: Ride;
}

export function leftOnRide(ride: Ride, teuAsked: number): Left {
  const teu = ride.left?.teu ?? null;
  if (ride.cancelled) return { level: 'cancelled', teu: null, ride };
  if (teu === null) return { level: 'unknown', teu, ride };
  return { level: teu <= 0 ? 'full' : teu < teuAsked ? 'short' : 'enough', teu, ride };
}

/** Null where no train is part of the way. A train nobody knows anything of hides behind one that is known to be short, not behind one with room. */
export function leftOnWay(rides: readonly Ride[], teuAsked: number): Left | null {
  const all = rides.map((ride) => leftOnRide(ride, teuAsked));
  const rank = { cancelled: 0, full: 1, short: 2, unknown: 3, enough: 4 };
  return all.sort((a, b) => rank[a.level] - rank[b.level] || (a.teu ?? 0) - (b.teu ?? 0))[0] ?? null;
}
