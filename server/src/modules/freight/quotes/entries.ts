/** What the catalogue keeps of one terminal, and how it is made: by nothing but timetables, so that a worker can. */
import type { Timetable } from '@serai/router';
import { none, type Sequences } from './sequence-tree.ts';
import { sequencesFrom } from './sequences.ts';

export type { Sequences };

/** Everything the making of entries needs; typed arrays all through, so it can be handed to a worker. */
export interface EntrySource {
  /** As the planner searches first: through trains stay whole at borders. */
  through: Timetable;
  /** As it searches where that is slow: with changes at the border stations they pass. */
  changing: Timetable;
  handlingMinutes: readonly number[];
  ridesMax: number;
}

export interface Entry {
  through: Sequences;
  changing: Sequences;
  /** Per stop: 1 where changing at borders opens no other way, so that nobody need look at `changing`; it holds none there. */
  same: Uint8Array;
}

export function entryOf(
  { through, changing, handlingMinutes, ridesMax }: EntrySource,
  terminal: number,
): Entry {
  const handling = handlingMinutes[terminal] ?? 0;
  const own = sequencesFrom(through, terminal, handling, ridesMax);
  const others = sequencesFrom(changing, terminal, handling, ridesMax);
  const [names, theirs] = [namesOf(through, own), namesOf(changing, others)];
  const same = new Uint8Array(through.stopCount);
  for (let stop = 0; stop < through.stopCount; stop++) {
    const [ours, other] = [setAt(own, names, stop), setAt(others, theirs, stop)];
    same[stop] = ours.size === other.size && [...ours].every((name) => other.has(name)) ? 1 : 0;
  }
  return { through: own, changing: pruned(others, same), same };
}

/** Bytes an entry takes. */
export const bytesOf = ({ through, changing, same }: Entry): number =>
  [through, changing].reduce(
    (sum, { start, parent, board, alight }) =>
      sum + start.byteLength + parent.byteLength + board.byteLength + alight.byteLength,
    same.byteLength,
  );

const setAt = ({ start }: Sequences, names: readonly string[], stop: number) =>
  new Set(names.slice(start[stop] ?? 0, start[stop + 1] ?? 0));

/** Each sequence as text that is the same in both timetables, whose calls are numbered each in its own way. */
function namesOf(timetable: Timetable, { parent, board, alight }: Sequences): string[] {
  const names: string[] = [];
  const nameOf = (sequence: number): string => {
    const known = names[sequence];
    if (known !== undefined) return known;
    const before = parent[sequence] ?? none;
    const [from, to] = [board[sequence] ?? none, alight[sequence] ?? 0];
    const leg = from === none ? `link ${timetable.linkInput[to]}` : rideName(timetable, from, to);
    names[sequence] = before === none ? leg : `${nameOf(before)}, ${leg}`;
    return names[sequence] ?? '';
  };
  for (let sequence = 0; sequence < parent.length; sequence++) nameOf(sequence);
  return names;
}

function rideName(timetable: Timetable, board: number, alight: number): string {
  const { routeCallStart, routeTripStart, routeFirstCall, tripService, tripDeparture } = timetable;
  let [low, high] = [0, timetable.routeCount - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((routeCallStart[middle] ?? 0) <= board) low = middle;
    else high = middle - 1;
  }
  const call = (routeFirstCall[low] ?? 0) - (routeCallStart[low] ?? 0);
  const trip = routeTripStart[low] ?? 0;
  const trips = (routeTripStart[low + 1] ?? 0) - trip;
  return `${tripService[trip]}@${tripDeparture[trip]}×${trips} ${call + board}-${call + alight}`;
}

/** Without those to where they are needed by nobody; what leads on to others stays, out of any terminal's sight. */
function pruned({ start, parent, board, alight }: Sequences, same: Uint8Array): Sequences {
  const kept = new Uint8Array(parent.length);
  const stopCount = start.length - 1;
  for (let stop = 0; stop < stopCount; stop++)
    for (let at = start[stop] ?? 0; at < (start[stop + 1] ?? 0); at++)
      if (same[stop] === 0) for (let on = at; on !== none && !kept[on]; on = parent[on] ?? none) kept[on] = 1;
  const place = new Uint32Array(parent.length);
  let size = 0;
  const starts = new Uint32Array(stopCount + 1);
  for (let stop = 0; stop < stopCount; stop++) {
    for (let at = start[stop] ?? 0; at < (start[stop + 1] ?? 0); at++) if (kept[at]) place[at] = size++;
    starts[stop + 1] = size;
  }
  const made = {
    start: starts,
    parent: new Uint32Array(size),
    board: new Uint32Array(size),
    alight: new Uint32Array(size),
  };
  for (let at = 0; at < parent.length; at++) {
    if (!kept[at]) continue;
    const [to, before] = [place[at] ?? 0, parent[at] ?? none];
    made.parent[to] = before === none ? none : (place[before] ?? none);
    made.board[to] = board[at] ?? none;
    made.alight[to] = alight[at] ?? 0;
  }
  return made;
}
