import type { Answer } from './compare.ts';
import { type Cost, costOf } from './measure.ts';
import type { Peer } from './peer.ts';

export interface Race {
  /** Per query, the cost of each repetition. */
  ours: Cost[][];
  /** Per peer likewise, and what it answered. */
  theirs: { costs: Cost[][]; answers: Answer[] }[];
}

/** Ours and the peers' queries take turns, so that other load on the machine, and what it does to caches, hits all alike. */
export function race(
  pairs: readonly (readonly [from: number, to: number])[],
  ask: (from: number, to: number) => unknown,
  peers: readonly Peer[],
  departAt: number,
  repeats: { repeats: number; peerRepeats: number },
): Race {
  const ours = pairs.map((): Cost[] => []);
  const theirs = peers.map(() => ({
    costs: pairs.map((): Cost[] => []),
    answers: new Array<Answer>(pairs.length),
  }));
  for (let repeat = 0; repeat < repeats.repeats; repeat++) {
    pairs.forEach(([from, to], query) => {
      ours[query]!.push(costOf(() => ask(from, to)));
      if (repeat >= repeats.peerRepeats) return;
      peers.forEach((peer, index) => {
        const { costs, answers } = theirs[index]!;
        const cost = costOf(() => {
          answers[query] = answerOf(peer, from, to, departAt);
        });
        costs[query]!.push(cost);
      });
    });
    console.error(`router: run ${repeat + 1} of ${repeats.repeats}`);
  }
  return { ours, theirs };
}

export function answerOf(peer: Peer, from: number, to: number, departAt: number): Answer {
  try {
    return peer.ask(from, to, departAt);
  } catch {
    return 'threw';
  }
}
