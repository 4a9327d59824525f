import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { MigrationFolder } from '../../platform/database/index.ts';
import { root } from '../../platform/root.ts';

export const allocationMigrations: MigrationFolder = {
  module: 'allocation',
  folder: join(root, 'server/src/ledgers/allocation/migrations'),
};

/** Bundles the worker for plain Node, below a folder from which the packages are found. Answers its path. */
export async function buildWorker(): Promise<string> {
  const outfile = join(root, `test/.output/allocation-worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'server/src/ledgers/allocation/testing-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}

/** The worker was killed, or ended, before it answered: nobody can say what became of the question. */
export class WorkerGone extends Error {
  override name = 'WorkerGone';
}

/** A server process of the ledger, and the pipe to it. */
export class Worker {
  readonly ready: Promise<unknown>;
  gone = false;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { settle(answer: unknown): void; fail(error: Error): void }>();
  private count = 0;

  constructor(program: string, dataFolder: string, databaseUrl = '') {
    this.child = spawn(process.execPath, [program, dataFolder, databaseUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdin!.on('error', () => {});
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const { n, answer, failed } = JSON.parse(line);
      const asked = this.waiting.get(n);
      this.waiting.delete(n);
      if (failed === undefined) asked?.settle(answer);
      else asked?.fail(new Error(failed));
    });
    this.child.on('close', () => this.end());
    this.ready = new Promise((settle, fail) => this.waiting.set(0, { settle, fail }));
  }

  ask<Answer>(call: string, ...args: unknown[]): Promise<Answer> {
    return new Promise<Answer>((settle, fail) => {
      if (this.gone) return fail(new WorkerGone());
      const n = ++this.count;
      this.waiting.set(n, { settle: settle as (answer: unknown) => void, fail });
      this.child.stdin!.write(`${JSON.stringify({ n, call, args })}\n`);
    });
  }

  /** kill -9. What it had written to the pipe before is still read. */
  kill(): Promise<void> {
    const ended = new Promise<void>((done) => this.child.once('close', () => done()));
    this.gone = true;
    this.child.kill('SIGKILL');
    return ended;
  }

  async leave(): Promise<void> {
    const ended = new Promise((done) => this.child.once('close', done));
    this.child.stdin!.end();
    await ended;
  }

  private end(): void {
    this.gone = true;
    for (const { fail } of this.waiting.values()) fail(new WorkerGone());
    this.waiting.clear();
  }
}
