/** What a departure can carry, and who says so: its own statement, else its service's, else the pack, else nobody. */
import { type Corridor, middle, type Service } from '../../../corridor/index.ts';
import { type Figure, unknownFigure } from '../../../platform/figure.ts';
import { modeSubjects } from '../methods/subjects.ts';
import { type CapacityKind, kinds } from './api.ts';
import type { Left } from './capacity.ts';

export type Amounts = Readonly<Record<CapacityKind, number | null>>;
/** The names amounts have in requests and answers. */
export const fieldOf = { teu: 'teu', 'reefer-plug': 'reeferPlugs', 'weight-kg': 'weightKg' } as const;
export const unitOf = { teu: 'TEU', 'reefer-plug': 'plugs', 'weight-kg': 'kg' } as const;

export const nothing: Amounts = { teu: null, 'reefer-plug': null, 'weight-kg': null };

export interface ServiceStatement {
  amounts: Amounts;
  /** Null: nobody has said. */
  dangerousGoods: readonly string[] | null;
  version: number;
  statedAt: Date | null;
}
export interface DepartureStatement {
  amounts: Amounts;
  cancelled: boolean;
  version: number;
}
/** All that is stated of one departure. */
export interface Stated {
  service: ServiceStatement;
  departure: DepartureStatement;
}
export const unstatedService: ServiceStatement = {
  amounts: nothing,
  dangerousGoods: null,
  version: 0,
  statedAt: null,
};
export const unstatedDeparture: DepartureStatement = { amounts: nothing, cancelled: false, version: 0 };

export function capacityOf(corridor: Corridor, service: Service, stated: Stated): Amounts {
  const amount = (kind: CapacityKind) =>
    stated.departure.amounts[kind] ?? stated.service.amounts[kind] ?? packAmount(corridor, service, kind);
  return { teu: amount('teu'), 'reefer-plug': amount('reefer-plug'), 'weight-kg': amount('weight-kg') };
}

/** The same as a figure that opens to the statement or the fact. `run` is null for what all departures of the service carry. */
export function capacityFigure(
  corridor: Corridor,
  service: Service,
  { service: ofService, departure }: Stated,
  kind: CapacityKind,
  run: string | null,
): Figure {
  if (departure.amounts[kind] !== null)
    return attested(departure.amounts[kind], kind, `departure-capacity:${run}`, departure.version);
  if (ofService.amounts[kind] !== null)
    return attested(ofService.amounts[kind], kind, `service-capacity:${service.id}`, ofService.version);
  const choice = packChoice(corridor, service, kind);
  return choice
    ? { ...corridor.figureOf(choice.fact), value: String(packAmount(corridor, service, kind)) }
    : unknownFigure(unitOf[kind]);
}
const attested = (amount: number, kind: CapacityKind, id: string, version: number): Figure => ({
  value: String(amount),
  unit: unitOf[kind],
  kind: 'attested',
  evidence: [{ type: 'observation', id, version: String(version) }],
});

/**
 * Of plugs and mass no figure is published for these services: that is unknown until an operator states it. A mean mass for each TEU
 * would only say the TEU again.
 */
const packChoice = (corridor: Corridor, service: Service, kind: CapacityKind) =>
  kind === 'teu'
    ? corridor.choose('train-capacity', `service:${service.id}`, ...modeSubjects(service.mode))
    : null;
function packAmount(corridor: Corridor, service: Service, kind: CapacityKind): number | null {
  const choice = packChoice(corridor, service, kind);
  return choice && Math.floor(Number(middle(choice.fact)));
}

export const leftOf = (amounts: Amounts, cancelled: boolean): Left => ({
  teu: amounts.teu,
  reeferPlugs: amounts['reefer-plug'],
  weightKg: amounts['weight-kg'],
  cancelled,
});

/** Amounts of each kind from fields of a request: what is not named stays. */
export function changed(
  amounts: Amounts,
  change: Partial<Record<(typeof fieldOf)[CapacityKind], number | null | undefined>>,
): Amounts {
  const of = (kind: CapacityKind) => {
    const asked = change[fieldOf[kind]];
    return asked === undefined ? amounts[kind] : asked;
  };
  return { teu: of('teu'), 'reefer-plug': of('reefer-plug'), 'weight-kg': of('weight-kg') };
}
export const isSame = (one: Amounts, other: Amounts) => kinds.every((kind) => one[kind] === other[kind]);
