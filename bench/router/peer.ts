/** A way a peer answered, replayed by the clock: what it is worth whatever the peer says of it. */
export interface PeerJourney {
  /** Minutes of the service day at which it really arrives. */
  arrival: number;
  rides: number;
  /** Two footpaths in a row: the peers allow it, our network's rule is one. */
  chainsFootpaths: boolean;
  /** False if a ride leaves before the traveller can be there: the peer's answer can't be travelled. */
  rideable: boolean;
}

export interface Peer {
  name: string;
  ask(from: number, to: number, departAt: number): PeerJourney | null;
  /** What makes the peer answer late arrivals, and how to mend it; answers how to undo that. Never timed. */
  faults: readonly string[];
  mend(): () => void;
}

export type PeerLeg = { departs: number; arrives: number } | { walks: number };

export function replayPeer(legs: readonly PeerLeg[], departAt: number): PeerJourney {
  let clock = departAt;
  let walked = false;
  const journey = { arrival: 0, rides: 0, chainsFootpaths: false, rideable: true };
  for (const leg of legs) {
    if ('walks' in leg) {
      if (walked) journey.chainsFootpaths = true;
      walked = true;
      clock += leg.walks;
    } else {
      if (leg.departs < clock || leg.arrives < leg.departs) journey.rideable = false;
      walked = false;
      journey.rides++;
      clock = leg.arrives;
    }
  }
  journey.arrival = clock;
  return journey;
}
