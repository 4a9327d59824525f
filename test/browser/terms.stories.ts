import { describe, expect, test } from 'vitest';
import type { BookingTerms } from '../../server/src/modules/freight/booking/api.ts';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator, hubOperator, setUpOperator } from './people.ts';
import { caller, oasis, visiting } from './traders.ts';
import { fits, shot, visit, type World } from './visitor.ts';

/** What an operator says about holding and cancelling, and what becomes of two who say it at once. */
export function termsStories(world: World) {
  const operator = { prepare: (page: Parameters<typeof asOperator>[1]) => asOperator(world, page) };
  /** Other stories book under the terms that stand, so these end with those Serai begins with. */
  const free = async () => {
    await setUpOperator(world);
    const call = await caller(world, hubOperator);
    const { version } = await call<BookingTerms>('GET', '/booking-terms');
    return call<BookingTerms>('PUT', '/booking-terms', {
      holdMinutes: 15,
      offerMinutes: 120,
      fees: [],
      note: '',
      version,
    });
  };

  describe('terms of bookings', () => {
    test('a forwarder is told that the page is not for them', async () => {
      await visit(world, '/booking-terms', visiting(world)(oasis), async (page) => {
        await page.getByRole('heading', { name: 'This page is not for you' }).waitFor();
      });
    });

    test('are stated by keyboard alone: what is no figure is named, and the steps stand on the page', async () => {
      await free();
      await visit(world, '/booking-terms', { ...operator, ...bypassed }, async (page) => {
        await page.getByText('until loading closes', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'State other terms' }).focus();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Add a step' }).focus();
        await page.keyboard.press('Enter');
        await page.keyboard.type('72');
        await page.keyboard.press('Tab');
        await page.keyboard.type('a tenth');
        await page.keyboard.press('Enter');
        await dialog.getByText('A percentage from 0 to 100.').waitFor();
        await expect
          .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
          .toBe('percent-0');
        await page.keyboard.press('Control+A');
        await page.keyboard.type('12.5');
        await dialog.getByLabel('Held for').fill('90');
        await dialog.getByLabel('In your own words').fill('By the contract of carriage.');
        await nothingSerious(page);
        await dialog.getByRole('button', { name: 'State them' }).focus();
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'detached' });
        await page.getByText('from 3 days before departure until loading closes').waitFor();
        await page.getByText('12.5%').waitFor();
        await page.getByText('1 hour 30 minutes').waitFor();
        await page.getByText('By the contract of carriage.').waitFor();
        await nothingSerious(page);
        await shot(page, 'booking-terms');
        await page.getByRole('link', { name: 'Who stated what, and when' }).click();
        await page.getByText('Zarina Operator stated the terms of bookings.').first().waitFor();
      });
      await free();
    });

    test('stated on an old look they are refused: what holds now is shown, and what was typed stays to be stated over it', async () => {
      await free();
      await visit(world, '/booking-terms', { ...operator, width: 360, height: 780 }, async (page) => {
        await page.getByRole('button', { name: 'State other terms' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Held for').fill('45');
        const meanwhile = await free();
        await dialog.getByRole('button', { name: 'State them' }).click();
        await dialog.getByText('Somebody else has stated other terms meanwhile').waitFor();
        await dialog.getByRole('heading', { name: `What holds now: version ${meanwhile.version}` }).waitFor();
        await expect.poll(() => dialog.getByLabel('Held for').inputValue()).toBe('45');
        await fits(page);
        await shot(page, 'booking-terms-phone');
        await dialog.getByRole('button', { name: 'State them' }).click();
        await dialog.waitFor({ state: 'detached' });
        await page.getByText('45 minutes').waitFor();
      });
      await free();
    });
  });
}
