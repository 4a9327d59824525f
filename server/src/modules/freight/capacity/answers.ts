/** Capacity as the API answers it: every figure opens to who said it. */
import { type Corridor, fold, type Service } from '../../../corridor/index.ts';
import { serviceName, terminalName } from '../names.ts';
import { instantOf } from '../zone.ts';
import { type DepartureCapacity, kinds, type ServiceCapacity } from './api.ts';
import { type Departure, poolId, segmentsOf } from './departure.ts';
import { type CapacityParts, readStated } from './open.ts';
import { poolsById } from './pools.ts';
import { capacityFigure, capacityOf, type ServiceStatement, unstatedDeparture } from './stated.ts';

export async function departureAnswer(
  parts: CapacityParts,
  departure: Departure,
  lang: string,
): Promise<DepartureCapacity> {
  const { corridor } = parts.network();
  const { service, run } = departure;
  const stated = (await readStated(parts, [departure])).of(departure);
  const segments = Array.from({ length: segmentsOf(departure) }, (_, segment) => segment);
  const pools = await poolsById(
    parts.allocation(),
    segments.flatMap((segment) => kinds.map((kind) => poolId(departure, segment, kind))),
  );
  const capacity = capacityOf(corridor, service, stated);
  const named = (call: number) => {
    const id = service.calls[call] ?? '';
    const terminal = corridor.terminals.get(id);
    return { id, name: terminal ? terminalName(corridor, terminal, lang) : id };
  };
  return {
    run,
    service: { id: service.id, name: serviceName(corridor, service, lang) },
    cancelled: stated.departure.cancelled,
    dangerousGoods: [...(stated.service.dangerousGoods ?? [])],
    segments: segments.map((segment) => ({
      from: named(segment),
      to: named(segment + 1),
      departure: instantOf(departure.departs[segment] ?? departure.minute),
      arrival: instantOf(departure.arrives[segment + 1] ?? departure.minute),
      pools: kinds.map((kind) => {
        const { held, confirmed } = pools.get(poolId(departure, segment, kind)) ?? { held: 0, confirmed: 0 };
        const all = capacity[kind];
        return {
          kind,
          capacity: capacityFigure(corridor, service, stated, kind, run),
          held,
          confirmed,
          left: all === null ? null : Math.max(0, all - held - confirmed),
        };
      }),
    })),
    version: stated.departure.version,
  };
}

export function serviceCapacity(
  corridor: Corridor,
  service: Service,
  statement: ServiceStatement,
  lang: string,
): ServiceCapacity {
  const stated = { service: statement, departure: unstatedDeparture };
  const figure = (kind: (typeof kinds)[number]) => capacityFigure(corridor, service, stated, kind, null);
  const says = statement.dangerousGoods !== null || kinds.some((kind) => statement.amounts[kind] !== null);
  return {
    service: { id: service.id, name: serviceName(corridor, service, lang) },
    teu: figure('teu'),
    reeferPlugs: figure('reefer-plug'),
    weightKg: figure('weight-kg'),
    dangerousGoods: [...(statement.dangerousGoods ?? [])],
    stated: says,
    statedAt: says ? (statement.statedAt?.toISOString() ?? null) : null,
    version: statement.version,
  };
}

/** Whether all the words stand in the service's id or names, or in those of the places it calls at. */
export function matches(corridor: Corridor, service: Service, query: string, lang: string): boolean {
  const places = service.calls.flatMap((call) => {
    const place = corridor.terminals.get(call)?.place ?? '';
    return [call, corridor.name(`place:${place}`, lang), corridor.name(`place:${place}`, 'en')];
  });
  const names = [service.id, serviceName(corridor, service, lang), serviceName(corridor, service, 'en')];
  const text = fold([...names, ...places].join(' '));
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
