/**
 * The option catalogue: for every terminal the sequences to all others, made in the background for the timetable that is asked now. A
 * changed pack or a new week is another timetable: from then on nothing of the old one is used, and what is not made again yet is
 * searched live.
 */
import type { Logger } from 'pino';
import type { FreightNetwork } from '../network.ts';
import { changingAtBorders, ridesMax } from '../search.ts';
import { type Builder, BuilderStopped, type OpenBuilder } from './builder.ts';
import { bytesOf, type Entry } from './entries.ts';
import { Reckoning } from './reckoning.ts';

/** So many entries are asked for at once, that the worker never waits for us. */
const askedAtOnce = 2;

export class Catalogue {
  readonly network: FreightNetwork;
  readonly reckoning: Reckoning;
  readonly entries: (Entry | undefined)[];
  private readonly builder: Builder;
  private readonly now: () => Date;
  private readonly log: Pick<Logger, 'info' | 'error'>;
  /** Terminals somebody has asked from while they were not made: these come first. */
  private readonly wanted = new Set<number>();
  private next = 0;
  private built = 0;
  private bytes = 0;
  private stopped = false;
  private readonly startedAt: Date;
  private builtAt: Date | null = null;
  /** When every entry is made, or the catalogue was stopped. */
  readonly whole: Promise<void>;

  constructor(
    network: FreightNetwork,
    { open, now, log }: { open: OpenBuilder; now: () => Date; log: Pick<Logger, 'info' | 'error'> },
  ) {
    this.network = network;
    this.now = now;
    this.log = log;
    this.reckoning = new Reckoning(network);
    this.entries = new Array(network.terminals.length);
    this.startedAt = now();
    const { timetable: through, handlingMinutes } = network;
    this.builder = open({ through, changing: changingAtBorders(network), handlingMinutes, ridesMax });
    this.whole = Promise.all(Array.from({ length: askedAtOnce }, () => this.build())).then(() => {
      this.builder.stop();
      if (this.built === this.entries.length) this.finish();
    });
  }

  /** Undefined where it is not made yet; then it is the next to be made. */
  entryAt = (terminal: number): Entry | undefined => {
    const entry = this.entries[terminal];
    if (!entry) this.wanted.add(terminal);
    return entry;
  };

  stop(): void {
    this.stopped = true;
    this.builder.stop();
  }

  progress() {
    const { built } = this;
    const terminals = this.entries.length;
    const others = Math.max(0, terminals - 1);
    return {
      pairs: terminals * others,
      built: built * others,
      stale: (terminals - built) * others,
      building: !this.stopped && built < terminals,
      startedAt: this.startedAt.toISOString(),
      builtAt: this.builtAt?.toISOString() ?? null,
      seconds: this.builtAt ? (this.builtAt.getTime() - this.startedAt.getTime()) / 1000 : null,
      bytes: this.bytes,
    };
  }

  private async build(): Promise<void> {
    for (let terminal = this.take(); terminal !== undefined && !this.stopped; terminal = this.take()) {
      try {
        const entry = await this.builder.make(terminal);
        this.entries[terminal] = entry;
        this.built++;
        this.bytes += bytesOf(entry);
      } catch (problem) {
        if (problem instanceof BuilderStopped) return;
        // What can't be made is searched live for as long as this timetable lasts.
        this.log.error({ problem: (problem as Error).message, terminal }, 'a catalogue entry was not made');
      }
    }
  }

  private readonly taken = new Set<number>();
  private take(): number | undefined {
    for (const terminal of this.wanted) {
      this.wanted.delete(terminal);
      if (!this.taken.has(terminal)) return this.mark(terminal);
    }
    while (this.taken.has(this.next)) this.next++;
    return this.next < this.entries.length ? this.mark(this.next) : undefined;
  }
  private mark(terminal: number): number {
    this.taken.add(terminal);
    return terminal;
  }

  private finish(): void {
    this.builtAt = this.now();
    const { pairs, seconds, bytes } = this.progress();
    this.log.info({ pairs, seconds, bytes }, 'the option catalogue is built');
  }
}

/** The catalogue of the timetable that is asked now. */
export class CurrentCatalogue {
  private catalogue: Catalogue | null = null;
  private readonly options: ConstructorParameters<typeof Catalogue>[1];

  constructor(options: ConstructorParameters<typeof Catalogue>[1]) {
    this.options = options;
  }

  of(network: FreightNetwork): Catalogue {
    if (this.catalogue?.network === network) return this.catalogue;
    this.catalogue?.stop();
    this.catalogue = new Catalogue(network, this.options);
    return this.catalogue;
  }

  stop(): void {
    this.catalogue?.stop();
    this.catalogue = null;
  }
}
