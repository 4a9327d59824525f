/** Makes catalogue entries beside the server, so that requests are answered meanwhile. Told a terminal, it answers its entry. */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Made } from './builder.ts';
import { type EntrySource, entryOf, type Sequences } from './entries.ts';

const port = parentPort;
if (!port) throw new Error('catalogue-worker runs as a worker thread only');
// Whoever asks something now comes first. Linux takes it for this thread, other systems for the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const source: EntrySource = workerData;
const buffersOf = ({ start, parent, board, alight }: Sequences) =>
  [start, parent, board, alight].map(({ buffer }) => buffer as ArrayBuffer);

port.on('message', (terminal: number) => {
  const entry = entryOf(source, terminal);
  const made: Made = { terminal, entry };
  port.postMessage(made, [
    ...buffersOf(entry.through),
    ...buffersOf(entry.changing),
    entry.same.buffer as ArrayBuffer,
  ]);
});
