/** The corridor of a running server. When another pack is loaded, by whomever, the bus says so and it is read anew. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Bus } from '../platform/bus.ts';
import { Corridor } from './corridor.ts';
import { corridorChanged } from './load.ts';
import { loadedPack, readLoadedPack } from './pack.store.ts';

const retryMs = 500;

export class CurrentCorridor<Tables> {
  private corridor: Corridor;
  private readonly db: Kysely<Tables>;
  private readonly log: Pick<Logger, 'info' | 'warn'>;
  private readonly leave: (() => void)[];
  private reading: Promise<void> | null = null;
  private askedAgain = false;
  private closed = false;

  constructor(
    corridor: Corridor,
    { db, bus, log }: { db: Kysely<Tables>; bus: Bus; log: Pick<Logger, 'info' | 'warn'> },
  ) {
    this.corridor = corridor;
    this.db = db;
    this.log = log;
    const changed = () => this.takeOver();
    this.leave = [bus.subscribe(corridorChanged, changed), bus.onGap(changed)];
    // It may have been replaced between its reading and now.
    changed();
  }

  get = (): Corridor => this.corridor;

  close(): void {
    this.closed = true;
    for (const leave of this.leave) leave();
  }

  /** One reading at a time, and one more where news comes meanwhile. */
  private takeOver(): void {
    this.askedAgain = true;
    this.reading ??= this.readAnew().finally(() => {
      this.reading = null;
    });
  }

  private async readAnew(): Promise<void> {
    while (this.askedAgain && !this.closed) {
      this.askedAgain = false;
      try {
        await this.read();
      } catch (problem) {
        if (this.closed) return;
        this.log.warn({ problem: (problem as Error).message }, 'the changed corridor could not be read');
        this.askedAgain = true;
        await wait(retryMs, undefined, { ref: false });
      }
    }
  }

  private async read(): Promise<void> {
    const before = await loadedPack(this.db);
    if (!before || before.version === this.corridor.meta.version) return;
    const found = await readLoadedPack(this.db);
    const after = await loadedPack(this.db);
    // Its tables are read one by one: what was replaced meanwhile is no one pack.
    if (!found || after?.version !== found.meta.version) {
      this.askedAgain = true;
      return;
    }
    this.corridor = new Corridor(found.meta, found.rows);
    this.log.info({ pack: found.meta.id, version: found.meta.version }, 'took over the changed corridor');
  }
}
