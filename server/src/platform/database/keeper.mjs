// The process PostgreSQL belongs to. It is plain JavaScript that needs nothing but Node, because it must be startable from the
// source tree, from the bundle and under the test runner alike, and because it should have nothing in it that can fail.
//
// States: starting (PostgreSQL recovers or starts) -> ready (holders connect to our socket, and are greeted) -> leaving (the
// last holder has gone, or we were told to go: the socket is closed first, then PostgreSQL is stopped) -> gone.
//
// Only one keeper a data folder gets to `ready`: PostgreSQL's own interlock (postmaster.pid and its shared memory) decides
// which. A keeper whose PostgreSQL did not get the folder ends, without having touched the socket. docs/database.md.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** @type {{command: string, args: string[], dataFolder: string, socket: string, kernelEndsIt: boolean, environment: Record<string, string>}} */
const order = JSON.parse(process.argv[2] ?? '');
const firstHolderMs = 10_000;
const noHolderMs = 1_000;

const fill = (/** @type {string} */ text) => (text === '{keeper}' ? String(process.pid) : text);
const postgres = spawn(order.command, order.args.map(fill), {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, ...order.environment },
});
postgres.on('error', () => process.exit(1));

// Without setpriv (macOS, BusyBox) a shell that outlives us waits for our end of a pipe to close, and passes the signal on.
const watch = order.kernelEndsIt
  ? undefined
  : spawn('sh', ['-c', 'read -r never; kill -INT "$0" 2>/dev/null', String(postgres.pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
watch?.on('error', () => {});
watch?.stdin?.on('error', () => {});

/** @type {Set<import('node:net').Socket>} */
const holders = new Set();
let leaving = false;
// A large database may take long to recover; whoever wants it waits as long.
let alone = setTimeout(leave, 900_000);

const server = createServer((socket) => {
  if (leaving) return socket.destroy();
  clearTimeout(alone);
  holders.add(socket);
  socket.on('error', () => {});
  // A holder sends nothing; reading is how its end is noticed.
  socket.resume();
  socket.on('close', () => {
    holders.delete(socket);
    if (holders.size === 0 && !leaving) alone = setTimeout(leave, noHolderMs);
  });
  socket.write('ready\n');
});

postgres.on('exit', (code) => {
  leaving = true;
  watch?.kill('SIGKILL');
  // Closing removes the socket's file, and must come before anybody can start the next keeper.
  server.close();
  for (const socket of holders) socket.destroy();
  process.exit(code ?? 1);
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, leave);
process.on('SIGHUP', () => {});
waitUntilReady();

function waitUntilReady() {
  if (leaving) return;
  if (!isReady()) return void setTimeout(waitUntilReady, 15);
  // PostgreSQL has the folder, so no other keeper can be ready: a socket that lies here belongs to one that was killed.
  rmSync(order.socket, { force: true });
  server.on('error', (error) => {
    console.error(`keeper: cannot listen on ${order.socket}: ${error.message}`);
    leave();
  });
  server.listen(order.socket);
  clearTimeout(alone);
  alone = setTimeout(leave, firstHolderMs);
}

function isReady() {
  try {
    const lines = readFileSync(join(order.dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === postgres.pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function leave() {
  if (leaving) return;
  leaving = true;
  server.close();
  for (const socket of holders) socket.destroy();
  // Smart, fast, immediate: the first waits for sessions that are still open, the last needs recovery at the next start.
  postgres.kill('SIGTERM');
  setTimeout(() => postgres.kill('SIGINT'), 1_000);
  setTimeout(() => postgres.kill('SIGQUIT'), 30_000);
}
