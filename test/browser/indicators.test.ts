/** Indicators as a reader meets them: from a chart's point to the sentence it was read in, and files that can be taken away. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator } from './people.ts';
import { fits, hasFocus, shot, visit } from './visitor.ts';
import { ownWorld } from './world.ts';

const world = ownWorld();
let folder = '';

const sentence = 'In 2024, trade between China and Georgia reached $94.8 billion, officials said.';
const article = `Date: 2025-06-16\n\nA year of trade\n\nTrains were full all summer. ${sentence} Nobody expected less.\n`;

/** Every number of it is made up; the corridor's own figures know nothing of trade with Georgia. That by year and month, and with five countries by year. */
function table(): string {
  const rows: (string | number)[][] = [];
  const add = (period: string, partner: string, flow: string, value: string | number) =>
    rows.push([period, 'CN', partner, flow, value]);
  for (const [year, value] of [
    [2022, 70_200],
    [2023, 89_400],
    [2024, 94_800],
  ] as const)
    add(String(year), 'GE', 'total', value);
  for (let month = 0; month < 46; month++) {
    const period = `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    add(period, 'GE', 'total', 6000 + month * 70 + (month % 12) * 90);
  }
  for (const [index, partner] of ['KZ', 'UZ', 'KG', 'TJ', 'TM'].entries())
    for (const year of [2022, 2023, 2024])
      add(String(year), partner, 'export', (6 - index) * 3000 + (year - 2022) * 700);
  return ['Period,Reporter,Partner,Flow,Value', ...rows.map((row) => row.join(','))].join('\n');
}
const mapping = {
  name: 'made-up',
  indicator: 'trade-value',
  period: 'Period',
  value: 'Value',
  dimensions: { reporter: 'Reporter', partner: 'Partner', flow: 'Flow' },
  constants: { category: 'total' },
  scale: '1000000',
  unit: 'USD',
};

beforeAll(async () => {
  const { cli } = world;
  folder = await mkdtemp(join(tmpdir(), 'serai series '));
  await writeFile(join(folder, 'office.csv'), table());
  await writeFile(join(folder, 'office.json'), JSON.stringify(mapping));
  const mirrored = table()
    .split('\n')
    .filter((line) => /^20\d\d,CN,KZ,export/.test(line))
    .map((line) => line.replace('CN,KZ,export', 'KZ,CN,import'));
  await writeFile(
    join(folder, 'other.csv'),
    ['Period,Reporter,Partner,Flow,Value', ...mirrored].join('\n').replace(/(\d)000$/gm, '$1500'),
  );
  const texts = await mkdtemp(join(folder, 'texts '));
  await writeFile(join(texts, 'year.txt'), article);
  for (const [file, publisher] of [
    ['office.csv', 'An office of examples'],
    ['other.csv', 'Another office of examples'],
  ] as const)
    await cli(
      ...['import', join(folder, file), '--format', 'csv', '--mapping', join(folder, 'office.json')],
      ...['--publisher', publisher, '--title', 'Trade, made up', '--date', '2025-10-20'],
    );
  await cli('ingest', texts);
});
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

const region = '/indicators/trade-value?reporter=CN&partner=GE&frequency=year';
const drawn = (page: Page) => page.locator('[data-chart="drawn"]').first().waitFor();
const points = (page: Page) => page.locator('[role="group"] > button[aria-haspopup="dialog"]');

describe('a chart', () => {
  test('leads from its point to the sentence in the article, by keyboard alone', async () => {
    await visit(world, region, {}, async (page) => {
      await drawn(page);
      await points(page).first().focus();
      // three years of the office, then what the text says of the last
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowDown');
      const focused = page.locator('[role="group"] > button:focus');
      await expect
        .poll(() => focused.getAttribute('aria-label'))
        .toMatch(/2024.*\$94\.8 billion.*said in a text/);
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('$94.8 billion').first().waitFor();
      await shot(page, 'indicator-evidence');
      await dialog.getByRole('link', { name: 'The sentence in the article' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/articles\/[^?]+\?claim=/);
      const claim = new URL(page.url()).searchParams.get('claim');
      const mark = page.locator(`[id="claim-${claim}"]`);
      await mark.waitFor();
      await expect.poll(() => mark.innerText()).toContain('$94.8 billion');
      await hasFocus(mark);
      await expect.poll(async () => (await mark.boundingBox())?.y).toBeLessThan(800);
      expect((await mark.boundingBox())?.y).toBeGreaterThan(0);
      await shot(page, 'indicator-sentence');
    });
  });

  test('can be walked from point to point, and each says what it is', async () => {
    await visit(world, region, {}, async (page) => {
      await drawn(page);
      await expect.poll(() => points(page).count()).toBe(4);
      await expect.poll(() => page.locator('[role="group"] > button[tabindex="0"]').count()).toBe(1);
      await points(page).first().focus();
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => page.locator('[role="group"] > button:focus').getAttribute('aria-label'))
        .toMatch(/^2023: \$89\.4 billion, official, An office of examples/);
      await page.keyboard.press('Enter');
      const said = page.getByRole('dialog').getByText('Said by An office of examples');
      await said.waitFor();
      // drawn anew for a narrower window, it goes on saying so
      const before = await page.locator('[data-chart] svg').first().getAttribute('width');
      await page.setViewportSize({ width: 1000, height: 800 });
      await expect
        .poll(() => page.locator('[data-chart] svg').first().getAttribute('width'))
        .not.toBe(before);
      expect(await said.count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.locator('[role="group"] > button:focus').waitFor();
    });
  });

  test('keeps what it needs no style for: the policy refuses nothing, in any of its kinds', async () => {
    await visit(world, '/indicators/trade-value?reporter=CN&flow=export', {}, async (page) => {
      for (const view of ['Lines', 'Bars', 'Shares', 'Map', 'Table']) {
        await page.getByRole('radio', { name: view }).check();
        if (view === 'Table') await page.getByRole('table').waitFor();
        else await drawn(page);
        expect(await page.locator('[data-chart] svg style').count()).toBe(0);
        await shot(page, `indicator-${view.toLowerCase()}`);
      }
    });
  });
});

test('charts are no part of the first view, which stays within its budget', async () => {
  const root = join(import.meta.dirname, '../..');
  const said = await promisify(execFile)(process.execPath, [join(root, 'scripts/budget.mjs')]);
  expect(said.stderr).toContain('first view');
  expect(said.stderr).not.toContain('drawings');
});

/** What the browser was given to save. */
async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const stream = await download.createReadStream();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

describe('what is taken away', () => {
  test('an SVG stands by itself, with title, source, citation and fonts inside', async () => {
    await visit(world, region, {}, async (page) => {
      await drawn(page);
      const text = (
        await saved(page, () => page.getByRole('button', { name: 'SVG picture' }).click())
      ).toString();
      expect(text).not.toContain('var(--');
      expect(text).toContain('data:font/woff2;base64,');
      // read where no policy of ours reaches, as wherever it is opened
      const elsewhere = await page.context().newPage();
      const read = await elsewhere.evaluate((svg) => {
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
        return {
          faults: parsed.querySelectorAll('parsererror').length,
          words: [...parsed.querySelectorAll('text')].map((each) => each.textContent).join(' '),
        };
      }, text);
      expect(read.faults).toBe(0);
      expect(read.words).toContain('Trade in goods');
      expect(read.words).toContain('Sources: An office of examples');
      expect(read.words).toMatch(/Serai, “Trade in goods”, as of \d/);
    });
  });

  test('a PNG has the picture in it', async () => {
    await visit(world, region, { dark: true }, async (page) => {
      await drawn(page);
      const png = await saved(page, () => page.getByRole('button', { name: 'PNG picture' }).click());
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      const colours = await page.evaluate(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        const pen = canvas.getContext('2d');
        pen?.drawImage(image, 0, 0);
        const { data } = pen?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        const found = new Set<string>();
        for (let at = 0; at < data.length; at += 4) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
        return { found: [...found], width: image.naturalWidth };
      }, png.toString('base64'));
      expect(colours.width).toBeGreaterThan(1000);
      // the line in the accent of the dark theme, on its sheet
      expect(colours.found).toContain('22,30,39');
      expect(colours.found).toContain('116,205,209');
    });
  });

  test('the rows of a CSV are the points that are shown', async () => {
    await visit(world, region, {}, async (page) => {
      await drawn(page);
      const csv = (await saved(page, () => page.getByRole('link', { name: 'CSV table' }).click())).toString();
      const values = csv.match(/\b(70200000000|89400000000|94800000000)\b/g) ?? [];
      expect(new Set(values).size).toBe(3);
      await page.getByRole('radio', { name: 'Table' }).check();
      const rows = await page.getByRole('table').locator('tbody tr').allInnerTexts();
      expect(rows.filter((row) => /^20\d\d\s/.test(row))).toHaveLength(4);
      expect(rows.join('\n')).toContain('$89,400,000,000');
    });
  });

  test('a chart can be framed by a page of another origin', async () => {
    const other = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html');
      answer.end(
        `<iframe title="chart" width="600" height="520" src="${world.address}/embed${region}"></iframe>`,
      );
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const page = await world.browser.newPage();
    try {
      await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
      const frame = page.frameLocator('iframe');
      await frame.locator('[data-chart="drawn"]').waitFor({ timeout: 30_000 });
      expect(await frame.getByRole('navigation').count()).toBe(0);
      await expect
        .poll(() => frame.getByRole('link', { name: 'Open on Serai' }).getAttribute('href'))
        .toBe(region);
      await shot(page, 'indicator-embedded');
    } finally {
      await page.close();
      await new Promise((done) => other.close(done));
    }
  });
});

describe('whether a target is in reach', () => {
  test('is answered with an interval, the formula and every step', async () => {
    await visit(world, '/indicators/trade-value?reporter=CN&partner=GE', {}, async (page) => {
      await page.getByLabel(/^Target/).fill('100');
      await page.getByLabel('By', { exact: true }).fill('2025-12-31');
      await page.getByRole('button', { name: 'Reckon' }).click();
      await page.getByText(/8 in 10: between/).waitFor();
      await expect.poll(() => page.locator('details ol li').count()).toBeGreaterThan(2);
      await expect.poll(() => new URL(page.url()).searchParams.get('target')).toBe('100000000000');
      await shot(page, 'indicator-track');
    });
  });

  test('is answered by the line that is chosen, and where nobody can say, by the reason', async () => {
    const asks = '/indicators/trade-value?reporter=CN&partner=GE&target=100000000000&by=2024-12-31';
    await visit(world, asks, {}, async (page) => {
      await page.getByText('Going by China – Georgia', { exact: false }).waitFor();
      const texts = page.getByLabel('Going by').locator('option', { hasText: /what texts say$/ });
      await page.getByLabel('Going by').selectOption(await texts.getAttribute('value'));
      await page.getByRole('button', { name: 'Reckon' }).click();
      await page.getByText('By 31 Dec 2024 it came to', { exact: true }).waitFor();
      await page.getByText('$94.8 billion', { exact: false }).first().waitFor();
      await page.getByLabel('By', { exact: true }).fill('2031-12-31');
      await page.getByRole('button', { name: 'Reckon' }).click();
      await page.getByText('Nothing is stated of 2031 from January on', { exact: false }).waitFor();
    });
  });
});

describe('a series', () => {
  const brought = 'Month;Land;Sum\n2026-01;KZ;12,5\n2026-02;KZ;13,25\n';
  const bring = async (page: Page, text: string) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'lands.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.getByText('13,25').first().waitFor();
  };
  const fill = async (page: Page, text: string) => {
    await bring(page, text);
    await page.getByLabel('Indicator').selectOption('freight-trains');
    await page.getByLabel('Save this under the name').fill('lands');
    await page.getByLabel('Column of the period').selectOption('Month');
    await page.getByLabel('Column of the value').selectOption('Sum');
    await page.getByLabel('Reporter: column').selectOption('Land');
    await page.getByLabel('Partner: the same in every row').fill('CN');
    await page.getByLabel('Category: the same in every row').fill('total');
    await page.getByLabel('Numbers look like').selectOption(',');
    await page.getByLabel('Publisher').fill('A railway of examples');
    await page.getByLabel('Title of the dataset').fill('Trains, made up');
  };

  test('with a fault is refused whole; without is checked first, stored on a word, and stands among the indicators', async () => {
    const prepare = (page: Page) => asOperator(world, page);
    await visit(world, '/indicators/import', { prepare }, async (page) => {
      await fill(page, `${brought}2026-03;KZ;a lot\n`);
      await page.getByRole('button', { name: 'Check it' }).click();
      await page.getByText('What is wrong with it').waitFor();
      await expect.poll(() => page.getByText(/line 4/).count()).toBeGreaterThan(0);
      expect(await page.getByRole('button', { name: 'Store it' }).count()).toBe(0);
      await bring(page, brought);
      await page.getByRole('button', { name: 'Check it' }).click();
      await page.getByText(/^2 observations, .* Nothing is stored yet\.$/).waitFor();
      const before = await page.request.get(`${world.address}/api/v1/indicators/freight-trains/series`);
      expect(await before.text()).not.toContain('A railway of examples');
      await shot(page, 'series-checked');
      await page.getByRole('button', { name: 'Store it' }).click();
      await page.getByText(/^2 observations are stored/).waitFor();
      const after = await page.request.get(`${world.address}/api/v1/indicators/freight-trains/series`);
      const { series } = (await after.json()) as {
        series: { source: { publisher: string } | null; points: unknown[] }[];
      };
      const ours = series.filter(({ source }) => source?.publisher === 'A railway of examples');
      expect(ours.map(({ points: each }) => each.length)).toEqual([2]);
    });
  });

  test('is brought in by those who may, and by nobody else', async () => {
    await visit(world, '/indicators/import', {}, async (page) => {
      await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
      expect(await page.locator('input[type=file]').count()).toBe(0);
    });
  });
});

test('a mirror of which only one side is known says which, and draws none', async () => {
  await visit(world, '/mirror?a=CN&b=UZ', {}, async (page) => {
    await page.getByText('No period has both sides yet', { exact: false }).waitFor();
    await page.getByText('Uzbekistan states what it bought: in January 2023 – November 2023').waitFor();
    expect(await page.locator('[data-chart]').count()).toBe(0);
  });
});

const pages: { name: string; path: string; ready: string; operator?: true }[] = [
  { name: 'indicators', path: '/indicators', ready: 'main h2' },
  { name: 'indicator', path: region, ready: '[data-chart="drawn"]' },
  {
    name: 'indicator as bars',
    path: '/indicators/trade-value?reporter=CN&flow=export&view=bar',
    ready: '[data-chart="drawn"]',
  },
  {
    name: 'indicator as a map',
    path: '/indicators/trade-value?reporter=CN&flow=export&view=map',
    ready: '[data-chart="drawn"]',
  },
  { name: 'indicator as a table', path: `${region}&view=table`, ready: 'table tbody tr' },
  { name: 'mirror', path: '/mirror?a=CN&b=KZ', ready: '[data-chart="drawn"]' },
  { name: 'import', path: '/indicators/import', ready: 'main form', operator: true },
  { name: 'embedded chart', path: `/embed${region}`, ready: '[data-chart="drawn"]' },
];

describe.each(pages)('the page of $name', ({ name, path, ready, operator }) => {
  test('has nothing serious for axe, light and dark, on a desk and on a phone', async () => {
    const prepare = async (page: Page) => (operator ? asOperator(world, page) : undefined);
    // Russian, whose words are the longest; one load in both shapes
    await visit(world, path, { ...bypassed, language: 'ru', prepare }, async (page) => {
      await page.locator(ready).first().waitFor();
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [360, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.locator(ready).first().waitFor();
        await fits(page);
        await nothingSerious(page);
        await shot(page, `${name}-${width}`);
      }
    });
  });
});
