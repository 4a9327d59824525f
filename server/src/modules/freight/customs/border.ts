/**
 * A declaration's status at one border.
 *
 *   not-lodged ── forwarder ──▶ lodged ── customs ──▶ held ◀── customs, saying why ──▶ released
 *                                 └────── customs ─────────────────────────────────────▶ released
 *
 * Whoever changes what is declared takes lodged and held back to not-lodged: nobody is to decide on what they have not seen. Released stays
 * released, because the office there has let pass what it saw, and borders further on may still need a correction.
 */
import { type FreightRefusal, refuseField } from '../errors.ts';
import type { CustomsStatus } from './api.ts';

/** Who asks, as far as one border is concerned; somebody may be both. */
export interface Standing {
  /** Of the booking's own organisation, with the right to lodge. */
  lodges: boolean;
  /** Of an authority that decides at this border, and not of the booking's own organisation. */
  decides: boolean;
}

const nextFor = {
  'not-lodged': { lodges: ['lodged'], decides: [] },
  lodged: { lodges: [], decides: ['held', 'released'] },
  held: { lodges: [], decides: ['released'] },
  released: { lodges: [], decides: ['held'] },
} as const satisfies Record<CustomsStatus, Record<keyof Standing, readonly CustomsStatus[]>>;

export function nextOf(status: CustomsStatus, { lodges, decides }: Standing): CustomsStatus[] {
  const next = nextFor[status];
  return [...(lodges ? next.lodges : []), ...(decides ? next.decides : [])];
}

/** Refused, or null where it may be. That nothing is missing is seen to by whoever lodges. */
export function refuseStatus(
  is: CustomsStatus,
  wanted: CustomsStatus,
  standing: Standing,
  note: string,
): FreightRefusal | null {
  if (!nextOf(is, standing).includes(wanted)) {
    const possible = nextOf(is, standing);
    const hint = possible.length === 0 ? 'nothing by you now' : possible.join(' or ');
    return refuseField(
      'status-impossible',
      '/status',
      `The declaration is ${is} at this border and can become ${hint}, not ${wanted}.`,
      [],
      { status: is },
    );
  }
  if (wanted === 'held' && note === '')
    return refuseField(
      'note-missing',
      '/note',
      'Say why it is held: the forwarder has to know what to put right.',
    );
  return null;
}

/** What a change of the content makes of a border's status. */
export const afterChange = (status: CustomsStatus): CustomsStatus =>
  status === 'released' ? 'released' : 'not-lodged';
