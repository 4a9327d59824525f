import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * PostgreSQL takes its data folder, and its socket, to be in use while the process named in a lock file is there. That is
 * wrong in three cases, which would keep Serai from ever starting again, and which this mends before a start:
 *
 * - the process was killed but nobody has reaped it yet (or ever will: a container whose first process reaps no orphans);
 * - the machine was cut off, and the id now belongs to some other process;
 * - the server lives but its keeper does not (no setpriv, and the watching shell was killed too): it is told to stop.
 *
 * In the first two the file keeps its other lines, so PostgreSQL still looks whether a backend of the dead server is left in
 * the shared memory, and waits for it: the file is never removed.
 */
export function mendLockFiles(dataFolder: string, socketFolder: string, port: number): void {
  for (const path of [join(dataFolder, 'postmaster.pid'), join(socketFolder, `.s.PGSQL.${port}.lock`)])
    mend(path, dataFolder);
}

function mend(path: string, dataFolder: string): void {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !exists(pid)) return;
  const found = describe(pid);
  if (found?.command.includes(dataFolder) && !found.dead) {
    const keeper = describe(found.parent);
    if (!keeper?.command.includes('keeper.mjs')) process.kill(pid, 'SIGINT');
    return;
  }
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, [String(idOfTheDead()), ...lines.slice(1)].join('\n'), { mode: 0o600 });
  renameSync(fresh, path);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Described {
  parent: number;
  dead: boolean;
  command: string;
}

/** `ps` is on every Linux and macOS worth the name, but not in every small container: there /proc is. */
function describe(pid: number): Described | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { parent: Number(parent), dead: state === 'Z' || state === 'X', command };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,stat=,command=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    const row = /^\s*(\d+)\s+(\S+)\s+(.*)$/m.exec(stdout ?? '');
    return row ? { parent: Number(row[1]), dead: row[2]!.startsWith('Z'), command: row[3]! } : undefined;
  }
}

/** The id of a process that has just ended and was reaped by us. */
function idOfTheDead(): number {
  return spawnSync(process.execPath, ['--version'], { stdio: 'ignore' }).pid;
}
