import type { Logger } from 'pino';
import type { Bus } from '../../platform/bus.ts';

/** The topic on the bus. Who listens also reads again after a gap of the bus. */
export const allocationChanged = 'allocation.changed';
/** Pools whose numbers or times changed; null: too many to name, so any may have. */
export interface ChangedMessage {
  pools: string[] | null;
}

/** Of the bus's 7,000 bytes, some are for the topic and what stands around the ids. */
const idBytesMax = 6_900;
const messagesMax = 8;

/** What is to be said of these pools, in as many messages as it takes. */
export function changedMessages(pools: readonly string[]): ChangedMessage[] {
  const messages: string[][] = [];
  let room = 0;
  for (const id of pools) {
    const bytes = Buffer.byteLength(JSON.stringify(id)) + 1;
    if (bytes > room) {
      if (messages.length === messagesMax) return [{ pools: null }];
      messages.push([]);
      room = idBytesMax;
    }
    messages.at(-1)!.push(id);
    room -= bytes;
  }
  return messages.map((ids) => ({ pools: ids }));
}

/** Tells every process on the database which pools changed. What could not be told is made up for with the next message. */
export function tellBus(bus: Bus, log: Logger): { changed(pools: string[]): void; close(): Promise<void> } {
  let missed = false;
  let told = Promise.resolve();
  const tell = async (pools: string[]) => {
    try {
      const messages = missed ? [{ pools: null }] : changedMessages(pools);
      for (const message of messages) await bus.publish(allocationChanged, message);
      missed = false;
    } catch (problem) {
      missed = true;
      log.warn({ problem: (problem as Error).message }, 'nobody could be told which pools changed');
    }
  };
  return {
    changed: (pools) => {
      told = told.then(() => tell(pools));
    },
    close: () => told,
  };
}
