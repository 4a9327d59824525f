/** A reader with a browser: opens pages, and keeps every fault a page lets slip, so that each test can say there was none. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface World {
  browser: Browser;
  address: string;
  /** With which the first operator sets up (people.ts does it). */
  setupLink: string | undefined;
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
  context?: BrowserContextOptions;
  prepare?: (page: Page) => Promise<unknown>;
}

export const output = join(import.meta.dirname, '../.output');
mkdirSync(output, { recursive: true });

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
    page.setDefaultTimeout(20_000);
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
    await prepare?.(page);
    await page.goto(world.address + path);
    await look(page);
  } finally {
    await context.close();
  }
  expect(faults).toEqual([]);
}

/** Chromium itself logs every answer of 400 and above; a refusal we asked for is not a fault of the page. */
const isRefusalLog = (text: string) =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);

/** The map has drawn everything it was given. */
export const settled = (page: Page) => page.waitForSelector('[data-map="settled"]', { timeout: 40_000 });

export const shot = (page: Page, name: string) => page.screenshot({ path: join(output, `${name}.png`) });

/** How far the page is wider than its window. */
export const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export const day = (daysAhead: number) =>
  new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
