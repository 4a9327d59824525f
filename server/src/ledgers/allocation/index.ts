/** The allocation ledger: everything scarce. The only file of this folder that others import. */
export type {
  Allocation,
  Confirmed,
  Exchanged,
  Line,
  NewPool,
  Pool,
  PoolTimes,
  Released,
  Reservation,
  ReservationState,
  Reserved,
  Resized,
} from './allocation.ts';
export { auditAllocation, type Discrepancy } from './audit.ts';
export { type AllocationError, type AllocationRefusal, allocationErrors } from './errors.ts';
export { type AllocationOptions, openAllocation } from './ledger.ts';
export { limits as allocationLimits, reservationId } from './request.ts';
export { allocationChanged, type ChangedMessage, tellBus } from './tell-bus.ts';
