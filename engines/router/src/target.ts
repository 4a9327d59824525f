import { aimAt } from './landmarks.ts';
import type { Access } from './network.ts';
import type { Scratch } from './search-state.ts';
import { MAY_ALIGHT, NEVER, type Timetable } from './timetable.ts';

/** How one comes to a stop: per stop, the links that end there (and never wait) and the routes from which one may alight. */
export interface Approaches {
  linkStart: Int32Array;
  link: Int32Array;
  linkFrom: Int32Array;
  linkMinutes: Int32Array;
  routeStart: Int32Array;
  route: Int32Array;
}

/**
 * Notes what a search may finish with: from which stops the target is reached without a further ride, and which routes
 * lead to those. Scanned before all others, they give each round a bound on the arrival early.
 */
export function setTargets(scratch: Scratch, to: readonly Access[]): void {
  const { egress, approaches } = scratch;
  scratch.finishStamp++;
  for (const { stop, minutes = 0 } of to) {
    if (minutes < egress[stop]!) egress[stop] = minutes;
    finishFrom(scratch, stop, minutes, -1);
    for (let at = approaches.linkStart[stop]!; at < approaches.linkStart[stop + 1]!; at++) {
      finishFrom(
        scratch,
        approaches.linkFrom[at]!,
        approaches.linkMinutes[at]! + minutes,
        approaches.link[at]!,
      );
    }
  }
  aimAt(scratch, to);
}

function finishFrom(scratch: Scratch, stop: number, minutes: number, link: number): void {
  const { finish, finishLink, finishing, finishStamp, approaches } = scratch;
  if (minutes >= finish[stop]!) return;
  const known = finish[stop] !== NEVER;
  finish[stop] = minutes;
  finishLink[stop] = link;
  if (known) return;
  for (let at = approaches.routeStart[stop]!; at < approaches.routeStart[stop + 1]!; at++) {
    finishing[approaches.route[at]!] = finishStamp;
  }
}

const approachesOfTimetable = new WeakMap<Timetable, Approaches>();

/** Made at the first search and kept. */
export function approachesOf(timetable: Timetable): Approaches {
  const approaches = approachesOfTimetable.get(timetable) ?? gather(timetable);
  approachesOfTimetable.set(timetable, approaches);
  return approaches;
}

function gather(timetable: Timetable): Approaches {
  const { stopCount, routeCount, routeCallStart, callStop, callFlags } = timetable;
  const { stopLinkStart, linkTo, linkMinutes, linkCrossing } = timetable;
  const linksTo = Array.from({ length: stopCount }, (): number[] => []);
  const routesTo = Array.from({ length: stopCount }, (): number[] => []);
  const linkFrom = new Int32Array(linkTo.length);
  for (let stop = 0; stop < stopCount; stop++) {
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      linkFrom[link] = stop;
      if (linkCrossing[link]! < 0) linksTo[linkTo[link]!]!.push(link);
    }
  }
  for (let route = 0; route < routeCount; route++) {
    for (let call = routeCallStart[route]!; call < routeCallStart[route + 1]!; call++) {
      if ((callFlags[call]! & MAY_ALIGHT) !== 0) routesTo[callStop[call]!]!.push(route);
    }
  }
  const link = Int32Array.from(linksTo.flat());
  return {
    linkStart: startsOf(linksTo),
    link,
    linkFrom: link.map((each) => linkFrom[each]!),
    linkMinutes: link.map((each) => linkMinutes[each]!),
    routeStart: startsOf(routesTo),
    route: Int32Array.from(routesTo.flat()),
  };
}

function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    starts[index + 1] = starts[index]! + list.length;
  });
  return starts;
}
