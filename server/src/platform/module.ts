import type { ErrorTable } from './errors.ts';
import type { Route } from './http/route.ts';
import type { JobKind } from './jobs/queue.ts';

/**
 * What a module hands to app.ts, which mounts its routes, runs its migrations and asks it whether it is ready:
 *
 *   export const freight = (parts: Parts): Module => ({ name: 'freight', errors: freightErrors, routes: [...] });
 */
export interface Module {
  /** Also the name its migrations are recorded under and its tag in the OpenAPI document. */
  name: string;
  /** Every refusal its routes may answer; a code stands in one table only (app.ts checks that). */
  errors: ErrorTable;
  routes: readonly Route[];
  /** Folder of numbered SQL files (`0001_*.sql`), relative to the checkout's root. Absent: the module owns no table. */
  migrations?: string;
  /** Kinds of work it puts on the queue; any server on the same database may do them. */
  jobs?: readonly JobKind[];
  /** What a first request would otherwise wait for. Called once, after migrations and corridor and before any request. */
  prepare?(now: Date): Promise<void> | void;
  /** Answers why the module can't serve yet, or nothing when it can. Asked by /readyz, so it must be quick. */
  ready?(): Promise<string | undefined> | string | undefined;
  /** Called once when the server is told to go, while requests are still answered: what never ends by itself ends now. */
  leaving?(): void;
  /** Called once when the server leaves, after the last request was answered. */
  close?(): Promise<void> | void;
}
