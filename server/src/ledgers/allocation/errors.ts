import type { ErrorTable, Refusal } from '../../platform/errors.ts';

/** Every refusal of the ledger, in one closed table. The first four name the pool that refused. */
export const allocationErrors = {
  full: { status: 409, title: 'There is not that much left' },
  closed: { status: 409, title: 'It can no longer be reserved' },
  'not-open': { status: 409, title: 'It can not be reserved yet' },
  unknown: { status: 422, title: 'There is no such pool' },
  'reservation-unknown': { status: 404, title: 'There is no such reservation' },
  expired: { status: 410, title: 'The hold has expired' },
  released: { status: 410, title: 'The reservation was released' },
  'key-conflict': { status: 409, title: 'The key was used with another request' },
  'below-use': { status: 409, title: 'More than that is already promised' },
  'pool-differs': { status: 409, title: 'There is a pool of that name already, and it is another one' },
  'allocation-invalid': { status: 422, title: 'The request does not have the shape asked for' },
  'allocation-busy': { status: 503, title: 'More requests are waiting than can be taken' },
  'allocation-away': { status: 503, title: 'The ledger can not be reached' },
} as const satisfies ErrorTable;
export type AllocationError = keyof typeof allocationErrors;

export interface AllocationRefusal extends Refusal<AllocationError> {
  /** The pool that refused, where one did. */
  pool?: string;
}

export const refuseAllocation = (code: AllocationError, detail: string, pool?: string): AllocationRefusal =>
  pool === undefined ? { refused: true, code, detail } : { refused: true, code, detail, pool };

export const busy = refuseAllocation(
  'allocation-busy',
  'Too many requests are waiting for the ledger: send this one again, with the same key, in a moment.',
);
export const away = (why: string): AllocationRefusal =>
  refuseAllocation(
    'allocation-away',
    `The ledger could not be reached in time (${why}): send the request again with the same key to learn what became of it.`,
  );
