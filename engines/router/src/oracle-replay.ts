import type { Access, Journey, NetworkInput } from './network.ts';
import { isClosed, type OracleQuery, tripDepartures, type Vector } from './oracle.ts';

/**
 * Follows a journey leg by leg over the raw network and throws at the first thing that can't be done. Answers every
 * vector the legs can stand for: several when one stop is entered or left by more than one access.
 */
export function replay(
  input: NetworkInput,
  query: OracleQuery,
  journey: Journey,
): (Vector & { departure: number; arrival: number })[] {
  const sum = { cost: 0, co2: 0, risk: 0 };
  const add = (charge: { cost?: number; co2?: number; risk?: number } | undefined) => {
    sum.cost += charge?.cost ?? 0;
    sum.co2 += charge?.co2 ?? 0;
    sum.risk += charge?.risk ?? 0;
  };
  const handle = (stop: number) => {
    const { transferCost, transferCo2, transferRisk } = input.stops[stop]!;
    add({ cost: transferCost ?? 0, co2: transferCo2 ?? 0, risk: transferRisk ?? 0 });
  };
  const refuse = (why: string): never => {
    throw new Error(`${why}: ${JSON.stringify(journey)}`);
  };

  let rides = 0;
  journey.legs.forEach((leg, i) => {
    const before = journey.legs[i - 1];
    if (before && before.to !== leg.from) refuse(`leg ${i} does not start where the one before ended`);
    if (leg.kind === 'link') {
      const link = input.links[leg.link]!;
      if (before?.kind === 'link') refuse('two links follow each other');
      if (link.from !== leg.from || link.to !== leg.to) refuse('the link goes elsewhere');
      if (leg.arrival !== leg.departure + link.minutes) refuse('the link takes another time');
      if (before && leg.departure < before.arrival) refuse('the link starts too early');
      if (link.crossing !== undefined && isClosed(input.crossings[link.crossing], leg.departure))
        refuse('the link is closed');
      if (link.crossing !== undefined && query.avoidCrossings?.includes(link.crossing))
        refuse('the link is avoided');
      if (before) handle(leg.from);
      add(link);
      return;
    }
    const service = input.services[leg.service]!;
    if (!tripDepartures(input, service).includes(leg.tripDeparture)) refuse('no such trip');
    if (leg.fromCall >= leg.toCall) refuse('the ride goes backwards');
    if (service.stops[leg.fromCall] !== leg.from || service.stops[leg.toCall] !== leg.to)
      refuse('the trip calls elsewhere');
    if (service.boards?.[leg.fromCall] === false || service.alights?.[leg.toCall] === false)
      refuse('no boarding or alighting');
    if (leg.departure !== leg.tripDeparture + service.departMinutes[leg.fromCall]!)
      refuse('another departure');
    if (leg.arrival !== leg.tripDeparture + service.arriveMinutes[leg.toCall]!) refuse('another arrival');
    const neededMinutes = before?.kind === 'ride' ? input.stops[leg.from]!.transferMinutes : 0;
    if (before && leg.departure < before.arrival + neededMinutes) refuse('the connection is missed');
    for (let segment = leg.fromCall; segment < leg.toCall; segment++) {
      const crossing = service.crossing?.[segment] ?? -1;
      if (
        crossing >= 0 &&
        isClosed(input.crossings[crossing], leg.tripDeparture + service.departMinutes[segment]!)
      )
        refuse('a closed segment');
      if (query.avoidCrossings?.includes(crossing)) refuse('an avoided segment');
      add({
        cost: service.cost?.[segment] ?? 0,
        co2: service.co2?.[segment] ?? 0,
        risk: service.risk?.[segment] ?? 0,
      });
    }
    handle(leg.from);
    rides++;
  });
  const first = journey.legs[0];
  const last = journey.legs.at(-1);
  if (last?.kind === 'ride') handle(last.to);

  const vectors: (Vector & { departure: number; arrival: number })[] = [];
  for (const start of query.from) {
    for (const end of query.to) {
      if (first && last ? start.stop !== first.from || end.stop !== last.to : start.stop !== end.stop)
        continue;
      if (first && journey.departure + (start.minutes ?? 0) > first.departure) continue;
      const arrival = (last ? last.arrival : journey.departure + (start.minutes ?? 0)) + (end.minutes ?? 0);
      vectors.push({
        departure: journey.departure,
        arrival,
        time: arrival,
        rides,
        ...accessed(sum, start, end),
      });
    }
  }
  return vectors;
}

function accessed(sum: { cost: number; co2: number; risk: number }, start: Access, end: Access) {
  return {
    cost: sum.cost + (start.cost ?? 0) + (end.cost ?? 0),
    co2: sum.co2 + (start.co2 ?? 0) + (end.co2 ?? 0),
    risk: sum.risk + (start.risk ?? 0) + (end.risk ?? 0),
  };
}
