/** Compares beside the server, on a database connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { Corridor } from '../../../corridor/index.ts';
import { openEvidence } from '../../../ledgers/evidence/index.ts';
import { readConfig } from '../../../platform/config.ts';
import { openDatabase } from '../../../platform/database/index.ts';
import type { Compared } from './comparer.ts';
import { Comparison } from './comparing.ts';
import type { DeskPack } from './desk-work.ts';

const port = parentPort;
if (!port) throw new Error('comparing-worker runs as a worker thread only');
const { meta, rows } = workerData as DeskPack;
const corridor = new Corridor(meta, rows);
const config = readConfig(process.env);
const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
// The server that began this thread has migrated.
const opening = openDatabase({ ...config, migrations: [], log, connectionsMax: 2 }).then((database) => {
  const evidence = openEvidence({ database: () => database });
  return new Comparison({ corridor: () => corridor, database: () => database, evidence: () => evidence });
});

port.on('message', async () => {
  let compared: Compared = {};
  try {
    await (await opening).compareWaiting();
  } catch (problem) {
    compared = { problem: problem instanceof Error ? problem.message : String(problem) };
  }
  port.postMessage(compared);
});
