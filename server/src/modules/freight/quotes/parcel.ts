/** What is sent: containers, or a parcel that pays for its share of one. */
import type { FreightRefusal } from '../errors.ts';
import { refuseField } from '../errors.ts';
import { grossKgPerTeuMax } from '../request.ts';
import type { QuoteRequest } from './api.ts';

/**
 * A 20-foot container. Volume: what ISO 1496-1 has it hold at least, 5,867 × 2,330 × 2,350 mm. Payload, estimated: 30,480 kg gross
 * (ISO 668) less 2,250 kg for the box itself; that differs by some hundred kilograms from maker to maker.
 */
export const box = { payloadKg: grossKgPerTeuMax - 2_250, volumeM3: 32.1 };

export interface Cargo {
  /** Containers whose way is reckoned: one for a parcel. */
  teu: number;
  /** Of the whole load, or what a usual container's cargo weighs where nobody has said. */
  weightKg: number | undefined;
  /** What is paid of the way's cost: 1 for containers; of a parcel, the greater of its shares of a container. */
  share: number;
  /** Places it needs on a train. */
  needTeu: number;
}

export function cargoOf(request: QuoteRequest): Cargo | FreightRefusal {
  const { teu, weightKg, volumeM3 } = request;
  const isParcel = weightKg !== undefined || volumeM3 !== undefined;
  if ((teu !== undefined) === isParcel)
    return refuseField(
      'load-unclear',
      teu === undefined ? '/teu' : '/weightKg',
      'Say how many containers (teu), or a parcel’s weightKg, volumeM3 or both; not containers and a parcel.',
    );
  if (teu !== undefined) return { teu, weightKg: undefined, share: 1, needTeu: teu };
  const share = Math.max((weightKg ?? 0) / box.payloadKg, (volumeM3 ?? 0) / box.volumeM3);
  return { teu: 1, weightKg, share, needTeu: Math.ceil(share) };
}

/** Cents of a way for one container, for a parcel’s share of it. */
export const sharedCents = (cents: number, share: number) =>
  share === 1 ? cents : Math.max(1, Math.round(cents * share));
