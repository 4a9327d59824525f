/** Articles taken in, audited, followed and compared, as an analyst does it in a browser. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator, hubOperator, setUpOperator, signInAs } from './people.ts';
import { admit, caller, steppe as forwarder, password } from './traders.ts';
import { darken, fits, hasFocus, lighten, shot, visit } from './visitor.ts';
import { ownWorld } from './world.ts';

const world = ownWorld();

const steppe = `Trade on the steppe

China's trade with the five Central Asian countries reached $94.8 billion in 2024, according to China Customs. Freight trains 🚆 link 128 Chinese cities with 229 cities in Europe.

By the end of 2024 the hub of Horgos had more than 50 hosts and 5 million followers. Kazakhstan signed 30 agreements in October 2024.
`;
/** Says another total of the same year. */
const wire = `A year of the region

China's trade with the five Central Asian countries reached $89.4 billion in 2024, the wire reported on Monday.
`;
/** The first one again, with one number made larger. */
const copy = steppe.replace('Trade on the steppe', 'On the steppe, trade').replace('229', '259');
const chinese = '2024年中国与中亚五国贸易额达948亿美元，同比增长5.9%。中欧班列开行1.9万列。\n';
const index = `file,publisher,date,address
steppe.txt,Steppe News,2025-01-20,https://steppe.example/trade
wire.txt,Corridor Wire,2025-02-03,https://wire.example/year
copy.txt,The Daily Copy,2025-02-10,https://copy.example/trade
chinese.txt,海关观察,2025-01-18,https://customs.example/zh
`;
const file = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
const operator = { prepare: (page: Page) => asOperator(world, page) };

/** The articles by their publishers. */
async function articles(): Promise<Map<string, { id: string; source: string }>> {
  const answer = await fetch(`${world.address}/api/v1/articles`);
  const { items } = (await answer.json()) as { items: { id: string; source: string; publisher: string }[] };
  return new Map(items.map((item) => [item.publisher, item]));
}
const idOf = async (publisher: string) => (await articles()).get(publisher)?.id ?? '';
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.claim ?? '');

describe('articles', () => {
  test('are empty at first, which says what to do; a reader is told who may add', async () => {
    await visit(world, '/articles', {}, async (page) => {
      await page.getByText('No article has been read yet. An operator or analyst').waitFor();
      await page.getByText('Operators and analysts of the hub can add articles.').waitFor();
      expect(await page.locator('input[type="file"]').count()).toBe(0);
      const link = page.locator('#main').getByRole('link', { name: 'Sign in' });
      expect(await link.getAttribute('href')).toBe('/sign-in?to=%2Farticles');
    });
  });

  test('are taken in from files with an index, and listed with how their figures stand', async () => {
    await visit(world, '/articles', operator, async (page) => {
      await page
        .locator('input[type="file"]')
        .setInputFiles([
          file('steppe.txt', steppe),
          file('wire.txt', wire),
          file('copy.txt', copy),
          file('chinese.txt', chinese),
          file('index.csv', index),
        ]);
      const outcomes = page.getByRole('list', { name: 'What became of each' });
      await outcomes.getByRole('link').nth(3).waitFor();
      await expect.poll(() => outcomes.getByRole('listitem').count()).toBe(4);
      await page.getByText('Taken in: 4. Refused: 0.').waitFor({ state: 'attached' });
      const row = page.getByRole('row', { name: /A year of the region.*Corridor Wire/ });
      await row.getByText('1 contradicts').waitFor();
      await row.getByText('3 Feb 2025').waitFor();
      await page
        .getByRole('row', { name: /Steppe News/ })
        .getByText('1 other text')
        .waitFor();
      await shot(page, 'articles');
    });
  });

  test('are refused with the reason, each by itself, and nothing of them is kept', async () => {
    const before = (await articles()).size;
    await visit(world, '/articles', operator, async (page) => {
      await page
        .locator('input[type="file"]')
        .setInputFiles([
          file('empty.txt', ''),
          file('noise.bin', Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256))),
          file('steppe.txt', steppe),
        ]);
      const outcomes = page.getByRole('list', { name: 'What became of each' });
      await outcomes.getByText('It was known already.').waitFor();
      const reasons = outcomes.locator('[data-state="refused"] em');
      await expect.poll(() => reasons.count()).toBe(2);
      await expect.poll(() => reasons.first().innerText()).toContain('There is nothing in it.');
      // in the reader's words, and so in no other language
      expect(await reasons.first().getAttribute('lang')).toBeNull();
      await page.getByText('Taken in: 1. Refused: 2.').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: 'Address', exact: true }).click();
      await page.getByLabel('Address of the article').fill('http://127.0.0.1/secret');
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.getByText('The address is not a public one.').waitFor();
      await page.getByRole('button', { name: 'Paste', exact: true }).click();
      await page.getByRole('button', { name: 'Add the text' }).click();
      await page.getByText('Fill this in.').waitFor();
      await shot(page, 'articles-refused');
    });
    expect((await articles()).size).toBe(before);
  });

  test('are searched, and what is not found says so', async () => {
    await visit(world, '/articles', {}, async (page) => {
      const search = page.getByRole('searchbox', { name: 'Search titles and texts' });
      await search.fill('Horgos');
      await page.waitForURL(/query=Horgos/);
      await page.getByRole('row', { name: /Steppe News/ }).waitFor();
      await page.getByRole('row', { name: /Corridor Wire/ }).waitFor({ state: 'detached' });
      await search.fill('zeppelin');
      await page.getByText('No article fits that.').waitFor();
    });
  });

  test('are named by feeds; a private one is refused', async () => {
    await visit(world, '/articles', operator, async (page) => {
      const feeds = page.getByRole('region', { name: 'Feeds' });
      await feeds.getByText('No feed is looked at yet.').waitFor();
      await feeds.getByLabel('Address of a feed').fill('http://10.0.0.1/feed.xml');
      await feeds.getByRole('button', { name: 'Add the feed' }).click();
      await feeds.getByText('The address is not a public one.').waitFor();
    });
  });
});

describe('the audit of an article', () => {
  test('walks from mark to mark by keyboard, opens a finding with both spans and the arithmetic, and comes back', async () => {
    await visit(world, `/articles/${await idOf('Corridor Wire')}`, {}, async (page) => {
      const marks = page.locator('a[data-claim]');
      await marks.first().focus();
      const first = await focused(page);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => focused(page)).not.toBe(first);
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => focused(page)).toBe(first);
      const conflict = page.locator('a[data-tone="conflict"]');
      while ((await focused(page)) !== (await conflict.getAttribute('data-claim')))
        await page.keyboard.press('Tab');
      await expect
        .poll(() => conflict.getAttribute('aria-label'))
        .toMatch(/^\$89\.4 billion: figure \d, contradicts$/);
      await page.keyboard.press('Enter');
      const aside = page.getByRole('complementary', { name: 'What was found' });
      const heading = aside.getByRole('heading', { name: '$89.4 billion', exact: true });
      await heading.waitFor();
      await hasFocus(heading);
      await aside.getByText('$94.8 billion', { exact: true }).first().waitFor();
      await aside.getByRole('heading', { name: 'The proof' }).first().waitFor();
      await expect.poll(() => aside.locator('ol li', { hasText: /89\.4/ }).count()).toBeGreaterThan(0);
      await expect.poll(() => page.url()).toContain('?claim=');
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toBe(await conflict.getAttribute('data-claim'));
    });
  });

  test('marks exactly the words of each claim, after an emoji and in Chinese', async () => {
    for (const [publisher, language] of [
      ['Steppe News', 'en'],
      ['海关观察', 'zh'],
    ] as const) {
      const id = await idOf(publisher);
      const answer = await fetch(`${world.address}/api/v1/articles/${id}`);
      const { claims } = (await answer.json()) as { claims: { id: string; quote: string }[] };
      const quotes = new Map(claims.map((claim) => [claim.id, claim.quote]));
      await visit(world, `/articles/${id}`, {}, async (page) => {
        const marks = page.locator('a[data-claim]');
        await marks.first().waitFor();
        await expect
          .poll(() => page.locator(`[lang="${language}"] a[data-claim]`).count())
          .toBeGreaterThan(1);
        const said = await marks.evaluateAll((links) =>
          links.map((link) => [(link as HTMLElement).dataset.claim ?? '', link.textContent]),
        );
        for (const [claim, words] of said) expect(words).toBe(quotes.get(claim ?? ''));
      });
    }
  });

  test('is come to by the address of a claim, which shows its sentence', async () => {
    const id = await idOf('Steppe News');
    const answer = await fetch(`${world.address}/api/v1/articles/${id}`);
    const { claims } = (await answer.json()) as { claims: { id: string; quote: string }[] };
    const hosts = claims.find(({ quote }) => quote.startsWith('50 hosts'))?.id ?? '';
    for (const address of [`?claim=${hosts}`, `#claim-${hosts}`])
      await visit(world, `/articles/${id}${address}`, { height: 420 }, async (page) => {
        const mark = page.locator(`[id="claim-${hosts}"]`);
        await expect.poll(() => focused(page)).toBe(hosts);
        await expect
          .poll(() => mark.evaluate((node) => node.getBoundingClientRect().bottom < innerHeight))
          .toBe(true);
        await page
          .getByRole('complementary', { name: 'What was found' })
          .getByRole('heading', { name: 'more than 50 hosts' })
          .waitFor();
      });
  });

  test('of a long text draws the marks that are near, and reaches the last by one key', async () => {
    await setUpOperator(world);
    const call = await caller(world, hubOperator);
    const line = (at: number) =>
      `In district ${at} the builders finished ${at + 100} wells and planted ${at + 500} trees over several long weeks of hard work.`;
    const text = Array.from({ length: 650 }, (_, at) => line(at)).join('\n\n');
    const { items } = await call<{ items: { article: string }[] }>('POST', '/articles', {
      text,
      title: 'Wells and trees',
      publisher: 'Long Reader',
    });
    await visit(world, `/articles/${items[0]?.article}`, {}, async (page) => {
      const marks = page.locator('a[data-claim]');
      await marks.first().focus();
      expect(await marks.count()).toBeLessThan(800);
      await expect.poll(() => page.getByText('In district 649 the builders').count()).toBe(1);
      await page.keyboard.press('End');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('p')?.textContent ?? ''))
        .toMatch(/^In district 649 /);
      expect(await marks.count()).toBeLessThan(800);
    });
  });

  test('opens over the page on a phone, and closes to where it was', async () => {
    const phone = { width: 360, height: 780 };
    await visit(world, `/articles/${await idOf('Corridor Wire')}`, phone, async (page) => {
      const conflict = page.locator('a[data-tone="conflict"]');
      await conflict.click();
      const sheet = page.getByRole('dialog', { name: 'What it says' });
      await sheet.getByText('$94.8 billion', { exact: true }).first().waitFor();
      await shot(page, 'audit-phone');
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe(await conflict.getAttribute('data-claim'));
    });
  });
});

describe('what was found', () => {
  test('is listed by rule, and leads to the sentence', async () => {
    await visit(world, '/findings', {}, async (page) => {
      await page.getByRole('combobox', { name: 'Rule' }).selectOption({ label: 'same figure' });
      await page.waitForURL(/check=same-figure/);
      const finding = page.getByRole('article').filter({ hasText: '$89.4 billion' }).first();
      await finding.getByRole('link', { name: 'A year of the region' }).first().click();
      await page.waitForURL(/\/articles\/.*claim=/);
      await page.getByRole('heading', { level: 1, name: 'A year of the region' }).waitFor();
    });
  });

  test('is decided on by an analyst or operator with a reason, which readers see beside both figures', async () => {
    await admit(world, forwarder);
    const card = (page: Page) => page.getByRole('article').filter({ hasText: '$89.4 billion' }).first();
    const findings = '/findings?check=same-figure';
    await visit(world, findings, { ...bypassed, ...operator }, async (page) => {
      await card(page).getByRole('button', { name: 'Accept…' }).click();
      const sheet = page.getByRole('dialog', { name: 'Which figure is accepted?' });
      const send = sheet.getByRole('button', { name: 'Accept it' });
      await send.click();
      await expect.poll(() => sheet.getByText('Fill this in.').count()).toBe(2);
      await sheet
        .getByRole('radio', { name: /94\.8 billion/ })
        .first()
        .check();
      await sheet.getByLabel('Why', { exact: true }).fill('Customs counts what crosses.');
      await nothingSerious(page);
      await shot(page, 'finding-accept');
      // somebody else signs in meanwhile, who may not
      await signInAs(world, page, { email: forwarder.email, password });
      await send.click();
      await sheet.getByText('Your roles do not allow that.').waitFor();
      await signInAs(world, page, hubOperator);
      await send.click();
      await sheet.waitFor({ state: 'detached' });
      await card(page).getByText('because: Customs counts what crosses.').waitFor();
      await card(page).getByRole('button', { name: 'Decide again…' }).waitFor();
    });
    await visit(world, findings, {}, async (page) => {
      await card(page)
        .getByText(/^Accepted: “.*94\.8 billion.*because: Customs counts what crosses\./)
        .waitFor();
      await expect.poll(() => card(page).locator('mark', { hasText: '89.4' }).count()).toBeGreaterThan(0);
      expect(await card(page).getByRole('button').count()).toBe(0);
      expect(await card(page).innerText()).not.toContain(hubOperator.name);
      await shot(page, 'finding-accepted');
    });
  });

  test('a copy and its original stand side by side, and what was changed is on top', async () => {
    await visit(world, '/pairs', {}, async (page) => {
      await page
        .getByRole('link', { name: /Trade on the steppe/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'From one text to the other' }).waitFor();
      const changed = page.getByRole('listitem').filter({ hasText: '259' }).first();
      await changed.getByText('229').first().waitFor();
      await page.getByText('Earlier', { exact: true }).waitFor();
      await page.getByText(/^Kept as it was: \d/).click();
      await page.locator('[data-kind="kept"]').first().waitFor();
    });
  });
});

describe('a dossier', () => {
  test('has its places on a map that leads on by pointer, and in a list that does so by keyboard; without a place it has neither', async () => {
    await setUpOperator(world);
    const call = await caller(world, hubOperator);
    const text =
      'In Almaty, Kazakhstan, 900,000 tonnes of freight were handled in 2024. In Aktau 300,000 tonnes were handled in 2024.';
    await call('POST', '/articles', { text, title: 'Tonnes by place', publisher: 'Freight Ledger' });
    const drawn = (page: Page, id: string) =>
      page.locator(`[aria-hidden="true"] svg a[href$="${encodeURIComponent(`place:${id}`)}"]`);
    await visit(world, '/dossiers/country/KZ', { ...bypassed, still: true }, async (page) => {
      const where = page.getByRole('region', { name: 'Where', exact: true });
      const listed = where.getByRole('list').getByRole('link');
      await expect.poll(() => listed.allInnerTexts()).toContain('Almaty');
      await expect.poll(() => where.locator('svg a').count()).toBe(await listed.count());
      // what is drawn is no stop of the keyboard and no word of a screen reader
      await expect
        .poll(() => where.locator('svg a').evaluateAll((marks) => marks.map((mark) => mark.tabIndex)))
        .toEqual(Array.from({ length: await listed.count() }, () => -1));
      await nothingSerious(page);
      await shot(page, 'dossier-places');
      await drawn(page, 'almaty').click();
      await page.getByRole('heading', { level: 1, name: 'Almaty' }).waitFor();
      await page.goBack();
      await listed.filter({ hasText: 'Aktau' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Aktau' }).waitFor();
    });
    await visit(world, '/dossiers/project/asset:zhanatas', {}, async (page) => {
      await page.locator('#main h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByRole('region', { name: 'Where', exact: true }).count()).toBe(0);
    });
  });
});

const places = async (): Promise<Record<string, string>> => {
  const all = await articles();
  const [original, wired] = [all.get('Steppe News'), all.get('Corridor Wire')];
  const get = async <Answer>(path: string) =>
    (await (await fetch(`${world.address}/api/v1${path}`)).json()) as Answer;
  const { claims } = await get<{ claims: { id: string; quote: string }[] }>(`/articles/${original?.id}`);
  const { items } = await get<{ items: { id: string }[] }>('/pairs');
  const trade = claims.find(({ quote }) => quote.includes('94.8'))?.id;
  return {
    articles: '/articles',
    audit: `/articles/${wired?.id}`,
    claim: `/articles/${original?.id}?claim=${trade}`,
    findings: '/findings',
    pairs: '/pairs',
    pair: `/pairs/${items[0]?.id}`,
    lineage: `/claims/${trade}`,
    source: `/sources/${encodeURIComponent(original?.source ?? '')}`,
    dossiers: '/dossiers',
    dossier: '/dossiers/country/KZ',
  };
};
const names = [
  'articles',
  'audit',
  'claim',
  'findings',
  'pairs',
  'pair',
  'lineage',
  'source',
  'dossiers',
  'dossier',
] as const;

describe('every page', () => {
  /** Of the page that is open, all of it being there. */
  const seen = async (page: Page, name: string) => {
    await page.locator('#main h1').waitFor();
    await page.waitForLoadState('networkidle');
    await fits(page, name);
    await nothingSerious(page, name);
  };

  test('has nothing serious for axe in both themes at 1280 px', { timeout: 180_000 }, async () => {
    const paths = await places();
    await visit(world, '/articles', { ...bypassed, ...operator }, async (page) => {
      for (const [at, name] of names.entries()) {
        await page.goto(world.address + paths[name]);
        await seen(page, name);
        // the theme stays from page to page, so every other one begins dark
        await (at % 2 === 0 ? darken(page) : lighten(page));
        await nothingSerious(page, name);
        await shot(page, `observatory-${name}`);
      }
    });
  });

  test('has nothing serious for axe on a phone in Russian', { timeout: 180_000 }, async () => {
    const paths = await places();
    const phone = { ...bypassed, width: 360, height: 780, language: 'ru' };
    await visit(world, '/articles', phone, async (page) => {
      for (const name of names) {
        await page.goto(world.address + paths[name]);
        await seen(page, name);
        await shot(page, `observatory-${name}-phone`);
      }
    });
  });
});
