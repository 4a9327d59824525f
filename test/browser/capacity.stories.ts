import { describe, expect, test } from 'vitest';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator } from './people.ts';
import { fits, hasFocus, shot, visit, type World } from './visitor.ts';

export function capacityStories(world: World) {
  const operator = { prepare: (page: Parameters<typeof asOperator>[1]) => asOperator(world, page) };

  describe('capacity', () => {
    test('is for those it concerns: a reader is sent to sign in', async () => {
      await visit(world, '/capacity/lanes', {}, async (page) => {
        await page.getByRole('heading', { name: 'Sign in to see this page' }).waitFor();
        const link = page.locator('#main').getByRole('link', { name: 'Sign in' });
        expect(await link.getAttribute('href')).toBe('/sign-in?to=%2Fcapacity%2Flanes');
        expect(await page.getByRole('link', { name: 'Capacity' }).count()).toBe(0);
      });
    });

    test('an operator states what a service carries; what is no number is refused, and the figure opens to who said it', async () => {
      await visit(world, '/capacity?query=almaty-astana', operator, async (page) => {
        const row = page.getByRole('row', { name: /^Almaty – Astana/ }).first();
        await row.getByRole('button', { name: /^State what/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Reefer plugs').fill('a few');
        await dialog.getByRole('button', { name: 'State it' }).click();
        await dialog.getByText('A whole number from 0 to 10,000, or nothing.').waitFor();
        await dialog.getByLabel('Places').fill('40');
        await dialog.getByLabel('Reefer plugs').fill('12');
        await dialog.getByLabel('Weight').fill('1 200 000');
        await dialog.getByLabel('4.1', { exact: true }).check();
        await dialog.getByRole('button', { name: 'State it' }).click();
        await dialog.waitFor({ state: 'detached' });
        await row.getByText('12 plugs').waitFor();
        await row.getByText('1,200 t').waitFor();
        await row.getByText('4.1').waitFor();
        await row.getByRole('button', { name: /40 TEU, attested/ }).click();
        await page.getByText('Stated by an operator of the hub for every departure').waitFor();
        await page.keyboard.press('Escape');
        await shot(page, 'capacity-services');
      });
    });

    test('a statement made on an old look is refused, and says so', async () => {
      await visit(world, '/capacity?query=almaty-astana', operator, async (page) => {
        const row = page.getByRole('row', { name: /^Almaty – Astana/ }).first();
        await row.getByRole('button', { name: /^State what/ }).click();
        const dialog = page.getByRole('dialog');
        const made = await page.request.put(`${world.address}/api/v1/service-capacities/almaty-astana`, {
          data: { teu: 41 },
          headers: { origin: world.address },
        });
        expect(made.status()).toBe(200);
        await dialog.getByLabel('Places').fill('50');
        await dialog.getByRole('button', { name: 'State it' }).click();
        await dialog.getByText('Somebody else has changed it meanwhile.').waitFor();
        await expect.poll(() => dialog.getByLabel('Places').inputValue()).toBe('50');
      });
    });

    test('the heat map is one stop of the Tab key, moves by arrows, opens by Enter and gives the focus back', async () => {
      await visit(world, '/capacity/lanes?at=khorgos&order=name', operator, async (page) => {
        const grid = page.getByRole('grid');
        await grid.waitFor();
        await expect.poll(() => grid.locator('button[tabindex="0"]').count()).toBe(1);
        await grid.locator('button[tabindex="0"]').focus();
        for (const [key, reached] of [
          ['ArrowDown', '1/0'],
          ['ArrowRight', '1/1'],
          ['ArrowRight', '1/2'],
        ] as const) {
          await page.keyboard.press(key);
          await hasFocus(page.locator(`[data-cell="${reached}"]`));
        }
        const cell = page.locator('[data-cell="1/2"]');
        await expect
          .poll(() => cell.textContent())
          .toMatch(/confirmed and .* held|No departure|nobody has said/);
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await hasFocus(cell);
        await page.keyboard.press('Control+End');
        const columns = await grid.getByRole('columnheader').count();
        await expect
          .poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell))
          .toMatch(new RegExp(`/${columns - 2}$`));
        await shot(page, 'lanes');
      });
    });

    test('a place nobody knows is refused where it was typed, and the map of another kind says who has not said', async () => {
      await visit(world, '/capacity/lanes', operator, async (page) => {
        await page.getByRole('grid').waitFor();
        const place = page.getByLabel('Begins or ends in');
        await place.fill('Atlantis');
        await place.press('Enter');
        await page.getByText('There is no “Atlantis” in this corridor.').waitFor();
        await expect.poll(() => place.getAttribute('aria-invalid')).toBe('true');
        await place.fill('KZ');
        await place.press('Enter');
        await page.getByRole('grid').waitFor();
        await page.getByRole('combobox', { name: 'Show' }).selectOption('reefer-plug');
        await page.locator('[data-shade="unsaid"][data-cell]').first().waitFor();
      });
    });

    test('a departure is reached from its cell, cancelled with a question, shown as cancelled, and reinstated', async () => {
      await visit(world, '/capacity/lanes?at=khorgos', { ...operator, ...bypassed }, async (page) => {
        // of the week after next, so that no train has left yet
        await page.locator('[data-cell$="/2"]:not([data-shade="none"])').first().click();
        await page.getByRole('dialog').getByRole('link').first().click();
        await page.getByRole('button', { name: 'Cancel the departure' }).click();
        const question = page.getByRole('alertdialog');
        await question.getByText('What was booked before stays booked').waitFor();
        await question.getByRole('button', { name: 'Cancel the departure' }).click();
        await page.locator('#main').getByText('This departure is cancelled.').waitFor();
        // its address is a page of its own, and says the same
        await page.reload();
        await page.locator('#main').getByText('This departure is cancelled.').waitFor();
        await nothingSerious(page);
        await shot(page, 'departure-cancelled');
        await page.getByRole('button', { name: 'Reinstate the departure' }).click();
        await page.getByRole('alertdialog').getByRole('button', { name: 'Reinstate the departure' }).click();
        await page.getByRole('button', { name: 'Cancel the departure' }).waitFor();
      });
    });

    test('on a phone the weeks scroll within their frame, and the names of the lanes stay', async () => {
      const phone = { ...operator, width: 360, height: 780 };
      await visit(world, '/capacity/lanes?at=khorgos', phone, async (page) => {
        const grid = page.getByRole('grid');
        await grid.waitFor();
        await fits(page);
        const name = grid.getByRole('rowheader').first();
        const before = await name.boundingBox();
        await grid.evaluate((table) => {
          table.parentElement!.scrollLeft = 300;
        });
        await expect.poll(async () => (await name.boundingBox())!.x).toBe(before!.x);
        await shot(page, 'lanes-phone-scrolled');
      });
    });
  });
}
