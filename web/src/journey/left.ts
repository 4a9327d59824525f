/** What is left on a way: no more than on its scarcest train. */
import type { Ride } from '../api/booking.ts';
import type { Leg } from '../api/freight.ts';
import type { Language } from '../i18n/index.ts';

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

/** A leg is part of the ride of its service that is under way then: a train over two borders is one ride and five legs; it is said at the first. */
export function leftOnLeg(leg: Leg, rides: readonly Ride[], teuAsked: number): Left | null {
  const ride = rides.find((found) => found.service === leg.service?.id && found.departure === leg.departure);
  return ride ? leftOnRide(ride, teuAsked) : null;
}

/** Null where no train is part of the way. A train nobody knows anything of hides behind one that is known to be short, not behind one with room. */
export function leftOnWay(rides: readonly Ride[], teuAsked: number): Left | null {
  const all = rides.map((ride) => leftOnRide(ride, teuAsked));
  const rank = { cancelled: 0, full: 1, short: 2, unknown: 3, enough: 4 };
  return all.sort((a, b) => rank[a.level] - rank[b.level] || (a.teu ?? 0) - (b.teu ?? 0))[0] ?? null;
}

export function leftText({ level, teu }: Left, { t, format }: Pick<Language, 't' | 'format'>): string {
  return level === 'enough' || level === 'short'
    ? t(`freight.left.${level}`, { teu: format.number(teu ?? 0) })
    : t(`freight.left.${level}`);
}
