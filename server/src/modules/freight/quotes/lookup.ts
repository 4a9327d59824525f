/** What a walk looks up in a timetable: the next trip of a route, and when a link can be begun. */
import type { Timetable } from '@serai/router';

/** When a link must be begun at the latest to arrive by `by`: it is not begun while its crossing is shut. */
export function linkLeaves(timetable: Timetable, link: number, by: number): number {
  const at = by - (timetable.linkMinutes[link] ?? 0);
  const crossing = timetable.linkCrossing[link] ?? -1;
  if (crossing < 0) return at;
  for (
    let window = timetable.closedStart[crossing] ?? 0;
    window < (timetable.closedStart[crossing + 1] ?? 0);
    window++
  )
    if ((timetable.closedFrom[window] ?? 0) <= at && at < (timetable.closedTo[window] ?? 0))
      return (timetable.closedFrom[window] ?? 0) - 1;
  return at;
}

/** When a link begun at `at`, or as soon after it as its crossing opens, is begun. */
export function linkBegins(timetable: Timetable, link: number, at: number): number {
  const crossing = timetable.linkCrossing[link] ?? -1;
  if (crossing < 0) return at;
  for (
    let window = timetable.closedStart[crossing] ?? 0;
    window < (timetable.closedStart[crossing + 1] ?? 0);
    window++
  )
    if ((timetable.closedFrom[window] ?? 0) <= at && at < (timetable.closedTo[window] ?? 0))
      return timetable.closedTo[window] ?? 0;
  return at;
}

/** The first trip of a route that leaves this call at `ready` or later; -1 if none does. */
export function firstTrip(timetable: Timetable, route: number, call: number, ready: number): number {
  const trips = tripsOf(timetable, route);
  const times = (timetable.routeTimeStart[route] ?? 0) + call * trips;
  let [low, high] = [0, trips];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timetable.departure[times + middle] ?? 0) >= ready) high = middle;
    else low = middle + 1;
  }
  return low < trips ? low : -1;
}

export const tripsOf = ({ routeTripStart }: Timetable, route: number) =>
  (routeTripStart[route + 1] ?? 0) - (routeTripStart[route] ?? 0);

export function* linksOf({ stopLinkStart }: Timetable, stop: number): Generator<number> {
  for (let link = stopLinkStart[stop] ?? 0; link < (stopLinkStart[stop + 1] ?? 0); link++) yield link;
}
