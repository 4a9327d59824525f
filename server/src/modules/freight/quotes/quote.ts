/**
 * A quote: what it costs and when it is there, from the catalogue where its entries are made, else searched live. A plain function of
 * the timetable, what is left on it, and the question.
 */
import type { Timetable } from '@serai/router';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { runName } from '../capacity/departure.ts';
import type { FreightRefusal } from '../errors.ts';
import type { Load } from '../itinerary.ts';
import type { FreightNetwork } from '../network.ts';
import { decimal, plain } from '../quantity.ts';
import { type Shipment, shipmentOf } from '../request.ts';
import { whyNoRoute } from '../search.ts';
import { instantOf } from '../zone.ts';
import type { Quote, QuoteRequest } from './api.ts';
import type { Catalogue } from './catalogue.ts';
import { waysLive } from './live.ts';
import { box, type Cargo, cargoOf, sharedCents } from './parcel.ts';
import type { QuotedWay, Reckoning } from './reckoning.ts';
import type { Room } from './room.ts';
import { type Asked, chosen, waysFromEntries } from './ways.ts';

export interface Quoting {
  network: FreightNetwork;
  catalogue: Pick<Catalogue, 'entryAt' | 'reckoning'>;
  /** Null where nothing is known of room, and all is taken to have it. */
  room: Pick<Room, 'hasFor' | 'hasForTrips' | 'leftTeu' | 'revision'> | null;
}

export interface Stoppable {
  /** Asked for by a live search only: making one takes longer than looking the catalogue up. */
  signal?: (() => AbortSignal) | undefined;
}

export function quote(
  { network, catalogue, room }: Quoting,
  request: QuoteRequest,
  { now, lang, signal }: { now: Date; lang: string } & Stoppable,
): Quote | FreightRefusal {
  const { corridor } = network;
  const cargo = cargoOf(request);
  if (isRefusal(cargo)) return cargo;
  const { from, to, readyAt, minimise = 'cost' } = request;
  // A parcel may be heavier than one container, of which it then fills several.
  const named = { from, to, ...(readyAt === undefined ? {} : { readyAt }), teu: cargo.teu };
  const shipment = shipmentOf(corridor, named, now, network.horizonEnd);
  if (isRefusal(shipment)) return shipment;
  const load = loadOf(cargo, shipment);
  const wants = { teu: cargo.needTeu, weightKg: load.weightKg };
  const roomOn = room?.hasFor(wants) ?? null;
  const roomOnTrips = room && ((timetable: Timetable) => room.hasForTrips(timetable, wants));
  const price = (cents: number) => sharedCents(cents, cargo.share);
  const asked: Asked = { shipment, load, minimise, roomOn, roomOnTrips, price };
  const kept = waysFromEntries(network, catalogue.entryAt, catalogue.reckoning, asked);
  const ways = kept ?? livesWays(network, shipment, catalogue.reckoning, asked, signal);
  if (isRefusal(ways)) return ways;
  const [best, ...others] = ways;
  if (!best) return whyNothing(network, shipment, roomOn !== null, signal);
  const offer = (way: QuotedWay) => offerOf(network, catalogue.reckoning, way, shipment.ready, room);
  return {
    from: { id: shipment.from.id, name: corridor.name(`${shipment.from.kind}:${shipment.from.id}`, lang) },
    to: { id: shipment.to.id, name: corridor.name(`${shipment.to.kind}:${shipment.to.id}`, lang) },
    readyAt: instantOf(shipment.ready),
    best: offer(best),
    others: others.map(offer),
    origin: kept ? 'catalogue' : 'live',
    formula: formulaOf(catalogue.reckoning, best, cargo, request),
    version: `${corridor.meta.version} ${instantOf(network.horizonStart).slice(0, 10)} ${room?.revision ?? 0}`,
  };
}

/** A parcel of which only the volume is known weighs its share of what a usual container's cargo does. */
const loadOf = ({ teu, weightKg, share }: Cargo, shipment: Shipment): Load => ({
  teu,
  weightKg: weightKg ?? shipment.weight.value * share,
});

function livesWays(
  network: FreightNetwork,
  shipment: Shipment,
  reckoning: Reckoning,
  asked: Asked,
  signal?: () => AbortSignal,
): QuotedWay[] | FreightRefusal {
  const found = waysLive(network, shipment, asked.roomOn, signal?.());
  return isRefusal(found) ? found : chosen(found, reckoning, asked);
}

/** The planner’s own refusal, unless there are ways and all of them are full or cancelled. */
function whyNothing(
  network: FreightNetwork,
  shipment: Shipment,
  byRoom: boolean,
  signal?: () => AbortSignal,
): FreightRefusal {
  if (byRoom) {
    const ways = waysLive(network, shipment, null, signal?.());
    if (isRefusal(ways)) return ways;
    if (ways.length > 0)
      return refuse(
        'no-room',
        `Every departure that leads there from ${instantOf(shipment.ready)} on is full or cancelled for this load. Send less at a time, or choose another date.`,
      );
  }
  return whyNoRoute(network, shipment);
}

function offerOf(
  network: FreightNetwork,
  reckoning: Reckoning,
  way: QuotedWay,
  ready: number,
  room: Quoting['room'],
): Quote['best'] {
  const rides: Quote['best']['rides'] = [];
  let leftTeu: number | null = null;
  for (const leg of way.legs) {
    const service = leg.kind === 'ride' ? network.services[leg.service]?.service : undefined;
    if (leg.kind !== 'ride' || !service) continue;
    const { tripDeparture, fromCall, toCall } = leg;
    rides.push({
      run: runName(service.id, tripDeparture),
      from: service.calls[fromCall] ?? '',
      to: service.calls[toCall] ?? '',
    });
    const left = room?.leftTeu(leg.service, tripDeparture, fromCall, toCall) ?? null;
    if (left !== null) leftTeu = Math.min(leftTeu ?? left, left);
  }
  return {
    price: { amountMinor: way.cents, currency: 'USD' },
    arrival: { p50: instantOf(way.arrival), p90: instantOf(reckoning.arrivalP90(way, ready)) },
    departure: instantOf(way.departure),
    co2Kg: Number(decimal(way.co2Grams / 1000, 1)),
    transfers: way.transfers,
    rides,
    leftTeu,
  };
}

/** Each method with what it makes of the best way's price; a parcel's share last, with what it is a share of. */
function formulaOf(
  reckoning: Reckoning,
  best: QuotedWay,
  cargo: Cargo,
  { weightKg, volumeM3 }: QuoteRequest,
): Quote['formula'] {
  const lines = [...reckoning.centsByMethod(best, cargo.teu)].map(([method, cents]) => ({
    method,
    value: decimal(cents / 100, 2),
    unit: 'USD',
  }));
  if (weightKg === undefined && volumeM3 === undefined) return lines;
  const shareOf = (name: string, amount: number | undefined, whole: number, unit: string) =>
    amount === undefined
      ? []
      : [
          { method: `${name}`, value: plain(amount), unit },
          { method: `${name}-of-container`, value: plain(whole), unit },
        ];
  return [
    ...lines,
    ...shareOf('weight', weightKg, box.payloadKg, 'kg'),
    ...shareOf('volume', volumeM3, box.volumeM3, 'm3'),
    { method: 'chargeable-share', value: plain(cargo.share), unit: 'TEU' },
  ];
}
