import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shot, visit, type World } from './visitor.ts';

const khorgos = '/crossings/khorgos-altynkol';

export function placeStories(world: World) {
  describe('the page of a crossing', () => {
    test('has its names, its figures with their sources, and what a search uses', async () => {
      await visit(world, khorgos, {}, async (page) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        const names = page.getByRole('list', { name: 'Other names' });
        await expect.poll(() => names.locator('[lang="zh"]').innerText()).toMatch(/霍尔果斯/);
        await expect.poll(() => names.locator('[lang="ru"]').innerText()).toMatch(/Хоргос/);
        const facts = page.getByRole('table', { name: /Figures of/ });
        await expect.poll(() => facts.getByText('Used', { exact: true }).count()).toBeGreaterThan(0);
        await expect.poll(() => facts.getByRole('link').count()).toBeGreaterThan(0);
        await page.locator('article svg[role="img"] text').first().waitFor();
        await shot(page, 'crossing');
        await page
          .getByRole('link', { name: /Altynkol/ })
          .first()
          .click();
        await page.waitForURL(/\/terminals\//);
        await page.getByRole('heading', { name: 'Next departures' }).waitFor();
      });
    });

    test('leads to a plan around it', async () => {
      await visit(world, khorgos, {}, async (page) => {
        await page.getByRole('link', { name: 'Plan a shipment around it' }).click();
        await page.waitForURL(/avoid=khorgos-altynkol/);
      });
    });

    test('says that there is nothing at an address of nothing', async () => {
      await visit(world, '/crossings/atlantis', {}, async (page) => {
        await page.getByRole('alert').waitFor();
        await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/nothing at this address/i);
      });
    });
  });

  describe('the overview', () => {
    test('counts cities side by side and says of none that it is a share of another', async () => {
      await visit(world, '/overview', {}, async (page) => {
        const cities = page.getByRole('table').first();
        await cities.getByRole('columnheader', { name: 'with a terminal' }).waitFor();
        await expect.poll(() => cities.getByRole('rowheader').count()).toBeGreaterThanOrEqual(3);
        expect(await page.locator('main').innerText()).not.toMatch(/\d+ of \d+ cities/);
        await cities.getByRole('button').first().click();
        await page.getByRole('dialog').waitFor();
      });
    });
  });

  describe('the language', () => {
    test.each(['en', 'zh', 'ru'])('%s is spoken on every page and remembered', async (language) => {
      const words = await catalogue(language);
      await visit(
        world,
        '/departures',
        { language: language === 'en' ? 'ru' : 'en', still: true },
        async (page) => {
          await page.locator('header select').selectOption(language);
          await page.getByRole('heading', { level: 1, name: words.departures }).waitFor();
          await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
          await page.goto(world.address + khorgos);
          await page.getByRole('heading', { name: words.facts }).waitFor();
          await page.goto(world.address);
          await expect.poll(() => page.locator('[data-map]').getAttribute('aria-label')).toBe(words.map);
        },
      );
    });
  });
}

async function catalogue(language: string) {
  const read = async (module: string, key: string) => {
    const file = join(import.meta.dirname, `../../locales/${language}/${module}.json`);
    return String((JSON.parse(await readFile(file, 'utf8')) as Record<string, string>)[key]);
  };
  return {
    departures: await read('departures', 'title'),
    facts: await read('places', 'facts'),
    map: await read('map', 'label'),
  };
}
