import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Booking, BookingRow } from '../../server/src/modules/freight/booking/api.ts';
import { bypassed, nothingSerious } from './axe.ts';
import { hubOperator } from './people.ts';
import {
  bookBy,
  type Call,
  caller,
  customs,
  found,
  oasis,
  password,
  question,
  silk,
  steppe,
  visiting,
  wayOf,
} from './traders.ts';
import { darken, fits, focusedOn, lighten, shot, visit, type World } from './visitor.ts';

/** Holds, refusals and the board, as forwarders meet them. */
export function bookingStories(world: World) {
  const by = visiting(world);

  describe('a booking', () => {
    test('begins signed out, holds every train, runs a clock, is confirmed, amended and cancelled', async () => {
      const way = await wayOf(world, question(), 2);
      await visit(world, '/sign-in', by(steppe), async () => undefined);
      await visit(world, way.plan, { still: true }, async (page) => {
        await page.getByRole('link', { name: 'Hold this way' }).click();
        await page.locator('#main').getByRole('link', { name: 'Sign in' }).click();
        await page.getByLabel('E-mail address').fill(steppe.email);
        await page.getByLabel('Password', { exact: true }).fill(password);
        await page.locator('#main').getByRole('button', { name: 'Sign in' }).click();
        // the choice came back with the reader
        await page.getByLabel('Cargo in each, kg').waitFor();
        expect(new URL(page.url()).searchParams.get('way')).toBe(way.option.id);
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await page.getByText('Say how many kilograms').waitFor();
        await focusedOn(page, /cargo$/);
        await page.getByLabel('Cargo in each, kg').fill('21 500');
        await page.getByLabel('Your reference').fill('PO 4711');
        await page.getByRole('button', { name: 'Hold these places' }).click();

        await state(page, 'Held');
        await expect.poll(() => page.getByRole('timer').innerText()).toMatch(/^1\d:\d\d$/);
        await page.getByText('Held on both trains until').waitFor();
        await expect.poll(() => page.locator('section[aria-labelledby="trains"] li').count()).toBe(2);
        await shot(page, 'booking-held');

        await page.getByRole('button', { name: 'Confirm' }).click();
        await state(page, 'Confirmed');
        await expect.poll(() => page.getByRole('timer').count()).toBe(0);

        await page.getByRole('link', { name: 'Another load' }).click();
        await page.getByRole('button', { name: 'One more' }).click();
        await page.getByRole('row', { name: /Load 2 TEU 4 TEU \+2 TEU/ }).waitFor();
        await shot(page, 'booking-amend');
        await page.getByRole('button', { name: 'Change the booking' }).click();
        await state(page, 'Confirmed');
        await page.getByText('2 containers, 4 TEU').waitFor();

        await page.getByRole('link', { name: 'Another way' }).click();
        await page.getByText(/choosing another way for booking SR-/).waitFor();
        const other = page
          .locator('section[aria-labelledby="ways"] li > button[aria-pressed="false"]')
          .first();
        await other.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('link', { name: 'Change to this way' }).click();
        await page.getByRole('button', { name: 'Change the booking' }).click();
        await state(page, 'Confirmed');
        await expect.poll(() => page.getByText('Changed · Aliya Bekova').count()).toBe(2);

        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('alertdialog').getByText('Cancelling now costs nothing.').waitFor();
        await page.getByRole('button', { name: 'Cancel the booking' }).click();
        await state(page, 'Cancelled');
        await page.getByRole('link', { name: 'Plan again' }).waitFor();
      });
      const [booking] = await bookings(await caller(world, steppe), 'PO 4711');
      expect(booking?.state).toBe('cancelled');
    });

    test('on a full train waits, and is offered the place when the first is cancelled', async () => {
      // On a lane of its own: what it leaves full would meet the stories after it.
      const way = await wayOf(world, { ...question(), from: "Xi'an", to: 'Almaty' });
      const run = way.option.rides[0]!.run;
      const operator = await caller(world, hubOperator);
      await operator('PUT', `/departures/${encodeURIComponent(run)}/capacity`, { teu: 3 });
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const first = await caller(world, steppe);
      const held = await bookBy(first, way, 'came first');
      await visit(world, way.plan, by(silk, { still: true }), async (page) => {
        await page.getByText('only 1 TEU left').first().waitFor();
        await page.getByRole('link', { name: 'Wait for a place' }).click();
        await page.getByLabel('Cargo in each, kg').fill('20000');
        await page.getByRole('button', { name: 'Join the waiting list' }).click();
        await state(page, 'Waiting');
        await page.getByText('Number 1 in line').waitFor();
        await first('POST', `/bookings/${held.id}/cancel`, { version: held.version });
        // nobody reloads: the server tells
        await state(page, 'Offered');
        await expect.poll(() => page.getByRole('timer').innerText()).toMatch(/^\d:\d\d:\d\d$/);
        await page.getByRole('button', { name: 'Accept' }).click();
        await state(page, 'Confirmed');
        await shot(page, 'booking-offered');
      });
    });

    test('pressed twice is one booking, and one whose answer was lost is found again', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.book, by(steppe), async (page) => {
        await page.getByLabel('Your reference').fill('lost answer');
        await page.getByLabel('Cargo in each, kg').fill('20000');
        await page.route('**/api/v1/bookings?*', async (route) => {
          await route.fetch();
          await route.fulfill(nothingOfOurs);
        });
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await page.getByRole('alert').getByText('The server does not answer').waitFor();
        await page.unroute('**/api/v1/bookings?*');
        await page.reload();
        await expect.poll(() => page.getByLabel('Your reference').inputValue()).toBe('lost answer');
        await page.getByRole('button', { name: 'Hold these places' }).dblclick();
        await state(page, 'Held');
      });
      expect(await bookings(await caller(world, steppe), 'lost answer')).toHaveLength(1);
    });

    test('warns when little time is left, says it aloud and finds a laptop that slept out', async () => {
      const way = await wayOf(world, question());
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const call = await caller(world, steppe);
      const held = await bookBy(call, way, 'runs out');
      await visit(world, '/bookings', by(steppe), async (page) => {
        await page.clock.install();
        // The minute's question would bring the server's clock back: after the first answer the booking is not heard of again.
        let answered = 0;
        await page.route(`**/api/v1/bookings/${held.id}?*`, (route) =>
          answered++ === 0 ? route.continue() : route.fulfill(nothingOfOurs),
        );
        await page.goto(`${world.address}/bookings/${held.id}`);
        const timer = page.getByRole('timer');
        await timer.waitFor();
        await expect.poll(() => timer.getAttribute('data-urgency')).toBe('calm');
        await page.clock.fastForward('11:00');
        await expect.poll(() => timer.getAttribute('data-urgency')).toBe('soon');
        await page
          .getByRole('status')
          .getByText(/minutes left to confirm SR-/)
          .waitFor();
        await page.clock.fastForward('06:00');
        await expect.poll(() => timer.innerText()).toBe('0:00');
      });
      await call('POST', `/bookings/${held.id}/cancel`, { version: held.version });
    });
  });

  describe('a booking that can not be', () => {
    test('is told at once which digit is wrong, and takes the right one', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.book, by(steppe), async (page) => {
        await page.getByText(/^Number and verified mass/).click();
        const number = page.getByLabel('Number of container 1');
        await number.fill('csqu3054384');
        await page.getByText('by the others it is 3').waitFor();
        await page.getByLabel('Cargo in each, kg').fill('20000');
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await focusedOn(page, /number$/);
        await page.getByRole('button', { name: 'Write CSQU 305438 3' }).click();
        await page.getByText('number is right').waitFor();
        await expect.poll(() => number.inputValue()).toBe('CSQU 305438 3');
      });
    });

    test('is refused for its weight and its dangerous goods, in words with the next step', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.book, by(steppe), async (page) => {
        await page.getByLabel('Cargo in each, kg').fill('39 000');
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await refused(page, 'over-weight').getByText('30,480 kg').waitFor();
        await page.getByText('Too heavy for this type of container.').waitFor();
        await page.getByLabel('Cargo in each, kg').fill('20 000');
        await page.getByRole('combobox', { name: 'Goods' }).fill('petroleum');
        await found(page).waitFor();
        await page.keyboard.press('Enter');
        await page.getByLabel('Dangerous goods').check();
        await page.getByLabel('UN number').fill('1203');
        await page.getByLabel('Class').fill('3');
        await page.getByLabel('Proper shipping name').fill('GASOLINE');
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await refused(page, 'goods-not-taken').getByRole('link', { name: 'Plan again' }).waitFor();
        await shot(page, 'booking-refused');
      });
    });

    test('of a way that is gone, of somebody else, or for whom it is not, is said plainly', async () => {
      const way = await wayOf(world, question());
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const call = await caller(world, steppe);
      const held = await bookBy(call, way, 'not yours');
      await visit(world, way.book.replace(way.option.id, 'gone'), by(silk), async (page) => {
        await page.getByRole('heading', { name: 'This way is not offered any more' }).waitFor();
        await page.goto(`${world.address}/bookings/${held.id}`);
        await page.getByRole('heading', { name: 'There is no such booking' }).waitFor();
      });
      await visit(world, '/bookings', by(customs), async (page) => {
        await page.getByText('Khorgos Customs').first().waitFor();
        expect(await page.getByRole('heading', { name: 'Bookings' }).count()).toBe(0);
      });
      await call('POST', `/bookings/${held.id}/cancel`, { version: held.version });
    });

    test('whose session ended while it was typed is kept, and is held after signing in over the page', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.book, by(steppe), async (page) => {
        await page.getByLabel('Cargo in each, kg').fill('20000');
        await page.getByLabel('Your reference').fill('typed before');
        await page.context().clearCookies();
        await page.getByRole('button', { name: 'Hold these places' }).click();
        await page.getByRole('heading', { name: 'You are not signed in any more' }).waitFor();
        await page.getByRole('button', { name: 'Sign in again' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Password', { exact: true }).fill(password);
        await dialog.getByRole('button', { name: 'Sign in' }).click();
        await dialog.waitFor({ state: 'detached' });
        await expect.poll(() => page.getByLabel('Your reference').inputValue()).toBe('typed before');
        await page.getByRole('button', { name: 'Try again' }).click();
        await state(page, 'Held');
      });
    });

    test('was changed by a colleague meanwhile: what they did is told, and nothing was done over it', async () => {
      const way = await wayOf(world, question());
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const call = await caller(world, steppe);
      const held = await bookBy(call, way, 'two at once');
      await visit(world, '/bookings', by(steppe), async (page) => {
        await page.route('**/api/v1/bookings/stream*', (route) =>
          route.fulfill({ contentType: 'text/event-stream', body: '' }),
        );
        await page.goto(`${world.address}/bookings/${held.id}`);
        await state(page, 'Held');
        const fresh = await call<Booking>('POST', `/bookings/${held.id}/confirm`, { version: held.version });
        await page.getByRole('button', { name: 'Numbers, masses and goods' }).click();
        await page.getByLabel('Number of container 1').fill('CSQU3054383');
        await page.getByRole('button', { name: 'Save' }).click();
        await refused(page, 'booking-changed').getByText('Confirmed · Aliya Bekova').waitFor();
        // the page is new now, and what was typed is still there to be saved
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('CSQU 305438 3').waitFor();
        expect(fresh.state).toBe('confirmed');
      });
    });
  });

  describe('the board', () => {
    test('says to whoever has none how the first is made', async () => {
      await visit(world, '/bookings', by(oasis), async (page) => {
        await page.getByRole('heading', { name: 'Nothing is booked yet' }).waitFor();
        await page
          .getByText('Places are kept on every train at once, free of charge, while a clock runs.')
          .waitFor();
        await page.locator('section').getByRole('link', { name: 'Plan a shipment' }).click();
        await page.getByRole('heading', { name: 'Plan a shipment' }).waitFor();
      });
    });

    test('shows a booking that a colleague makes without being asked again', async () => {
      await visit(world, '/bookings?query=by+a+colleague', by(silk), async (page) => {
        await page.getByText('No booking fits.').waitFor();
        const call = await caller(world, silk);
        await bookBy(call, await wayOf(world, question()), 'by a colleague');
        const row = page.getByRole('row', { name: /by a colleague/ });
        await row.waitFor();
        await expect.poll(() => row.getByRole('timer').innerText()).toMatch(/^1\d:\d\d$/);
        await page.getByRole('rowheader', { name: /^Decide now/ }).waitFor();
      });
    });

    test('is filtered by state and searched by number, and its rows lead to bookings', async () => {
      await visit(world, '/bookings', by(silk), async (page) => {
        await page.getByRole('link', { name: /^Held/ }).click();
        await page.waitForURL(/state=held/);
        await page.getByRole('row', { name: /by a colleague/ }).waitFor();
        await page.getByRole('searchbox').fill('colleague');
        await page.waitForURL(/query=colleague/);
        await page.getByRole('link', { name: /^SR-/ }).first().click();
        await state(page, 'Held');
      });
    });
  });

  describe('the booking pages', () => {
    test('have nothing serious for axe and fit, light and dark, on a desk and on a phone in Russian', async () => {
      const way = await wayOf(world, question());
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const held = await bookBy(await caller(world, steppe), way, 'looked at');
      const pages = [
        ['board', '/bookings', 'table tbody [role="timer"]'],
        ['booking', `/bookings/${held.id}`, '[role="timer"]'],
        ['declaration', `/bookings/${held.id}/declaration`, 'fieldset input'],
        ['book', way.book, 'fieldset input'],
      ] as const;
      await visit(world, '/bookings', { ...bypassed, ...by(steppe) }, async (page) => {
        for (const [name, path, ready] of pages) {
          await seen(page, world.address + path, ready);
          await fits(page, name);
          await nothingSerious(page, name);
          await darken(page);
          await nothingSerious(page, `${name}, dark`);
          await shot(page, `${name}-dark`);
          await lighten(page);
        }
      });
      const phone = { ...bypassed, ...by(steppe), width: 360, height: 780, language: 'ru' };
      await visit(world, '/bookings', phone, async (page) => {
        for (const [name, path, ready] of pages) {
          await seen(page, world.address + path, ready);
          await fits(page, name);
          await nothingSerious(page, name);
          await shot(page, `${name}-phone`);
        }
      });
    });

    test('speak Chinese: a hold made and let go', async () => {
      const way = await wayOf(world, question());
      await visit(world, way.book, by(silk, { language: 'zh' }), async (page) => {
        await page.getByLabel('每箱货重，千克').fill('20000');
        await page.getByRole('button', { name: '预留舱位' }).click();
        await page.getByRole('heading', { name: '已预留' }).waitFor();
        await shot(page, 'booking-zh');
        await page.getByRole('button', { name: '放弃预留' }).click();
        await page.getByRole('alertdialog').getByRole('button', { name: '放弃预留' }).click();
        await page.getByRole('heading', { name: '已取消' }).waitFor();
      });
    });
  });
}

const state = (page: Page, name: string) =>
  page.locator('section[aria-labelledby="state"]').getByRole('heading', { name, exact: true }).waitFor();
const refused = (page: Page, code: string) => page.locator(`[data-refusal="${code}"]`);
/** What something between here and the server answers: the page hears nothing of Serai. */
const nothingOfOurs = { contentType: 'text/html', body: 'Sign in to the hotel' };

async function seen(page: Page, address: string, selector: string) {
  await page.goto(address);
  await page.locator(selector).first().waitFor();
}

async function bookings(call: Call, query: string) {
  return (await call<{ items: BookingRow[] }>('GET', `/bookings?query=${encodeURIComponent(query)}`)).items;
}
