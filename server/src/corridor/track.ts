/**
 * Ways over the pack's legs: which stretches of line (of one mode and gauge) join two terminals, by length. Legs join
 * `place:` nodes; a terminal sits at its place. Lengths are great circles through the waypoints times the mode's detour,
 * or the published length.
 */
import type { Corridor } from './corridor.ts';
import type { Crossing, PackLeg } from './rows.ts';

export interface TrackStep {
  leg: PackLeg;
  /** Run against the leg's own direction. */
  reversed: boolean;
}

const earthRadiusKm = 6371.0088;

/** Great-circle distance in km (haversine, mean earth radius). */
export function greatCircleKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

export class TrackNetwork {
  readonly #edges = new Map<string, { to: string; km: number; step: TrackStep }[]>();
  readonly #found = new Map<string, TrackStep[] | null>();
  readonly #corridor: Corridor;

  constructor(corridor: Corridor) {
    this.#corridor = corridor;
    for (const leg of corridor.legs.values()) {
      const km = this.chordKm(leg);
      for (const reversed of [false, true]) {
        const [from, to] = reversed ? [leg.to, leg.from] : [leg.from, leg.to];
        const key = `${leg.mode} ${leg.gauge} ${this.#node(from)}`;
        const edges = this.#edges.get(key) ?? [];
        edges.push({ to: this.#node(to), km, step: { leg, reversed } });
        this.#edges.set(key, edges);
      }
    }
  }

  /** The shortest way between two terminals over legs of this mode and gauge, or null if none joins them. */
  between(fromTerminal: string, toTerminal: string, mode: string, gauge: string): TrackStep[] | null {
    const start = this.#node(`terminal:${fromTerminal}`);
    const goal = this.#node(`terminal:${toTerminal}`);
    const key = `${mode} ${gauge} ${start} ${goal}`;
    let steps = this.#found.get(key);
    if (steps === undefined) {
      steps = this.#search(start, goal, `${mode} ${gauge}`);
      this.#found.set(key, steps);
    }
    return steps;
  }

  /** Dijkstra. Services share most of their way, so what is found is kept: it is asked for again and again. */
  #search(start: string, goal: string, kind: string): TrackStep[] | null {
    const reached = new Map<string, { km: number; before: string; step: TrackStep | null }>([
      [start, { km: 0, before: '', step: null }],
    ]);
    const open = new Set([start]);
    while (!reached.has(goal) || open.has(goal)) {
      let node: string | null = null;
      let nearest = Number.POSITIVE_INFINITY;
      for (const candidate of open) {
        const { km } = reached.get(candidate)!; // open nodes are reached
        if (km < nearest) [node, nearest] = [candidate, km];
      }
      if (node === null) return null;
      open.delete(node);
      if (node === goal) break;
      for (const edge of this.#edges.get(`${kind} ${node}`) ?? []) {
        const km = nearest + edge.km;
        const known = reached.get(edge.to);
        if (known && known.km <= km) continue;
        reached.set(edge.to, { km, before: node, step: edge.step });
        open.add(edge.to);
      }
    }
    const steps: TrackStep[] = [];
    for (let at = reached.get(goal); at?.step; at = reached.get(at.before)) steps.push(at.step);
    return steps.reverse();
  }

  /** Great circles from, via, to, summed: km without detour. */
  chordKm(leg: PackLeg): number {
    const points = this.points(leg);
    let km = 0;
    for (let index = 1; index < points.length; index++)
      km += greatCircleKm(points[index - 1]!, points[index]!); // both in range
    return km;
  }
  /** The leg's points in order. */
  points(leg: PackLeg): { lat: number; lon: number }[] {
    const { places, terminals } = this.#corridor;
    return [leg.from, ...leg.via.map((id) => `place:${id}`), leg.to].flatMap((ref) => {
      const [kind, id = ''] = ref.split(':');
      const found = kind === 'terminal' ? terminals.get(id) : places.get(id);
      return found ? [{ lat: found.lat, lon: found.lon }] : [];
    });
  }

  #node(ref: string): string {
    const [kind, id = ''] = ref.split(':');
    return kind === 'terminal' ? (this.#corridor.terminals.get(id)?.place ?? id) : id;
  }
}

/** The crossing whose two sides these terminals are, in either order. */
export function crossingBetween(corridor: Corridor, from: string, to: string): Crossing | undefined {
  for (const crossing of corridor.crossings.values()) {
    if ((crossing.from === from && crossing.to === to) || (crossing.from === to && crossing.to === from))
      return crossing;
  }
  return undefined;
}

/** The way between two calls over legs of the service's mode: rail needs a gauge that both terminals have. */
export function trackBetween(
  corridor: Corridor,
  track: TrackNetwork,
  mode: string,
  from: string,
  to: string,
) {
  const gauges =
    mode === 'rail'
      ? (corridor.terminals.get(from)?.gauges ?? []).filter((gauge) =>
          corridor.terminals.get(to)?.gauges.includes(gauge),
        )
      : [''];
  for (const gauge of gauges) {
    const steps = track.between(from, to, mode, gauge);
    if (steps) return { gauge, steps };
  }
  return null;
}
