/** A Serai of the bench's own: an empty database in a folder of its own, one processor where the system can pin it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchServer {
  port: number;
  /** Where somebody becomes its operator, once. */
  setupLink: string;
  /** Whether it runs on one processor only, and the bench on another. */
  pinned: boolean;
  residentMegabytes(): number | null;
  /** Processor seconds it has used, of all its threads. */
  processorSeconds(): number | null;
  stop(): Promise<void>;
}

export async function startServer(root: string): Promise<BenchServer> {
  const data = mkdtempSync(join(root, 'bench/.cache/quotes-'));
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  if (pinned) spawnSync('taskset', ['-cp', '1', String(process.pid)]);
  const command = [
    ...(pinned ? ['taskset', '-c', '0'] : []),
    process.execPath,
    // As `npm start` has it.
    '--max-semi-space-size=32',
    'server/dist/cli.mjs',
    'start',
  ];
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: root,
    // One caller asks for everybody: the limit is raised, not removed.
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      SERAI_DATA: data,
      DATABASE_URL: '',
      LOG_LEVEL: 'warn',
      SERAI_RATE_PER_SECOND: '1000000',
      SERAI_RATE_BURST: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that is interrupted leaves no server behind.
  process.once('exit', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const { port, setupLink } = await linksOf(child);
  return {
    port,
    setupLink,
    pinned,
    residentMegabytes: () => {
      const found = /VmRSS:\s+(\d+) kB/.exec(procFile(child, 'status'));
      return found ? Math.round(Number(found[1]) / 1024) : null;
    },
    processorSeconds: () => {
      // After the command's name: user and system time in hundredths of a second.
      const fields = procFile(child, 'stat').split(') ')[1]?.split(' ');
      return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null;
    },
    stop: () =>
      new Promise((settle) => {
        child.once('exit', () => {
          rmSync(data, { recursive: true, force: true });
          settle();
        });
        child.kill('SIGTERM');
      }),
  };
}

function linksOf(child: ChildProcess): Promise<{ port: number; setupLink: string }> {
  return new Promise((settle, fail) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      const setupLink = /http:\S+\/setup\/[\w-]+(?=\s)/.exec(said)?.[0];
      if (port !== undefined && setupLink !== undefined) settle({ port: Number(port), setupLink });
    });
    child.once('exit', () => fail(new Error('the server ended before it said its address')));
  });
}

function procFile(child: ChildProcess, name: string): string {
  try {
    return readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
