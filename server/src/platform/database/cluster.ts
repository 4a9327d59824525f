import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { commandLine, findLaunch, giveTo, keptCommandLine, type Launch, nobody } from './launch.ts';

/** Serai's own PostgreSQL, at rest: where its data and sockets are, who may log in, and how it is started. */
export interface Cluster {
  dataFolder: string;
  logFile: string;
  /** Holds PostgreSQL's socket and the keeper's; nobody else may enter it. */
  socketFolder: string;
  keeperSocket: string;
  passwords: Passwords;
  binaries: Binaries;
  launch: Launch;
}
export interface Passwords {
  superuser: string;
  owner: string;
}

export const superuser = 'postgres';
export const ownerRole = 'serai_owner';
export const databaseName = 'serai';
/** Only a part of the socket's name: PostgreSQL listens on no network address. */
export const port = 5432;

/** Makes the cluster if there is none, and refuses one of another major version. */
export function openCluster(folder: string): Cluster {
  const seraiData = makeDataFolder(folder);
  const binaries = findBinaries(seraiData);
  const launch = findLaunch(binaries);
  const dataFolder = join(seraiData, 'postgres');
  const socketFolder = makeSocketFolder(seraiData, launch);
  giveTo(launch, socketFolder);
  if (existsSync(dataFolder)) giveTo(launch, dataFolder);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) initialise(seraiData, dataFolder, binaries, launch);
  return {
    dataFolder,
    logFile: join(seraiData, 'postgres.log'),
    socketFolder,
    keeperSocket: join(socketFolder, 'keeper'),
    passwords: readPasswords(dataFolder, binaries.major),
    binaries,
    launch,
  };
}

/** How the server is started: everything that must hold whatever postgresql.conf says stands on its command line. */
export function serverCommand(cluster: Cluster): [string, string[]] {
  const settings = {
    listen_addresses: '',
    // A list of folders, so the name is quoted; it may hold spaces and commas.
    unix_socket_directories: `"${cluster.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: String(port),
    max_connections: '200',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The package carries no LLVM.
    jit: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return keptCommandLine(cluster.launch, cluster.binaries.postgres, ['-D', cluster.dataFolder, ...flags]);
}

export function connectionUrl(
  cluster: Cluster,
  role: 'superuser' | 'owner',
  database = databaseName,
): string {
  const user = role === 'owner' ? ownerRole : superuser;
  return `postgres://${user}:${cluster.passwords[role]}@/${database}?host=${encodeURIComponent(cluster.socketFolder)}&port=${port}`;
}

/** The folder's real name: by another name for it, two processes would look for the server's socket in two places. */
function makeDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return realpathSync(folder);
  } catch (error) {
    throw new Failure(
      `The folder ${folder} can't be used (${(error as Error).message}): set SERAI_DATA to one that can be written.`,
    );
  }
}

/** Builds the cluster aside and renames it into place, so that a kill in between, or a second process, leaves no half of one. */
function initialise(seraiData: string, dataFolder: string, binaries: Binaries, launch: Launch): void {
  removeAbandoned(seraiData);
  const building = join(seraiData, `postgres.new-${process.pid}-${Date.now()}`);
  const passwords: Passwords = { superuser: newPassword(), owner: newPassword() };
  mkdirSync(building, { mode: 0o700 });
  const passwordFile = join(building, 'superuser-password');
  const cluster = join(building, 'cluster');
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 });
  giveTo(launch, building);
  const [command, args] = commandLine(launch, binaries.initdb, [
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  const made = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...binaries.environment, LC_ALL: 'C' },
    timeout: 120_000,
  });
  if (made.status !== 0) {
    rmSync(building, { recursive: true, force: true });
    throw new Failure(
      `PostgreSQL could not make its data folder ${dataFolder}: ${lastLine(made.stderr) || made.error?.message || 'initdb was stopped'}`,
    );
  }
  writeFileSync(join(cluster, passwordsFile), JSON.stringify(passwords), { mode: 0o600 });
  try {
    renameSync(cluster, dataFolder);
  } catch (error) {
    // Another process was first: its cluster is as good as ours.
    if (!existsSync(join(dataFolder, 'PG_VERSION'))) throw error;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** What a process killed during initdb left behind. */
function removeAbandoned(seraiData: string): void {
  for (const name of readdirSync(seraiData)) {
    const path = join(seraiData, name);
    if (name.startsWith('postgres.new-') && Date.now() - statSync(path).mtimeMs > 600_000)
      rmSync(path, { recursive: true, force: true });
  }
}

const passwordsFile = 'serai-passwords.json';
function readPasswords(dataFolder: string, major: string): Passwords {
  try {
    const found = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
    if (found !== major) {
      throw new Failure(
        `The data in ${dataFolder} was written by PostgreSQL ${found} and this Serai brings PostgreSQL ${major}, which can't read it: go back to the Serai you had, run serai backup there and serai restore here; or point SERAI_DATA at another folder to start empty.`,
      );
    }
    return JSON.parse(readFileSync(join(dataFolder, passwordsFile), 'utf8'));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES') {
      throw new Failure(
        `The data in ${dataFolder} belongs to another user: run Serai as that user, or point SERAI_DATA at another folder.`,
      );
    }
    throw new Failure(
      `${join(dataFolder, passwordsFile)} can't be read (${code ?? 'it is damaged'}): put it back from a backup, or point SERAI_DATA at another folder.`,
    );
  }
}

/**
 * A Unix socket's whole path fits 107 bytes at most. Where the data folder lies too deep, a folder of the same user in the
 * system's temporary folder stands in, named by the data folder's hash.
 */
function makeSocketFolder(seraiData: string, launch: Launch): string {
  const near = join(seraiData, 'run');
  const fits = Buffer.byteLength(join(near, `.s.PGSQL.${port}.lock`)) <= 100;
  const folder = fits
    ? near
    : join(
        tmpdir(),
        `serai-${process.getuid?.() ?? 0}-${createHash('sha256').update(seraiData).digest('hex').slice(0, 16)}`,
      );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const mine = process.getuid?.() ?? found.uid;
  // Nobody's, where it is in our own folder: root started PostgreSQL as nobody the last time.
  const own = found.uid === mine || (mine === 0 && found.uid === nobody && (fits || launch.way === 'nobody'));
  // Somebody else's folder at this name could hold somebody else's server.
  if (!found.isDirectory() || !own)
    throw new Failure(
      `${folder} is not a folder of your own: remove it, or set SERAI_DATA to a shorter path.`,
    );
  chmodSync(folder, 0o700);
  return folder;
}

const newPassword = () => randomBytes(24).toString('base64url');
const lastLine = (text: string | null) => (text ?? '').trim().split('\n').at(-1) ?? '';
