/**
 * A program of its own, which parses pages, PDFs and Word documents that strangers wrote: it is told one at a time by the server (processes.ts), knows none of the
 * server's secrets, and ends with it.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { refuse } from '../../../platform/errors.ts';
import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import { lineOf, type Outcome, type Task } from './parsed.ts';
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
    process.send?.(made);
  });
  process.on('disconnect', () => process.exit(0));
}

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
    return await (task.kind === 'pdf' ? readPdf(task.bytes) : readDocx(task.bytes));
  } catch (reason) {
    // Parsers throw on what they did not expect; that is the document's fault and nobody else's.
    const why =
      reason instanceof RangeError ? 'it is nested too deep' : lineOf(String((reason as Error)?.message));
    return refuse('document-broken', `The document can't be read (${why}). Save it anew, or give its text.`);
  }
}
