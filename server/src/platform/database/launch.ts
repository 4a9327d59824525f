import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { Binaries } from './binaries.ts';

/**
 * How PostgreSQL's programs are started here. PostgreSQL refuses to run as root, and needs a name for its user:
 *
 * - `direct`: an ordinary user with a name.
 * - `namespace`: root, or a uid without a name (docker run --user 12345). A user namespace makes the caller `nobody` inside;
 *   outside, files keep their owner and no user has to be created.
 * - `nobody`: root where namespaces are forbidden (Docker's default profile): PostgreSQL's files are given to nobody.
 */
export interface Launch {
  way: 'direct' | 'namespace' | 'nobody';
  prefix: readonly string[];
  /** Whether the kernel can end PostgreSQL with its keeper (setpriv --pdeathsig); the keeper sees to it itself otherwise. */
  kernelEndsIt: boolean;
}

export const nobody = 65_534;

/** Finds a way that works on this machine, or says what would make one work. */
export function findLaunch({ postgres, environment }: Binaries): Launch {
  refuseWhatCannotRun(postgres, environment);
  const kernelEndsIt = runs('setpriv', ['--pdeathsig', 'INT', 'true']);
  if (process.getuid?.() !== 0 && hasName()) return { way: 'direct', prefix: [], kernelEndsIt };
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (runs(namespace[0]!, [...namespace.slice(1), postgres, '--version'], environment))
    return { way: 'namespace', prefix: namespace, kernelEndsIt };
  const drop = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  if (process.getuid?.() === 0 && runs(drop[0]!, [...drop.slice(1), postgres, '--version'], environment)) {
    return { way: 'nobody', prefix: drop, kernelEndsIt };
  }
  throw new Failure(
    'PostgreSQL refuses to run as root (or as a user without a name), and this machine allows neither a user namespace (unshare --user) nor another user to reach the checkout: run Serai as an ordinary user, or set DATABASE_URL.',
  );
}

/** Command and arguments of a PostgreSQL program. */
export function commandLine(launch: Launch, program: string, args: readonly string[]): [string, string[]] {
  const [first, ...rest] = [...launch.prefix, program, ...args];
  return [first!, rest];
}

/**
 * The same for the server itself, which must end when its keeper does. `{keeper}` is replaced by the keeper's process id: if the
 * keeper was killed in the moment before the kernel was told, the parent is another by now and the shell stops.
 */
export function keptCommandLine(
  launch: Launch,
  program: string,
  args: readonly string[],
): [string, string[]] {
  if (!launch.kernelEndsIt) return commandLine(launch, program, args);
  const checkParent = '[ "$PPID" = "$0" ] && exec "$@"';
  return commandLine(launch, 'setpriv', [
    '--pdeathsig',
    'INT',
    'sh',
    '-c',
    checkParent,
    '{keeper}',
    program,
    ...args,
  ]);
}

/**
 * PostgreSQL must own its folder. Where root starts it, that is root or nobody, by the way it is started, which may have been another
 * the last time; a folder of anybody else is left alone and refused.
 */
export function giveTo(launch: Launch, folder: string): void {
  const mine = process.getuid?.();
  const wanted = launch.way === 'nobody' ? nobody : mine;
  const found = lstatSync(folder).uid;
  if (wanted === undefined || found === wanted) return;
  if (mine !== 0 || (found !== 0 && found !== nobody)) {
    throw new Failure(
      `The data in ${folder} belongs to another user (id ${found}): run Serai as that user, or point SERAI_DATA at another folder.`,
    );
  }
  chownSync(folder, wanted, wanted);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), wanted, wanted);
  }
}

/** A Linux without glibc (Alpine), a folder mounted noexec: known before anything is made. */
function refuseWhatCannotRun(postgres: string, environment: Record<string, string>): void {
  const { status, stderr, error } = spawnSync(postgres, ['--version'], {
    encoding: 'utf8',
    timeout: 10_000,
    env: { ...process.env, ...environment },
  });
  if (status === 0) return;
  const reason = stderr?.trim().split('\n').at(-1) || error?.message || `it ended with ${status}`;
  throw new Failure(
    `The PostgreSQL that comes with Serai does not run on this system (${reason}): it needs macOS or a Linux with glibc; set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
  );
}

function runs(command: string, args: string[], environment: Record<string, string> = {}): boolean {
  return (
    spawnSync(command, args, { stdio: 'ignore', timeout: 10_000, env: { ...process.env, ...environment } })
      .status === 0
  );
}

function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}
