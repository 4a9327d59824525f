/**
 * The main job: a request, a corridor's network and the time in; the ways worth choosing from out. A plain function, the
 * same behind HTTP and on the command line.
 */
import { isRefusal } from '../../platform/errors.ts';
import type { PlanAnswer, PlanRequest } from './api.ts';
import { bestOf, chooseWays, undominated } from './choose.ts';
import type { FreightRefusal } from './errors.ts';
import { placeAnswer } from './names.ts';
import type { FreightNetwork } from './network.ts';
import { optionAnswer } from './option.ts';
import { figure, plain } from './quantity.ts';
import { shipmentOf } from './request.ts';
import { journeysOf, whyNoRoute } from './search.ts';
import { wayOf } from './ways.ts';
import { instantOf } from './zone.ts';

export function plan(
  network: FreightNetwork,
  request: PlanRequest,
  { now, lang, signal }: { now: Date; lang: string; signal?: AbortSignal },
): PlanAnswer | FreightRefusal {
  const { corridor } = network;
  const shipment = shipmentOf(corridor, request, now, network.horizonEnd);
  if (isRefusal(shipment)) return shipment;
  const load = { teu: shipment.teu, weightKg: shipment.weight.value };
  const journeys = journeysOf(network, shipment, signal);
  if (isRefusal(journeys)) return journeys;
  if (journeys.length === 0) return whyNoRoute(network, shipment);
  const ready = shipment.arriveBy === null ? shipment.ready : null;
  const ways = undominated(journeys.map((journey) => wayOf(network, journey, load, ready)));
  const chosen = chooseWays(ways, request.minimise ?? 'time');
  return {
    corridor: { id: corridor.meta.id, version: corridor.meta.version },
    from: placeAnswer(corridor, shipment.from.kind, shipment.from.id, lang),
    to: placeAnswer(corridor, shipment.to.kind, shipment.to.id, lang),
    readyAt: instantOf(shipment.ready),
    arriveBy: shipment.arriveBy === null ? null : instantOf(shipment.arriveBy),
    teu: shipment.teu,
    weightKg: { ...figure(shipment.weight, 0), value: plain(shipment.weight.value) },
    considered: ways.length,
    options: chosen.map((way) => optionAnswer(corridor, way, load, lang, bestOf(way, chosen))),
  };
}
