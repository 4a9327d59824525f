/** Callers who book over HTTP from two server processes while those, and PostgreSQL, are killed. Each knows what it was told; so it is known what must be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Booking, BookingState } from './api.ts';
import type { Body } from './testing.ts';

export class ServerProcess {
  readonly address: Promise<string>;
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(program: string, dataFolder: string, databaseUrl: string) {
    this.child = spawn(process.execPath, [program, dataFolder, databaseUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = new Promise((done) => this.child.once('close', done));
    const lines = createInterface({ input: this.child.stdout! });
    this.address = new Promise((settle) => lines.once('line', settle));
  }
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
  async leave(): Promise<void> {
    this.child.stdin!.end();
    await this.ended;
  }
}

export interface StormOptions {
  start(): ServerProcess;
  killDatabase(): Promise<void> | void;
  headers: Record<string, string>;
  /** Ways to book and to amend to. */
  bodies: readonly Body[];
  kills: number;
  callers: number;
  random(): number;
}
/** What a caller was last told of a booking. */
export interface Told {
  state: BookingState;
  version: number;
  teu: number;
  option: string;
}
export interface StormReport {
  kills: Record<string, number>;
  answered: number;
  askedAgain: number;
  full: number;
  told: Map<string, Told>;
  faults: string[];
}
interface Answer {
  status: number;
  body: Booking & { code?: string; detail?: string };
}

export async function bookingStorm(options: StormOptions): Promise<StormReport> {
  const report: StormReport = { kills: {}, answered: 0, askedAgain: 0, full: 0, told: new Map(), faults: [] };
  const servers = [options.start(), options.start()];
  await Promise.all(servers.map(({ address }) => address));
  let stopped = false;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(options.random() * items.length)]!;

  /** A good client: what was not answered is sent again, with its key, to any server. */
  const ask = async (path: string, body: unknown, key: string): Promise<Answer> => {
    for (;;) {
      try {
        const response = await fetch(`${await pick(servers).address}/api/v1${path}`, {
          method: 'POST',
          headers: { ...options.headers, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(10_000),
        });
        const answer = { status: response.status, body: (await response.json()) as Answer['body'] };
        if (answer.status < 500) {
          report.answered += 1;
          return answer;
        }
      } catch {
        // Killed, or not up yet.
      }
      report.askedAgain += 1;
      await wait(20);
    }
  };
  const note = (what: string, { status, body }: Answer, refusals: readonly string[]): Booking | null => {
    if (status < 300) {
      const { state, version, teu, option } = body;
      report.told.set(body.id, { state, version, teu, option: option.id });
      return body;
    }
    if (body.code === 'full') report.full += 1;
    if (!refusals.includes(body.code ?? ''))
      report.faults.push(`${what}: ${status} ${body.code} ${body.detail}`);
    return null;
  };

  /** One booking, from its beginning to its end or to where it is left. */
  const live = async (key: string): Promise<void> => {
    const onFull = options.random() < 0.3 ? 'wait' : 'refuse';
    const made = await ask('/bookings', { ...pick(options.bodies), onFull }, key);
    let booking = note('book', made, ['full']);
    if (!booking) return;
    const turn = async (what: string, body: object, refusals = ['full']) => {
      if (!booking) return;
      const { id, version } = booking;
      const answer = await ask(`/bookings/${id}/${what}`, { ...body, version }, `${key}-${what}-${version}`);
      booking = note(what, answer, refusals) ?? booking;
    };
    // Who waits is offered something at any moment, and then looked at an older version.
    if (booking.state === 'waiting')
      return options.random() < 0.8 ? turn('cancel', {}, ['booking-changed']) : undefined;
    if (options.random() < 0.6) await turn('confirm', {});
    if (options.random() < 0.5) await turn('amend', pick(options.bodies));
    if (options.random() < 0.7) await turn('cancel', {});
  };
  const callers = Array.from({ length: options.callers }, async (_, caller) => {
    for (let turn = 0; !stopped; turn++) await live(`caller-${caller}-${turn}`);
  });

  for (let kill = 1; kill <= options.kills; kill++) {
    // Under load: when answers have come since the last time, and then at any moment.
    const before = report.answered;
    while (report.answered < before + 40) await wait(2);
    await wait(options.random() * 200);
    const what = (['one server', 'PostgreSQL', 'everything'] as const)[(kill - 1) % 3]!;
    report.kills[what] = (report.kills[what] ?? 0) + 1;
    const ends: unknown[] = [];
    if (what !== 'one server') ends.push(options.killDatabase());
    for (const index of what === 'everything' ? [0, 1] : what === 'one server' ? [kill % 2] : []) {
      ends.push(servers[index]!.kill());
      servers[index] = options.start();
    }
    await Promise.all([...ends, ...servers.map(({ address }) => address)]);
  }
  stopped = true;
  await Promise.all(callers);
  await Promise.all(servers.map((server) => server.leave()));
  return report;
}
