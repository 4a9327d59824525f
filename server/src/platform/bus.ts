import { setTimeout as wait } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from './database/index.ts';

/** Small facts from one part of the program to another, in this process and in every other one on the same database. */
export interface Bus {
  /**
   * Tells every listener. Given a transaction, they hear of it only when it commits, and never when it does not. The payload is
   * an id or a few of them, not a document: 7,000 bytes of JSON at most.
   */
  publish<Tables>(topic: string, payload: unknown, within?: Kysely<Tables>): Promise<void>;
  subscribe(topic: string, listener: (payload: unknown) => void): () => void;
  /**
   * Called when messages may have been missed, because the connection broke: whoever keeps a copy of something reads it again.
   */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
}

const channel = 'serai';
const payloadBytesMax = 7_000;

/** The bus of one process without a database. */
export function localBus(log?: Logger): Bus {
  const topics = new Topics(log);
  return {
    publish: async (topic, payload) => {
      const message = encode(topic, payload);
      queueMicrotask(() => topics.deliver(message));
    },
    subscribe: (topic, listener) => topics.add(topic, listener),
    onGap: () => () => {},
    close: async () => {},
  };
}

/**
 * Everything goes through the database's NOTIFY, also to listeners in the same process: one path, one order, and nobody hears
 * of what was rolled back.
 */
export async function databaseBus(database: Database, log: Logger): Promise<Bus> {
  const topics = new Topics(log);
  const gapListeners = new Set<() => void>();
  let closed = false;
  let client = await listen();

  async function listen() {
    const fresh = await database.connect();
    fresh.on('notification', (message) => topics.deliver(message.payload ?? ''));
    await fresh.query(`listen ${channel}`);
    fresh.on('end', () => {
      if (!closed) void reconnect();
    });
    return fresh;
  }
  async function reconnect() {
    for (let attempt = 1; !closed; attempt++) {
      try {
        client = await listen();
        for (const listener of gapListeners) listener();
        return;
      } catch (problem) {
        log.warn({ problem: (problem as Error).message, attempt }, 'the bus has lost its connection');
        await wait(Math.min(5_000, 100 * 2 ** attempt), undefined, { ref: false });
      }
    }
  }
  return {
    publish: async (topic, payload, within) => {
      const message = encode(topic, payload);
      await sql`select pg_notify(${channel}, ${message})`.execute((within ?? database.db) as Kysely<unknown>);
    },
    subscribe: (topic, listener) => topics.add(topic, listener),
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    close: async () => {
      closed = true;
      await client.end();
    },
  };
}

function encode(topic: string, payload: unknown): string {
  const message = JSON.stringify([topic, payload ?? null]);
  if (Buffer.byteLength(message) > payloadBytesMax)
    throw new Error(`a message on ${topic} is larger than ${payloadBytesMax} bytes: publish an id`);
  return message;
}

/** Anybody who may connect to the database may notify our channel: what is not a message of ours has no topic. */
function decode(message: string): [topic: string, payload: unknown] {
  try {
    const value: unknown = JSON.parse(message);
    if (Array.isArray(value) && typeof value[0] === 'string') return [value[0], value[1]];
  } catch {
    // not JSON
  }
  return ['', undefined];
}

class Topics {
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly log: Logger | undefined;

  constructor(log: Logger | undefined) {
    this.log = log;
  }

  add(topic: string, listener: (payload: unknown) => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(topic);
    };
  }

  deliver(message: string): void {
    const [topic, payload] = decode(message);
    for (const listener of this.listeners.get(topic) ?? []) {
      try {
        listener(payload);
      } catch (problem) {
        // One listener's fault is not the others'.
        this.log?.error({ problem: (problem as Error).message, topic }, 'a listener failed');
      }
    }
  }
}
