/** A real Chromium for the tests: the system's Chrome or Chromium, else the one that comes with an npm package. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Software WebGL, so that the map is drawn on machines without a graphics card. */
const drawing = [
  '--disable-gpu',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];
/** Containers give /dev/shm 64 MB, and a root user no sandbox. */
const housing = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

export async function launchChromium(): Promise<Browser> {
  const system = places.find((place) => place && existsSync(place));
  if (system) return chromium.launch({ executablePath: system, args: [...drawing, ...housing] });
  return chromium.launch({
    executablePath: await unpacked(),
    args: [...drawing, ...housing, '--no-sandbox', '--no-zygote'],
  });
}

/**
 * The one of the package unpacks itself into the system's folder for temporary files and takes what lies there for whole, though another file of
 * stories may be at it, or a run was stopped in the middle of it. So it is unpacked aside, and gets its name when it is whole.
 */
async function unpacked(): Promise<string> {
  const about = await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const output = join(root, 'test/.output');
  const folder = join(output, `chromium-${(JSON.parse(about) as { version: string }).version}`);
  if (!existsSync(folder)) {
    await mkdir(output, { recursive: true });
    const aside = await mkdtemp(`${folder}-`);
    const unpack = "import('@sparticuz/chromium').then(({ default: packed }) => packed.executablePath())";
    const env = { ...process.env, TMPDIR: aside };
    await promisify(execFile)(process.execPath, ['--eval', unpack], { cwd: root, env });
    // Whoever comes second throws theirs away.
    await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }));
  }
  return join(folder, 'chromium');
}
