/** From files to a running corridor: in memory for a command, through the database for a server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Bus } from '../platform/bus.ts';
import { transaction } from '../platform/database/transaction.ts';
import { checkPack } from './check.ts';
import { Corridor } from './corridor.ts';
import { readLoadedPack, replacePack } from './pack.store.ts';
import { type PackFault, readPack } from './read.ts';

/** Thrown when a pack can't be used; `faults` say where and what to do. */
export class PackRefused extends Error {
  readonly faults: readonly PackFault[];
  constructor(folder: string, faults: readonly PackFault[]) {
    super(
      `The corridor pack ${folder} has ${faults.length} fault${faults.length === 1 ? '' : 's'}; nothing was loaded. See \`npx serai corridor check ${folder}\`.`,
    );
    this.name = 'PackRefused';
    this.faults = faults;
  }
}

/** A fault as one line: `common/places.csv:12 lat  …  …`. */
export const faultLine = (fault: PackFault) =>
  `${fault.file}${fault.row ? `:${fault.row}` : ''}${fault.column ? ` ${fault.column}` : ''}  ${fault.problem}. ${fault.mend}`;

/** The folder of a pack by its id: `corridors/<id>` below the checkout's root. */
export function packFolder(root: string, id: string): string {
  const folder = join(root, 'corridors', id);
  if (!/^[a-z0-9-]+$/.test(id) || !existsSync(folder))
    throw new PackRefused(`corridors/${id}`, [
      {
        file: `corridors/${id}`,
        row: 0,
        column: '',
        problem: 'is not there',
        mend: 'Set SERAI_CORRIDOR to the name of a folder below corridors/.',
      },
    ]);
  return folder;
}

/** A checked corridor straight from its files, with no database. Throws PackRefused. */
export function corridorFromFiles(folder: string): Corridor {
  const pack = readPack(folder);
  const faults = checkPack(pack);
  if (faults.length > 0) throw new PackRefused(folder, faults);
  return new Corridor(pack.meta, pack.rows);
}

export interface Loaded {
  corridor: Corridor;
  /** `loaded` just now, `unchanged` since the last start, or `kept` because the changed files have faults. */
  outcome: 'loaded' | 'unchanged' | 'kept';
  faults: readonly PackFault[];
}

/** The topic on the bus: another pack is loaded. Heard with the commit, by every server on the database. */
export const corridorChanged = 'corridor.changed';
export interface CorridorChanged {
  id: string;
  version: string;
}

/**
 * What a server does as it starts, and `serai corridor reload` while servers run: loads the pack the first time and whenever its files changed. Faults in changed files
 * keep the pack that is loaded (nothing stored is lost) and are answered; with nothing loaded yet they are thrown.
 * `owner` may write the corridor's tables (`Database.asOwner`).
 */
export async function ensureCorridor<Tables>(
  owner: Kysely<Tables>,
  folder: string,
  now: Date,
  /** Whom to tell of another pack. */
  bus?: Bus,
  /** What belongs to the same transaction: the evidence ledger, which stands above, records what the pack says. Done again with a pack that was loaded before. */
  record?: (within: Kysely<Tables>, corridor: Corridor, now: Date) => Promise<unknown>,
): Promise<Loaded> {
  const before = async (corridor: Corridor) => {
    if (record) await transaction(owner, (tx) => record(tx, corridor, now));
    return corridor;
  };
  const stored = await readLoadedPack(owner);
  const files = readPack(folder);
  if (stored && stored.meta.version === files.meta.version && stored.meta.id === files.meta.id) {
    const corridor = await before(new Corridor(stored.meta, stored.rows));
    return { corridor, outcome: 'unchanged', faults: [] };
  }
  const faults = checkPack(files);
  if (faults.length > 0) {
    if (!stored || stored.meta.id !== files.meta.id) throw new PackRefused(folder, faults);
    return { corridor: await before(new Corridor(stored.meta, stored.rows)), outcome: 'kept', faults };
  }
  await transaction(owner, async (tx) => {
    await replacePack(tx, files.meta, files.rows, now);
    const { id, version } = files.meta;
    await record?.(tx, new Corridor(files.meta, files.rows), now);
    await bus?.publish(corridorChanged, { id, version } satisfies CorridorChanged, tx);
  });
  const loaded = await readLoadedPack(owner);
  if (!loaded) throw new Error('the pack that was just loaded is not there');
  return { corridor: new Corridor(loaded.meta, loaded.rows), outcome: 'loaded', faults: [] };
}
