/** A reader with a browser: opens pages, and keeps every fault a page lets slip, so that each test can say there was none. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface World {
  browser: Browser;
  address: string;
  /** With which the first operator sets up (people.ts does it). */
  setupLink: string;
  /** The newest letter to somebody. */
  letterTo(address: string): Promise<string>;
  cli(...words: string[]): Promise<string>;
}

export interface VisitOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  language?: string;
  /** Readers mostly let things move; most tests do not, so that pictures stand still. */
  motion?: boolean;
  /** A browser without WebGL, where the map is a drawing: it takes no processor's time from stories that look at something else. */
  still?: boolean;
  context?: BrowserContextOptions;
  prepare?: (page: Page) => Promise<unknown>;
}

export const output = join(import.meta.dirname, '../.output');
mkdirSync(output, { recursive: true });

/** As long as `expect.poll` asks (vitest.config.ts). It is only waited for where something is missing. */
const pageMsMax = 30_000;

/** Opens a page, does with it what a test wants, and holds it to silence: no errors, no refused policy, no other host. */
export async function visit(
  world: World,
  path: string,
  options: VisitOptions,
  look: (page: Page) => Promise<void>,
) {
  const {
    width = 1280,
    height = 800,
    dark = false,
    language = 'en',
    motion = false,
    still = false,
    context: more,
    prepare,
  } = options;
  const context = await world.browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    reducedMotion: motion ? 'no-preference' : 'reduce',
    hasTouch: width < 720,
    ...more,
  });
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(pageMsMax);
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusalLog(message.text()))
        faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`thrown: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(world.address) && !/^(data|blob|about):/.test(url))
        faults.push(`left the house: ${url}`);
    });
    if (still) await page.addInitScript(withoutWebGl);
    await prepare?.(page);
    await page.goto(world.address + path);
    await look(page);
  } finally {
    await context.close();
  }
  expect(faults).toEqual([]);
}

/** Runs in the page, before anything of it. */
function withoutWebGl(): void {
  const open = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (
    this: HTMLCanvasElement,
    kind: string,
    ...rest: unknown[]
  ) {
    return kind.startsWith('webgl') ? null : Reflect.apply(open, this, [kind, ...rest]);
  } as typeof open;
}

/** Chromium itself logs every answer of 400 and above; a refusal we asked for is not a fault of the page. */
const isRefusalLog = (text: string) =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);

/** The map has drawn everything it was given. */
export const settled = (page: Page) => page.waitForSelector('[data-map="settled"]', { timeout: 60_000 });

/** The focus follows what was pressed in a later render, and so does most of a page: it is asked until it is so. */
export const hasFocus = (element: Locator) =>
  expect.poll(() => element.evaluate((node) => node === document.activeElement)).toBe(true);
export const focusedOn = (page: Page, id: RegExp) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.id ?? '')).toMatch(id);

export const shot = (page: Page, name: string) => page.screenshot({ path: join(output, `${name}.png`) });

/** The page is no wider than its window. */
export const fits = (page: Page, message = 'it is wider than its window') =>
  expect
    .poll(
      () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      { message },
    )
    .toBeLessThanOrEqual(0);

export const darken = (page: Page) => turnTo(page, 'dark', 'light');
export const lighten = (page: Page) => turnTo(page, 'light', 'dark');
async function turnTo(page: Page, wanted: string, other: string): Promise<void> {
  await page.getByRole('button', { name: `Switch to ${wanted}` }).click();
  await page.getByRole('button', { name: `Switch to ${other}` }).waitFor();
}

export const day = (daysAhead: number) =>
  new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
