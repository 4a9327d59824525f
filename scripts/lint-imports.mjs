// The house's floors, held by lint: imports only go down (engines and platform; corridor; ledgers; modules; app), a module
// is entered only through its index.ts, and nobody touches another's tables. Prints `file:line  what  the mend`, exit 1.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Which module may use which (besides ledgers, corridor, platform and engines, which all may). */
const modulesUsed = { market: ['freight'], projects: ['freight'] };
/** Doors: the files of a room that others may enter by. `app` rooms may also use a module's commands. */
const doors = ['index.ts'];
const appDoors = ['index.ts', 'commands.ts'];
const floors = { engine: 0, platform: 0, corridor: 1, ledger: 2, module: 3, app: 4 };

/** The room a file stands in: its kind (a floor, `web` or null), its name and the path within it. */
export function roomOf(path) {
  const parts = path.split('/');
  if (parts[0] === 'engines') return { kind: 'engine', name: parts[1], inner: parts.slice(2).join('/') };
  if (parts[0] === 'web') return { kind: 'web', name: parts[2] === 'features' ? parts[3] : '', inner: path };
  if (parts[0] !== 'server' || parts[1] !== 'src') return null;
  if (parts[2] === 'platform') return { kind: 'platform', name: 'platform', inner: parts.slice(3).join('/') };
  if (parts[2] === 'corridor') return { kind: 'corridor', name: 'corridor', inner: parts.slice(3).join('/') };
  if (parts[2] === 'ledgers') return { kind: 'ledger', name: parts[3], inner: parts.slice(4).join('/') };
  if (parts[2] === 'modules') return { kind: 'module', name: parts[3], inner: parts.slice(4).join('/') };
  return { kind: 'app', name: 'app', inner: parts.slice(2).join('/') };
}

/** Why `from` may not import `specifier`, or null. `typeOnly` is true for `import type` and `export type`. */
export function refusal(from, specifier, typeOnly = false) {
  const here = roomOf(from);
  if (!here) return null;
  const test = /\.test\.tsx?$|\/(oracle[a-z-]*|random-network|testing)\.ts$/.test(from);
  const buildStep = from === 'web/src/i18n/build.ts'; // runs in Vite, on Node
  if (!specifier.startsWith('.')) {
    if (here.kind === 'engine' && !test)
      return `an engine is pure and depends on nothing, but imports ${specifier}`;
    if (here.kind === 'web' && !test && !buildStep && /^(node:|@serai\/)/.test(specifier))
      return `the web runs in a browser, but imports ${specifier}`;
    return null;
  }
  const target = relative('/', resolve('/', dirname(from), specifier))
    .split(sep)
    .join('/');
  const there = roomOf(target);
  if (here.kind === 'web') {
    if (there?.kind !== 'web') {
      if (target.startsWith('locales/')) return null;
      const contract =
        /^server\/src\/((modules\/[a-z]+\/([a-z]+\/)*|ledgers\/[a-z]+\/)api|platform\/(figure|[a-z]+\/api))\.ts$/.test(
          target,
        );
      if (contract && typeOnly) return null;
      return contract
        ? `the web takes types only from ${target}: write \`import type\``
        : `the web knows the server by its contracts (modules/<name>/api.ts) only, not ${target}`;
    }
    const shared = there.name === '' || here.name === '';
    return shared || there.name === here.name || test
      ? null
      : `features/${here.name} may not use features/${there.name}`;
  }
  if (!there || (there.kind === here.kind && there.name === here.name)) return null;
  if (there.kind === 'web') return 'the server may not import the web';
  if (there.kind === 'engine') return `engines are imported by their package name (@serai/${there.name})`;
  if (here.kind === 'engine') return `an engine is pure and depends on nothing, but imports ${target}`;
  if (floors[there.kind] > floors[here.kind])
    return `imports only go down: ${here.kind} ${here.name} stands below ${there.kind} ${there.name}`;
  if (there.kind === 'platform') return null;
  const allowed = here.kind === 'app' ? appDoors : doors;
  if (!allowed.includes(there.inner) && !(test && there.inner === 'testing.ts'))
    return `${there.kind} ${there.name} is entered through its index.ts, not ${there.inner}`;
  if (here.kind === 'module' && there.kind === 'module' && !modulesUsed[here.name]?.includes(there.name))
    return `module ${here.name} may not use module ${there.name}: they meet in the ledgers and through events`;
  return null;
}

/** Every import of a source text: specifier, line, and whether it takes types only. */
export function importsOf(text) {
  const found = [];
  const form =
    /(?:^|[\s;])(import|export)\s+(type\s+)?(?:[\w$*{}\s,]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;
  for (const match of text.matchAll(form)) {
    const specifier = match[3] ?? match[4];
    found.push({
      specifier,
      line: text.slice(0, match.index + match[0].length).split('\n').length,
      typeOnly: Boolean(match[2]),
    });
  }
  return found;
}

/** Tables by the room whose migrations make them: `corridor.place` -> `corridor`. */
function tablesByRoom(files) {
  const owner = new Map();
  for (const path of files.filter((each) => each.endsWith('.sql'))) {
    const room = roomOf(path);
    for (const [, table] of readFileSync(path, 'utf8').matchAll(
      /create table (?:if not exists )?([a-z_]+\.[a-z_]+)/gi,
    ))
      if (room) owner.set(table.toLowerCase(), room.name);
  }
  return owner;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('dist')) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** All refusals of the checkout at `root`, as printable lines. */
export function lintImports(root) {
  const before = process.cwd();
  process.chdir(root);
  try {
    const files = ['engines', 'server/src', 'web/src'].flatMap(filesBelow);
    const owner = tablesByRoom(files);
    const lines = [];
    for (const path of files) {
      if (!/\.(ts|tsx|sql)$/.test(path)) continue;
      const text = readFileSync(path, 'utf8');
      if (!path.endsWith('.sql')) {
        for (const { specifier, line, typeOnly } of importsOf(text)) {
          const why = refusal(path, specifier, typeOnly);
          if (why) lines.push(`${path}:${line}  ${why}`);
        }
      }
      const room = roomOf(path);
      // The web runs no SQL, and its messages are named like tables: `identity.account.title`.
      if (!room || room.kind === 'app' || room.kind === 'web') continue;
      for (const [table, name] of owner) {
        // As SQL names it (after a keyword) or a query builder (as a whole string); `corridor.places` in code is a property.
        const use = new RegExp(
          `(?:\\b(?:from|join|into|update|table|references|on|using)\\s+|['"\`])${table.replace('.', '\\.')}\\b`,
          'i',
        );
        const at = name === room.name ? -1 : text.search(use);
        if (at >= 0)
          lines.push(
            `${path}:${text.slice(0, at).split('\n').length}  ${room.name} touches ${name}'s table ${table}: ask through its index.ts`,
          );
      }
    }
    return lines;
  } finally {
    process.chdir(before);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lines = lintImports(join(dirname(process.argv[1]), '..'));
  for (const line of lines) console.error(line);
  process.exit(lines.length ? 1 : 0);
}
