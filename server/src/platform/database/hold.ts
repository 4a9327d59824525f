import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync, truncateSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { root } from '../root.ts';
import { type Cluster, port, serverCommand } from './cluster.ts';
import { mendLockFiles } from './lock-file.ts';

/** While one process holds it, the cluster runs. When the last lets go, or is killed, the keeper stops it. */
export interface Hold {
  /** Settles when the cluster runs (again). Rejects with a Failure when it can't be started. */
  running(): Promise<void>;
  release(): void;
}

/**
 * Uses the keeper that is there or starts one, and does so again whenever it is lost: the connection to the keeper's socket
 * is what holds the cluster, so there is nothing to clean up after a kill -9.
 */
export async function holdCluster(
  cluster: Cluster,
  onProblem: (problem: Error) => void = () => {},
): Promise<Hold> {
  let released = false;
  let socket: Socket | undefined;
  let attempt: Promise<void> | undefined;

  const hold = async () => {
    const taken = await connectOrStart(cluster);
    if (released) return void taken.destroy();
    socket = taken;
    taken.on('close', () => {
      socket = undefined;
      if (!released) running().catch(onProblem);
    });
  };
  const running = (): Promise<void> => {
    if (socket) return Promise.resolve();
    attempt ??= hold().finally(() => {
      attempt = undefined;
    });
    return attempt;
  };
  await running();
  return {
    running,
    release: () => {
      released = true;
      socket?.destroy();
    },
  };
}

/** How long another's server may take to be ready, or to be gone … */
const othersMs = 60_000;
/** … and our own, which may have to recover a large database first. */
const ownMs = 900_000;

async function connectOrStart(cluster: Cluster): Promise<Socket> {
  const beganMs = Date.now();
  let mine: Started | undefined;
  let losses = 0;
  for (;;) {
    const socket = await greet(cluster.keeperSocket);
    if (socket) return socket;
    if (mine?.ended()) {
      // Its PostgreSQL did not get the data folder because another has it (about to be ready, or about to stop), or can't run.
      const reason = mine.lastWords();
      if (!/lock file ".*" already exists|is still in use/.test(reason)) {
        throw new Failure(
          `PostgreSQL did not start: ${firstFatal(reason)} The whole of it is in ${cluster.logFile}.`,
        );
      }
      mine = undefined;
      losses += 1;
      await wait(Math.min(1_000, 100 * losses));
    }
    const limitMs = losses > 0 ? othersMs : ownMs;
    if (Date.now() - beganMs > limitMs) {
      throw new Failure(
        `PostgreSQL was not ready after ${limitMs / 1000} seconds; ${cluster.logFile} says more.`,
      );
    }
    if (!mine) {
      mendLockFiles(cluster.dataFolder, cluster.socketFolder, port);
      mine = startKeeper(cluster);
    }
    await wait(20);
  }
}

/** Connects to the keeper's socket and waits to be greeted; nothing when no keeper is ready there. */
function greet(path: string): Promise<Socket | undefined> {
  return new Promise((settle) => {
    const socket = connect(path);
    // A keeper that was stopped in its tracks (SIGSTOP) takes connections and greets nobody.
    socket.setTimeout(5_000, () => socket.destroy());
    socket.once('data', () => {
      socket.removeAllListeners('close');
      socket.setTimeout(0);
      socket.resume();
      // The hold must not keep a process alive that has nothing else to do.
      socket.unref();
      settle(socket);
    });
    socket.on('error', () => {});
    socket.once('close', () => settle(undefined));
  });
}

interface Started {
  ended(): boolean;
  /** What was written to the log since it was started. */
  lastWords(): string;
}

function startKeeper(cluster: Cluster): Started {
  const log = openSync(cluster.logFile, 'a', 0o600);
  const sizeMaxBytes = 5_000_000;
  if (statSync(cluster.logFile).size > sizeMaxBytes) truncateSync(cluster.logFile);
  const from = statSync(cluster.logFile).size;
  const [command, args] = serverCommand(cluster);
  const order = {
    command,
    args,
    dataFolder: cluster.dataFolder,
    socket: cluster.keeperSocket,
    kernelEndsIt: cluster.launch.kernelEndsIt,
    environment: { ...cluster.binaries.environment, LC_ALL: 'C' },
  };
  const keeper = spawn(
    process.execPath,
    [join(root, 'server/src/platform/database/keeper.mjs'), JSON.stringify(order)],
    {
      // Its own session: Ctrl-C in the terminal of whoever started it must not reach it.
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    },
  );
  closeSync(log);
  keeper.unref();
  let ended = false;
  keeper.on('error', () => {
    ended = true;
  });
  keeper.on('exit', () => {
    ended = true;
  });
  return { ended: () => ended, lastWords: () => readFrom(cluster.logFile, from) };
}

function readFrom(file: string, offset: number): string {
  const length = Math.max(0, Math.min(statSync(file).size - offset, 100_000));
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, bytes, 0, length, offset);
  } finally {
    closeSync(descriptor);
  }
  return bytes.toString('utf8');
}

function firstFatal(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line =
    lines.find((each) => /FATAL|PANIC|error while loading|not found|denied/.test(each)) ??
    lines.at(-1) ??
    'it said nothing.';
  return line.endsWith('.') ? line : `${line}.`;
}

/** The process id of the server that has the data folder, or nothing. For tests and for people who look. */
export function serverPid(dataFolder: string): number | undefined {
  try {
    return Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}
