/** What the observatory asks of the server (app.ts hands it over); each is asked for when it is used, and none is kept. */
import type { Corridor } from '../../corridor/index.ts';
import type { Ledger } from '../../ledgers/evidence/index.ts';
import type { Bus } from '../../platform/bus.ts';
import type { Database } from '../../platform/database/index.ts';
import type { JobQueue } from '../../platform/jobs/queue.ts';

export interface ObservatoryParts {
  corridor(): Corridor;
  database(): Database;
  evidence(): Ledger;
  bus(): Bus;
  jobs(): JobQueue;
}
