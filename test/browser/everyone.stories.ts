import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { nothingSerious } from './axe.ts';
import { asOperator } from './people.ts';
import { as, steppe } from './traders.ts';
import { darken, fits, settled, shot, visit, type World } from './visitor.ts';

const asForwarder = (world: World, page: Page) => as(world, page, steppe);
interface Looked {
  name: string;
  path: string;
  /** What is there when the page is. */
  ready: string;
  as?: (world: World, page: Page) => Promise<void>;
}
export const publicPages: readonly Looked[] = [
  { name: 'planner', path: '/', ready: 'section[aria-labelledby="ways"] li' },
  { name: 'departures', path: '/departures', ready: 'table tbody time' },
  { name: 'overview', path: '/overview', ready: 'h1' },
  { name: 'crossing', path: '/crossings/khorgos-altynkol', ready: 'table tbody' },
  { name: 'terminal', path: '/terminals/altynkol', ready: 'h2' },
  { name: 'sign-in', path: '/sign-in', ready: 'form' },
  { name: 'password reset', path: '/password-resets', ready: 'form' },
  { name: 'dead setup link', path: '/setup/no-such-link', ready: '#main h1' },
  { name: 'dead invitation', path: '/invitations/no-such-link', ready: '#main h1' },
];
/** With what the stories before them have left there. */
export const workingPages: readonly Looked[] = [
  { name: 'forwarder’s planner', path: '/', ready: '#way', as: asForwarder },
  { name: 'account', path: '/account', ready: 'section form', as: asOperator },
  { name: 'people', path: '/people', ready: 'table tbody tr', as: asOperator },
  { name: 'organisations', path: '/organisations', ready: 'table tbody tr', as: asOperator },
  { name: 'customs offices', path: '/customs-offices', ready: '#main ul li', as: asOperator },
  { name: 'terms of bookings', path: '/booking-terms', ready: '#main section h2', as: asOperator },
  { name: 'audit', path: '/audit', ready: 'ol li', as: asOperator },
  { name: 'capacity', path: '/capacity', ready: 'table tbody tr', as: asOperator },
  { name: 'lanes', path: '/capacity/lanes', ready: '[role="grid"] tbody tr', as: asOperator },
];

/** Pages are for everyone: readable by machines that read aloud, in both themes, on a desk and on a phone. */
export function everyoneStories(world: World, pages: readonly Looked[]) {
  describe.each(pages)('the $name page', ({ name, path, ready, as: whoever }) => {
    // the page's own policy refuses scripts from outside, and so the checker's: only here is it put aside
    const bypassed = {
      context: { bypassCSP: true },
      prepare: (page: Page) => whoever?.(world, page) ?? Promise.resolve(),
    };

    test('has nothing serious for axe, light and dark, and fits 1280 px', async () => {
      await visit(world, path, bypassed, async (page) => {
        await seen(page, ready);
        await nothingSerious(page);
        await fits(page);
        await darken(page);
        await nothingSerious(page);
        await shot(page, `${name}-dark`);
      });
    });

    test('fits a phone of 360 px in the language of the longest words, and has nothing serious for axe there', async () => {
      await visit(world, path, { ...bypassed, width: 360, height: 780, language: 'ru' }, async (page) => {
        await seen(page, ready);
        await fits(page);
        await nothingSerious(page);
        await shot(page, `${name}-phone`);
      });
    });
  });
}

async function seen(page: Page, selector: string) {
  await page.locator(selector).first().waitFor();
  await page.waitForLoadState('networkidle');
  if ((await page.locator('[data-map]').count()) > 0) await settled(page);
}
