/** A real Chromium for the tests: the system's Chrome or Chromium, else the one that comes with an npm package. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

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
  const { default: packed } = await import('@sparticuz/chromium');
  packed.setGraphicsMode = true;
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...drawing, ...housing, '--no-sandbox', '--no-zygote'],
  });
}
