import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import type { Booking } from '../../server/src/modules/freight/booking/api.ts';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator } from './people.ts';
import { bookBy, caller, customs, found, question, steppe, visiting, wayOf } from './traders.ts';
import { day, focusedOn, shot, visit, type World } from './visitor.ts';

/** What goes over a border, as a forwarder and an authority meet it. */
export function customsStories(world: World) {
  const by = visiting(world);
  describe('customs', () => {
    test('a declaration is written, lodged, held with a reason the forwarder reads, and released', async () => {
      const way = await wayOf(world, question());
      await visit(world, '/customs', by(customs), async () => undefined);
      await visit(world, '/bookings', by(steppe), async () => undefined);
      const call = await caller(world, steppe);
      const held = await bookBy(call, way, 'to be declared');
      const booking = await call<Booking>('POST', `/bookings/${held.id}/confirm`, { version: held.version });
      const border = booking.customs[0]!;
      await visit(
        world,
        '/customs-offices',
        { ...bypassed, prepare: (page) => asOperator(world, page) },
        async (page) => {
          const row = page.getByRole('row', { name: new RegExp(`^${customs.organisation}`) });
          await row.getByText('decides nowhere').waitFor();
          await row.getByRole('button').click();
          const dialog = page.getByRole('dialog');
          await dialog.getByLabel('Find a border').fill(border.name);
          await dialog.getByLabel(border.name, { exact: true }).check();
          await dialog.getByText(/1 of \d+ borders shown/).waitFor();
          await nothingSerious(page);
          await dialog.getByRole('button', { name: 'State it' }).click();
          await row.getByText(border.name).waitFor();
          await dialog.waitFor({ state: 'detached' });
          await nothingSerious(page);
          await shot(page, 'customs-offices');
        },
      );
      await visit(world, `/bookings/${booking.id}/declaration`, by(steppe, bypassed), async (page) => {
        await page.getByText(/things are missing before it can be lodged/).waitFor();
        await page.getByRole('button', { name: 'Consignor', exact: true }).click();
        await focusedOn(page, /^declaration-consignor-name$/);
        await declare(page);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Nothing is missing: it can be lodged.').waitFor();
        await page.getByRole('button', { name: `Lodge at ${border.name}` }).click();
        await page.locator('[data-status="lodged"]').waitFor();
        await nothingSerious(page);
        await shot(page, 'declaration');
      });
      await visit(world, '/customs?status=lodged', by(customs, bypassed), async (page) => {
        await page.getByRole('button', { name: `Hold: ${booking.number}, ${border.name}` }).click();
        await page.getByRole('button', { name: 'Hold', exact: true }).last().click();
        await page.getByText('Say why: the forwarder has to put it right.').waitFor();
        await nothingSerious(page);
        await page.getByLabel('Why it is held').fill('The invoice names another consignee.');
        await page.getByRole('button', { name: 'Hold', exact: true }).last().click();
        await page.getByText('Nothing fits.').waitFor();
      });
      await visit(world, '/bookings', by(steppe), async (page) => {
        await page.getByText(`Customs holds it at ${border.name}`).waitFor();
        await page.goto(`${world.address}/bookings/${booking.id}/declaration`);
        await page.getByText('The invoice names another consignee.').waitFor();
      });
      await visit(world, '/customs?status=held', by(customs), async (page) => {
        await page.getByRole('button', { name: `Release: ${booking.number}, ${border.name}` }).click();
        await page.getByRole('button', { name: 'Release', exact: true }).last().click();
        await page.getByText('Nothing fits.').waitFor();
      });
    });
  });
}

/** The least that can be lodged, typed as a person does. */
async function declare(page: Page) {
  for (const party of ['Consignor', 'Consignee', 'Declarant']) {
    const fields = page.getByRole('group', { name: party });
    await fields.getByLabel('Name', { exact: true }).fill(`${party} Company`);
    await fields.getByLabel('Address').fill('1 Station Road');
    await fields.getByLabel('Country').selectOption('CN');
  }
  await page.getByLabel('Incoterm').selectOption('FCA');
  await page.getByLabel('Place agreed').fill('Tianjin');
  await page.getByRole('button', { name: 'Add goods' }).click();
  await page.getByRole('combobox', { name: 'HS code' }).fill('8708');
  await found(page).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Which of them').selectOption('870829');
  await page.getByLabel('Origin').selectOption('CN');
  await page.getByLabel('Packages').fill('40');
  await page.getByLabel('Gross, kg').fill('20 000');
  await page.getByLabel('Net, kg').fill('19 500');
  await page.getByLabel('Value').fill('125 000');
  for (const [place, number] of ['TAP-118', 'TAP-118-P'].entries()) {
    await page.getByRole('button', { name: 'Add a document' }).click();
    const paper = page.getByRole('group', { name: `Document ${place + 1}` });
    await paper.getByLabel('Number').fill(number);
    await paper.getByLabel('Date').fill(day(-1));
  }
}
