import type { PeerJourney } from './peer.ts';

export type Answer = PeerJourney | null | 'threw';

/** Ours arrives, and the peer later or not at all. */
export function isEarlier(ours: number | null, theirs: Answer): boolean {
  return theirs !== 'threw' && ours !== null && (theirs === null || ours < theirs.arrival);
}

export type Counts = Record<
  | 'sameArrival'
  | 'seraiEarlier'
  | 'seraiLaterPeerChainsFootpaths'
  | 'seraiLaterPeerNotRideable'
  | 'seraiLaterPeerMoreRides'
  | 'seraiLaterUnexplained'
  | 'peerThrew',
  number
>;

/**
 * Counts where arrivals differ and why. Ours may be later only where the peer does what the network's rules don't allow:
 * walks two footpaths in a row, takes more than the 8 rides we allow, or answers a journey that can't be travelled.
 */
export function compareArrivals(ours: readonly (number | null)[], theirs: readonly Answer[]): Counts {
  const counts: Counts = {
    sameArrival: 0,
    seraiEarlier: 0,
    seraiLaterPeerChainsFootpaths: 0,
    seraiLaterPeerNotRideable: 0,
    seraiLaterPeerMoreRides: 0,
    seraiLaterUnexplained: 0,
    peerThrew: 0,
  };
  ours.forEach((arrival, query) => {
    const peer = theirs[query] ?? null;
    if (peer === 'threw') counts.peerThrew++;
    else if ((arrival ?? Number.POSITIVE_INFINITY) === (peer?.arrival ?? Number.POSITIVE_INFINITY))
      counts.sameArrival++;
    else if (peer === null || isEarlier(arrival ?? null, peer)) counts.seraiEarlier++;
    else if (!peer.rideable) counts.seraiLaterPeerNotRideable++;
    else if (peer.chainsFootpaths) counts.seraiLaterPeerChainsFootpaths++;
    else if (peer.rides > 8) counts.seraiLaterPeerMoreRides++;
    else counts.seraiLaterUnexplained++;
  });
  return counts;
}
