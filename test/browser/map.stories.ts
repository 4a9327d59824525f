import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { NetworkAnswer } from '../../server/src/modules/freight/api.ts';
import { darken, hasFocus, settled, shot, visit, type World } from './visitor.ts';

export function mapStories(world: World) {
  describe('the map', () => {
    test('opens a crossing from the list by keyboard, and a click on the map opens the same', async () => {
      const crossing = await busiestCrossing(world);
      await visit(world, '/', {}, async (page) => {
        await settled(page);
        await openFromList(page, 'Crossings', crossing.name);
        const sheet = mapDialog(page);
        await sheet.waitFor();
        await expect.poll(() => sheet.getAttribute('aria-labelledby')).toBeTruthy();
        await headed(sheet, crossing.name);
        await sheet.getByRole('button', { name: /mean time to cross/ }).waitFor();
        await shot(page, 'map-crossing');
        await page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'detached' });
        await expect
          .poll(() => page.evaluate(() => document.activeElement?.textContent))
          .toContain(crossing.name);

        // the list has put the crossing in the middle of the map
        await page.getByRole('button', { name: 'Close' }).click();
        const box = (await page.locator('[data-map]').boundingBox())!;
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        await sheet.waitFor();
        await headed(sheet, crossing.name);
      });
    });

    test('opens terminals and services too, and avoids a crossing from its sheet', async () => {
      const { terminals, services } = await network(world);
      const crossing = await busiestCrossing(world);
      const terminal = [...terminals].sort((one, other) => other.services - one.services)[0]!;
      await visit(world, '/', {}, async (page) => {
        await settled(page);
        await openFromList(page, 'Terminals', terminal.name);
        const sheet = mapDialog(page);
        await sheet.getByRole('link', { name: 'Open its page' }).waitFor();
        const service = services.find((found) => found.calls.includes(terminal.id))!;
        await sheet.getByRole('button', { name: service.name, exact: true }).first().click();
        await headed(sheet, service.name);
        await page.getByRole('searchbox').fill(crossing.name);
        await page.getByRole('region', { name: 'Crossings' }).getByRole('button').first().click();
        await sheet.getByRole('button', { name: 'Avoid this crossing' }).click();
        await page.waitForURL(new RegExp(`avoid=${crossing.id}`));
      });
    });

    test('zooms by keyboard and by its buttons, and follows the theme while it is open', async () => {
      await visit(world, '/', {}, async (page) => {
        await settled(page);
        const canvas = page.locator('[data-map] canvas');
        const before = await canvas.screenshot();
        await canvas.focus();
        await page.keyboard.press('+');
        await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
        await page.getByRole('button', { name: 'Zoom out' }).click();
        await page.getByRole('button', { name: /whole/ }).click();
        const light = await brightness(page);
        await darken(page);
        await expect.poll(() => brightness(page)).toBeLessThan(light / 2);
      });
    });

    test('gives the whole page to its list on a phone, and gives it back when something is chosen', async () => {
      const crossing = await busiestCrossing(world);
      await visit(world, '/', { width: 360, height: 780 }, async (page) => {
        await settled(page);
        await openFromList(page, 'Crossings', crossing.name);
        await mapDialog(page)
          .getByRole('button', { name: /mean time to cross/ })
          .waitFor();
        await expect.poll(() => page.getByRole('searchbox').count()).toBe(0);
        await page.keyboard.press('Escape');
        const list = page.getByRole('button', { name: 'List', exact: true });
        await hasFocus(list);
      });
    });

    test('leaves a phone’s strip to the way: no zoom signs, key and list small but in a finger’s reach', async () => {
      await visit(world, '/?from=yiwu&to=madrid', { width: 360, height: 780 }, async (page) => {
        await settled(page);
        await expect.poll(() => page.getByRole('button', { name: 'Zoom in' }).isVisible()).toBe(false);
        await expect.poll(() => page.getByText('Natural Earth').isVisible()).toBe(false);
        const list = page.getByRole('button', { name: 'List', exact: true });
        const bottom = async () => {
          const strip = (await page.locator('[data-map]').boundingBox())!;
          return strip.y + strip.height;
        };
        await expect.poll(async () => (await bottom()) - (await list.boundingBox())!.y).toBeLessThan(48);
        const { x, y, width, height } = (await list.boundingBox())!;
        // a finger 5 px beside the button still means it
        await page.touchscreen.tap(x + width / 2, y + height + 5);
        await page.getByRole('searchbox').waitFor();
        await page.getByRole('button', { name: 'Close', exact: true }).click();
        await page.getByRole('button', { name: 'Key', exact: true }).click();
        await page.getByText('Natural Earth').waitFor();
      });
    });

    test('stands still without WebGL, says so, and keeps its list', async () => {
      const crossing = await busiestCrossing(world);
      await visit(world, '/', { still: true }, async (page) => {
        await page.waitForSelector('[data-map="still"]');
        await expect.poll(() => page.locator('[data-map]').innerText()).toContain('WebGL 2');
        await page.locator('[data-map] svg[role="img"] text').first().waitFor();
        await openFromList(page, 'Crossings', crossing.name);
        await mapDialog(page).waitFor();
        await shot(page, 'map-still');
      });
    });
  });
}

/** The sheets of the map; a figure's evidence is a dialog too, but not inside the map. */
const mapDialog = (page: Page) => page.locator('[data-map]').getByRole('dialog');

const headed = (sheet: Locator, name: string) =>
  expect.poll(() => sheet.getByRole('heading').innerText()).toMatch(new RegExp(`^${escaped(name)}$`, 'i'));

async function openFromList(page: Page, group: 'Crossings' | 'Terminals' | 'Services', name: string) {
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.keyboard.type(name);
  await page
    .getByRole('region', { name: group })
    .getByRole('button')
    .filter({ hasText: name })
    .first()
    .focus();
  await page.keyboard.press('Enter');
}

async function network(world: World): Promise<NetworkAnswer> {
  return (await (await fetch(`${world.address}/api/v1/network?lang=en`)).json()) as NetworkAnswer;
}

async function busiestCrossing(world: World) {
  const { crossings, services } = await network(world);
  const through = (id: string) => {
    const crossing = crossings.find((found) => found.id === id)!;
    return services.filter(({ calls }) => calls.includes(crossing.from) && calls.includes(crossing.to))
      .length;
  };
  return crossings
    .filter(({ open, kind }) => open && kind === 'gauge-change')
    .sort((one, other) => through(other.id) - through(one.id))[0]!;
}

/** The mean brightness of the map's picture, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const picture = (await page.locator('[data-map] canvas').screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
    let sum = 0;
    for (let at = 0; at < pixels.length; at += 4)
      sum += (pixels[at]! + pixels[at + 1]! + pixels[at + 2]!) / 3;
    return sum / (pixels.length / 4);
  }, picture);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
