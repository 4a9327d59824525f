import type { Corridor } from '../../../corridor/index.ts';
import type { Allocation } from '../../../ledgers/allocation/index.ts';
import type { Bus } from '../../../platform/bus.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { JobQueue } from '../../../platform/jobs/queue.ts';
import type { Post } from '../../../platform/mail/index.ts';
import type { Capacity } from '../capacity/capacity.ts';

/** What bookings are made with. Each is asked for when it is used: modules are made before anything is open. */
export interface BookingParts {
  corridor(): Corridor;
  database(): Database;
  allocation(): Allocation;
  bus(): Bus;
  jobs(): JobQueue;
  settings(): { address: string };
  post(): Post;
  capacity(): Capacity;
  now(): Date;
  /** Walks of the waiting line, one after the other in this process. */
  alone: ReturnType<typeof inOrder>;
}

/** One piece of work after the other in this process: each holds a connection while it needs another, and together they could wait for ever. */
export function inOrder(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work);
    before = mine.catch(() => {});
    return mine;
  };
}
