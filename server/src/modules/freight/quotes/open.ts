/** Quotes as a running server has them: the catalogue of the timetable that is asked now, what is left on it, and what changes both. */
import { type Logger, pino } from 'pino';
import { type Corridor, corridorChanged } from '../../../corridor/index.ts';
import { allocationChanged, type ChangedMessage } from '../../../ledgers/allocation/index.ts';
import type { Bus } from '../../../platform/bus.ts';
import { refuse } from '../../../platform/errors.ts';
import type { Capacity } from '../capacity/capacity.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { Quote, QuoteRequest } from './api.ts';
import { type OpenBuilder, openBuilder } from './builder.ts';
import { type Catalogue, CurrentCatalogue } from './catalogue.ts';
import { quote, type Stoppable } from './quote.ts';
import { Room } from './room.ts';

export interface QuotesParts {
  corridor(): Corridor;
  bus(): Bus;
  capacity: Pick<Capacity, 'left'>;
  networkAt(now: Date): FreightNetwork;
  now(): Date;
  /** Absent: in a worker where there is one. */
  openBuilder?: OpenBuilder;
  log?: Logger;
}

/** A server that has only just started has better to do, and one that is only tried out never needs it. */
const beginAfterMs = 10_000;
/** How long a quote waits for a new pack, or for what is left to be read for the first time. */
const waitMsMax = 5_000;

export class Quotes {
  private readonly parts: QuotesParts;
  private readonly log: Logger;
  private readonly current: CurrentCatalogue;
  private room: Room | null = null;
  /** The pack that is being taken over, by what the bus says; null once it is here. */
  private coming: string | null = null;
  private readonly leave: (() => void)[] = [];

  constructor(parts: QuotesParts) {
    this.parts = parts;
    this.log = parts.log ?? pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true }));
    this.current = new CurrentCatalogue({
      open: parts.openBuilder ?? openBuilder,
      now: parts.now,
      log: this.log,
    });
  }

  /** Once everything is open. */
  begin(): void {
    const bus = this.parts.bus();
    const timer = setTimeout(() => {
      const network = this.parts.networkAt(this.parts.now());
      this.catalogue(network);
      this.roomOf(network);
    }, beginAfterMs);
    timer.unref();
    this.leave.push(
      () => clearTimeout(timer),
      bus.subscribe('freight.capacity', (payload) => this.room?.changed(runsOf(payload))),
      bus.subscribe(allocationChanged, (payload) => this.room?.changed(runsOfPools(payload))),
      bus.subscribe(corridorChanged, (payload) => {
        this.coming = (payload as { version?: string } | null)?.version ?? null;
      }),
      bus.onGap(() => this.reread()),
    );
  }

  async quote(request: QuoteRequest, asked: { lang: string } & Stoppable): Promise<Quote | FreightRefusal> {
    if (!(await this.isPackHere()))
      return refuse('pack-changing', 'A changed corridor is being taken over: ask again in a moment.');
    const now = this.parts.now();
    const network = this.parts.networkAt(now);
    const catalogue = this.catalogue(network);
    const room = this.roomOf(network);
    if (!room.isRead) await room.settled(waitMsMax);
    if (!room.isRead || room.isAway)
      return refuse('ledger-away', 'What is left on the trains can’t be read now: ask again in a moment.');
    return quote({ network, catalogue, room }, request, { now, ...asked });
  }

  /** What is left may be anything: it is read again. */
  reread = (): void => this.room?.changed(null);

  /** How far the catalogue is built. */
  progress() {
    const network = this.parts.networkAt(this.parts.now());
    return { version: versionOf(network), ...this.catalogue(network).progress() };
  }

  /** Of the timetable asked now; begun with the first question of it. */
  catalogue = (network: FreightNetwork): Catalogue => this.current.of(network);

  close(): void {
    for (const leave of this.leave.splice(0)) leave();
    this.room?.close();
    this.current.stop();
  }

  private roomOf(network: FreightNetwork): Room {
    if (this.room?.network === network) return this.room;
    this.room?.close();
    this.room = new Room(network, this.parts.capacity, this.log);
    return this.room;
  }

  /** From when the bus says that there is a new pack, nothing of the old one is answered. */
  private async isPackHere(): Promise<boolean> {
    const end = performance.now() + waitMsMax;
    while (this.coming !== null) {
      if (this.parts.corridor().meta.version === this.coming) this.coming = null;
      else if (performance.now() > end) return false;
      else await pause(10);
    }
    return true;
  }
}

export const versionOf = ({ corridor, horizonStart }: FreightNetwork) =>
  `${corridor.meta.version} ${new Date(horizonStart * 60_000).toISOString().slice(0, 10)}`;

const pause = (ms: number) => new Promise<void>((settle) => setTimeout(settle, ms));

/** A message that can't be read may have meant any. */
function runsOf(payload: unknown): string[] | null {
  const { runs } = (payload ?? {}) as { runs?: unknown };
  return Array.isArray(runs) ? runs.filter((run) => typeof run === 'string') : null;
}

/** `freight/<service>/<instant>/<segment>/<kind>`; other modules' pools are none of ours. */
function runsOfPools(payload: unknown): string[] | null {
  const { pools } = (payload ?? {}) as Partial<ChangedMessage>;
  if (!Array.isArray(pools)) return null;
  return pools.flatMap((pool) => {
    const [module, service, instant] = pool.split('/');
    return module === 'freight' && service && instant ? [`${service}@${instant}`] : [];
  });
}
