/**
 * A program of its own, which parses pages, PDFs and Word documents that strangers wrote: it is told one at a time by the server (processes.ts), knows none of the
 * server's secrets, and ends with it.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { refuse } from '../../../platform/errors.ts';
import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import { processBytesMax } from './limits.ts';
import type { Outcome, Task } from './parsed.ts';
import { readPdf } from './pdf.ts';

if (isMainThread) serve();
else guard();

function serve(): void {
  // Buffers are no part of the heap that Node limits, and while something unpacks nothing else here gets a turn: a second thread looks.
  new Worker(fileURLToPath(import.meta.url)).unref();
  process.on('message', async (task: Task) => {
    process.send?.(await outcome(task));
  });
  process.on('disconnect', () => process.exit(0));
}

function guard(): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > processBytesMax) process.kill(process.pid, 'SIGKILL');
  }, 50);
}

async function outcome(task: Task): Promise<Outcome> {
  try {
    if (task.kind === 'html') return readHtml(task.text, task.address);
    return await (task.kind === 'pdf' ? readPdf(task.bytes) : readDocx(task.bytes));
  } catch (reason) {
    // Parsers throw on what they did not expect; that is the document's fault and nobody else's.
    const why =
      reason instanceof RangeError ? 'it is nested too deep' : String((reason as Error)?.message ?? reason);
    return refuse(
      'document-broken',
      `The document can't be read (${why.slice(0, 200)}). Save it anew, or give its text.`,
    );
  }
}
