import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { question, steppe, visiting, wayOf } from './traders.ts';
import { settled, visit, type World } from './visitor.ts';

/** A forwarder whose mouse is broken. */
export function keyboardStories(world: World) {
  const by = visiting(world);
  describe('with nothing but the keyboard', () => {
    test('a way is held, confirmed and cancelled, and every stop of the Tab key is seen', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.plan, by(steppe), async (page) => {
        await settled(page);
        await tabTo(page, /^Hold this way$/);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/book\?/);
        await page.getByLabel('Cargo in each, kg').waitFor();
        await tabTo(page, /^Cargo in each/i);
        await page.keyboard.type('21500');
        await tabTo(page, /^Hold these places$/);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/bookings\/[\w-]+$/);
        await page.getByRole('button', { name: 'Confirm' }).waitFor();
        await tabTo(page, /^Confirm$/);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor();
        await tabTo(page, /^Cancel$/);
        await page.keyboard.press('Enter');
        await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
        await tabTo(page, /^Cancel the booking$/);
        await page.keyboard.press('Enter');
        await page.getByText('Cancelled', { exact: true }).first().waitFor();
      });
    });
  });
}

/** From where the focus is; a stop nobody can see is a fault. */
async function tabTo(page: Page, wanted: RegExp) {
  const passed: string[] = [];
  const unseen: string[] = [];
  while (passed.length < 120) {
    await page.keyboard.press('Tab');
    const { name, ring } = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      return {
        name: (
          at.getAttribute('aria-label') ??
          ((at as HTMLInputElement).labels?.[0] ?? at).innerText ??
          at.id
        ).trim(),
        ring: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2 && box.width > 0,
      };
    });
    if (!ring) unseen.push(name);
    if (wanted.test(name)) return expect(unseen).toEqual([]);
    passed.push(name);
  }
  throw new Error(`no stop of the Tab key is ${wanted}: ${passed.join(' | ')}`);
}
