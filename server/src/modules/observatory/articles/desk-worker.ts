/** Finds claims beside the server, so that requests are answered meanwhile. One text at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DeskPack, packed, type Task, workOf } from './desk-work.ts';

const port = parentPort;
if (!port) throw new Error('desk-worker runs as a worker thread only');
const work = workOf(workerData as DeskPack);
port.on('message', (task: Task) => port.postMessage(packed(work(task))));
