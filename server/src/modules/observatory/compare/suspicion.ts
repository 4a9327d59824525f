/** What rules find before it is told: of what they find of one figure, a reader is told one. */
import type { Found, Spot } from './finding.ts';

/** All that is weighed, whether just found or stored. */
export interface Suspected {
  check: string;
  message: string;
  /** By these they are told in order, the surest rule first, whichever order they were found in. */
  order: string;
  /** The claims it rests on, that at fault first. */
  claims: readonly string[];
}
export type Suspicion = Found & Suspected;

/** Below every rule: what a rewriting did is told where nothing else is wrong. */
export const driftRank = 99;

export function suspicion(
  found: Found,
  { rank, nearness, dateOf }: { rank: number; nearness: number; dateOf(spot: Spot): string | null },
): Suspicion {
  const claims = found.spots.map(({ article, claim }) => `${article}#${claim}`);
  const places = found.spots.map(
    (spot) => `${dateOf(spot) ?? '9999'}/${spot.article}/${String(spot.claim).padStart(6, '0')}`,
  );
  const order = [String(rank).padStart(2, '0'), String(nearness).padStart(6, '0'), ...places, found.message];
  return { ...found, claims, order: order.join(' ') };
}

/**
 * Those that are told. It depends on what else is said of the same claims and on nothing further, so looking at all that share a claim, and all
 * that share one with those, is enough.
 */
export function standingAmong<Each extends Suspected>(suspicions: readonly Each[]): Each[] {
  const byClaim = new Map<string, ReadonlySet<string>[]>();
  const atFault = new Set<string>();
  const blamed = new Set<string>();
  const drifted = new Set<string>();
  return suspicions
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .filter(({ check, message, claims }) => {
      const [fault = ''] = claims;
      if (check === 'copy-drift') {
        // A figure that is wrong by itself needs no second reason, and one made from three alike texts drifted once.
        if (blamed.has(fault) || drifted.has(`${message} ${fault}`)) return false;
        drifted.add(`${message} ${fault}`);
        return true;
      }
      // A figure given to the wrong country also differs from that country's own: one finding of it is enough for a reader.
      const isTold = byClaim.get(fault)?.some((told) => claims.every((claim) => told.has(claim)));
      if (atFault.has(fault) || isTold) return false;
      const told = new Set(claims);
      for (const claim of told) byClaim.set(claim, [...(byClaim.get(claim) ?? []), told]);
      if (check !== 'same-figure') atFault.add(fault);
      blamed.add(fault);
      return true;
    });
}
