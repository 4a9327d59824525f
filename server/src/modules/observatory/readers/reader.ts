/**
 * A program of its own, which parses pages, PDFs, Word documents and files of series that strangers wrote: it is told one at a time by the server (processes.ts), knows none of the
 * server's secrets, and ends with it.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { readFile } from '../series/import/formats.ts';
import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import { lineOf, type Outcome, type Said, type SeriesTask, type Task } from './parsed.ts';
import { readPdf } from './pdf.ts';

if (isMainThread) serve();
else guard();

function serve(): void {
  // While something is parsed or unpacked nothing else in this thread gets a turn, and buffers are no part of the heap that Node limits: another one looks.
  const watch = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
  watch.unref();
  process.on('message', async (task: Task) => {
    watch.postMessage('begun');
    const made = await outcome(task);
    watch.postMessage('done');
    await say({ outcome: made });
  });
  process.on('disconnect', () => process.exit(0));
}

const say = (said: Said): Promise<void> =>
  new Promise((sent) => {
    process.send?.(said, () => sent());
  });

/** Ends the process by the signal that says why (processes.ts). */
function guard(): void {
  const [cpuMs = 0, bytes = 0] = process.argv.slice(2).map(Number);
  let begun: NodeJS.CpuUsage | null = null;
  parentPort?.on('message', (what: 'begun' | 'done') => {
    begun = what === 'begun' ? process.cpuUsage() : null;
  });
  setInterval(() => {
    if (process.memoryUsage.rss() > bytes) process.kill(process.pid, 'SIGKILL');
    if (begun === null) return;
    const { user, system } = process.cpuUsage(begun);
    if (user + system > cpuMs * 1_000) process.kill(process.pid, 'SIGTERM');
  }, 50);
}

async function outcome(task: Task): Promise<Outcome> {
  try {
    if (task.kind === 'html') return readHtml(task.text, task.address);
    if (task.kind === 'series') return await seriesOf(task);
    return await (task.kind === 'pdf' ? readPdf(task.bytes) : readDocx(task.bytes));
  } catch (reason) {
    // Parsers throw on what they did not expect; that is the document's fault and nobody else's.
    const why =
      reason instanceof RangeError ? 'it is nested too deep' : lineOf(String((reason as Error)?.message));
    return refuse('document-broken', `The document can't be read (${why}). Save it anew, or give its text.`);
  }
}

const rowsAtOnce = 1_000;

async function seriesOf({ text, as }: SeriesTask): Promise<Outcome<SeriesTask>> {
  const read = await readFile(text, as);
  if (isRefusal(read)) return read;
  for (let from = 0; from < read.stated.length; from += rowsAtOnce)
    await say({ rows: read.stated.slice(from, from + rowsAtOnce) });
  return { leftOut: read.leftOut };
}
