import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { asOperator, hubOperator, signInAs } from './people.ts';
import { fits, hasFocus, shot, visit, type World } from './visitor.ts';

const administrator = {
  organisation: 'Tianshan Forwarding',
  name: 'Li Wei',
  email: 'li.wei@tianshan.example',
  password: 'apricots by the wagon',
};

/** From the printed link to an organisation at work, in their order: each goes on from where the one before ended. */
export function peopleStories(world: World) {
  describe('people', () => {
    test('the printed link makes the first operator, says what is missing, and works once', async () => {
      const path = new URL(world.setupLink).pathname;
      await visit(world, path, {}, async (page) => {
        const become = page.getByRole('button', { name: 'Become operator' });
        await become.click();
        const hub = page.getByLabel('Name of the hub');
        await hasFocus(hub);
        await expect.poll(() => hub.getAttribute('aria-invalid')).toBe('true');
        await hub.fill(hubOperator.organisation);
        await page.getByLabel('Your name').fill(hubOperator.name);
        await page.getByLabel('E-mail address').fill('zarina');
        await password(page).fill('short');
        await become.click();
        await page.getByText('This is not an e-mail address.').waitFor();
        await page.getByText('Use at least 12 characters.').waitFor();
        await page.getByLabel('E-mail address').fill(hubOperator.email);
        await password(page).fill(hubOperator.password);
        await become.click();
        await page.getByRole('heading', { name: 'Organisations', level: 1 }).waitFor();
        await page.getByText('Only the hub is here.').waitFor();
        await page.goto(world.address + path);
        await page.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
      });
    });

    test('an operator admits an organisation; its administrator makes an account by the letter’s link', async () => {
      await visit(world, '/organisations', operator(world), async (page) => {
        await page.getByRole('button', { name: 'Admit an organisation' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Name', { exact: true }).fill(administrator.organisation);
        await dialog.getByLabel('First administrator').fill(administrator.email);
        await dialog.getByLabel('forwarder').check();
        await dialog.getByRole('button', { name: 'Admit and invite' }).click();
        await page.getByRole('rowheader', { name: administrator.organisation }).waitFor();
        // what opened the dialog has the focus again
        await hasFocus(page.getByRole('button', { name: 'Admit an organisation' }));
        await shot(page, 'organisations');
      });
      await visit(world, await linkIn(world, administrator.email, 'invitations'), {}, async (page) => {
        await page
          .getByRole('heading', { name: `You are invited to ${administrator.organisation}` })
          .waitFor();
        await page.getByText('administrator, forwarder').waitFor();
        await shot(page, 'invitation');
        await page.getByLabel('Your name').fill(administrator.name);
        await password(page).fill(administrator.password);
        await page.getByRole('button', { name: 'Make the account and join' }).click();
        await page.getByRole('button', { name: /Account of/ }).click();
        await page.getByText(`You act for ${administrator.organisation}.`).waitFor();
        // what only an operator may do is not offered
        expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
      });
    });

    test('a second factor is set up with an app, and asked for at the next sign-in', async () => {
      await visit(world, '/account', signedIn(world), async (page) => {
        await page.getByRole('button', { name: 'Set up a second factor' }).click();
        const dialog = page.getByRole('dialog');
        await password(dialog).fill('not the password');
        await dialog.getByRole('button', { name: 'Go on' }).click();
        await dialog.getByText('That is not your password.').waitFor();
        await password(dialog).fill(administrator.password);
        await dialog.getByRole('button', { name: 'Go on' }).click();
        await dialog.getByRole('img', { name: /QR code/ }).waitFor();
        await expect
          .poll(() => dialog.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem').count())
          .toBe(10);
        await shot(page, 'second-factor');
        const secret = (await dialog.locator('code').first().innerText()).replace(/\s/g, '');
        await dialog.getByLabel('Six-digit code').fill(codeOf(secret));
        await dialog.getByRole('button', { name: 'Turn it on' }).click();
        await page.locator('#main').getByText('On: a code is asked for').waitFor();

        await page.getByRole('button', { name: /Account of/ }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('link', { name: 'Sign in' }).waitFor();
        // a page of one's own sends to sign-in, and back
        await page.goto(`${world.address}/people`);
        await page.locator('#main').getByRole('link', { name: 'Sign in' }).click();
        await page.getByLabel('E-mail address').fill(administrator.email);
        await password(page).fill('a wrong guess');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByText('Nobody is known here by that address and password.').waitFor();
        await password(page).fill(administrator.password);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Six-digit code').fill('000000');
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('That code is not the one.').waitFor();
        // The one that set it up is used up; the next counts already.
        await page.getByLabel('Six-digit code').fill(codeOf(secret, Date.now() + 30_000));
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByRole('rowheader', { name: /Li Wei you/ }).waitFor();
        expect(new URL(page.url()).pathname).toBe('/people');

        await refusals(page);
        await token(page);
        await page.goto(`${world.address}/account`);
        await page.getByRole('button', { name: 'Remove the second factor' }).click();
        await password(page.getByRole('alertdialog')).fill(administrator.password);
        await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the second factor' }).click();
        await page.locator('#main').getByText('Off: your password alone').waitFor();
      });
    });

    test('a session that ends while one types takes nothing away, and is begun again over the page', async () => {
      await visit(world, '/account', signedIn(world), async (page) => {
        const name = page.getByRole('textbox', { name: 'Your name' });
        await name.fill('Li Wei of Tianshan');
        await page.context().clearCookies();
        await page.getByRole('button', { name: 'Save the name' }).click();
        await page.getByText('You are not signed in any more. What you typed is still here.').waitFor();
        await expect.poll(() => name.inputValue()).toBe('Li Wei of Tianshan');
        await page.getByRole('button', { name: 'Sign in again' }).click();
        const dialog = page.getByRole('dialog');
        await expect.poll(() => dialog.getByLabel('E-mail address').inputValue()).toBe(administrator.email);
        await password(dialog).fill(administrator.password);
        await dialog.getByRole('button', { name: 'Sign in' }).click();
        await dialog.waitFor({ state: 'detached' });
        await expect.poll(() => name.inputValue()).toBe('Li Wei of Tianshan');
        await page.getByRole('button', { name: 'Save the name' }).click();
        await page.getByRole('button', { name: /Account of Li Wei of Tianshan/ }).waitFor();
      });
    });

    test('a forgotten password is replaced by the letter’s link', async () => {
      await visit(world, '/sign-in', {}, async (page) => {
        await page.getByRole('link', { name: 'Forgot your password?' }).click();
        await page.getByRole('heading', { name: 'A new password' }).waitFor();
        await page.getByLabel('E-mail address').fill(administrator.email);
        await page.getByRole('button', { name: 'Send the letter' }).click();
        await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
        await page.goto(world.address + (await linkIn(world, administrator.email, 'password-resets')));
        await page.getByLabel('New password').fill('melons by the wagon');
        await page.getByRole('button', { name: 'Set the password' }).click();
        await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
      });
      await visit(
        world,
        '/account',
        { prepare: (page) => signInAs(world, page, { ...administrator, password: 'melons by the wagon' }) },
        async (page) => void (await page.getByRole('heading', { name: 'Your account' }).waitFor()),
      );
    });

    test('the audit log tells all of it in sentences, opens to before and after, and keeps to what is asked', async () => {
      await visit(world, '/audit', operator(world), async (page) => {
        const main = page.locator('#main');
        for (const sentence of [
          `${hubOperator.name} admitted ${administrator.organisation}.`,
          `${hubOperator.name} invited ${administrator.email} as administrator, forwarder.`,
          'Li Wei joined as administrator, forwarder.',
          'Li Wei turned the second factor on.',
          'Li Wei is now called Li Wei of Tianshan.',
          'A password was set by the link of a letter.',
        ])
          await main.getByText(sentence).first().waitFor();
        await page.getByLabel('About').selectOption('person');
        await page.waitForURL(/what=person/);
        await expect.poll(() => main.getByText('admitted').count()).toBe(0);
        const renamed = main.getByRole('listitem').filter({ hasText: 'is now called' });
        await renamed.getByText('details').click();
        const row = renamed.getByRole('row').filter({ hasText: 'Li Wei of Tianshan' });
        await expect
          .poll(() => row.getByRole('cell').allInnerTexts())
          .toEqual(['Li Wei', 'Li Wei of Tianshan']);
        await shot(page, 'audit');
      });
    });

    test('on a phone the pages of people fit, and the corner opens within it', async () => {
      const phone = { ...operator(world), width: 360, height: 780, language: 'ru' };
      await visit(world, '/people', phone, async (page) => {
        await page.getByRole('button', { name: 'Пригласить' }).click();
        await page.getByRole('dialog').waitFor();
        await fits(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /Учётная запись/ }).click();
        await page.getByRole('link', { name: 'Журнал изменений' }).click();
        await page.getByRole('heading', { name: 'Журнал изменений' }).waitFor();
        await fits(page);
      });
    });
  });
}

/** The last administrator stays, and what is not theirs is not shown. */
async function refusals(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Roles of Li Wei' }).click();
  const dialog = page.getByRole('dialog');
  // what the organisation does not have is not offered
  expect(await dialog.getByLabel('operator').count()).toBe(0);
  await dialog.getByLabel('administrator').uncheck();
  await dialog.getByRole('button', { name: 'Save the roles' }).click();
  await dialog.getByText('They are the last who can see to the people here.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`${new URL(page.url()).origin}/audit`);
  await page.getByRole('heading', { name: 'This page is not for you' }).waitFor();
}

/** A token's secret is shown once. */
async function token(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/people`);
  await page.getByRole('button', { name: 'Make a token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'System' }).fill('Warehouse');
  await dialog.getByRole('button', { name: 'Make a token' }).click();
  await dialog.getByText('Choose at least one role.').waitFor();
  await dialog.getByLabel('forwarder').check();
  await dialog.getByRole('button', { name: 'Make a token' }).click();
  await page.getByText('it is shown only this once').waitFor();
  const secret = await page.getByRole('dialog').locator('code').innerText();
  expect(secret.length).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'It is kept' }).click();
  await page.getByRole('rowheader', { name: /Warehouse/ }).waitFor();
  await expect.poll(() => page.getByText(secret).count()).toBe(0);
}

const operator = (world: World) => ({ prepare: (page: Page) => asOperator(world, page) });
const signedIn = (world: World) => ({ prepare: (page: Page) => signInAs(world, page, administrator) });
const password = (within: Pick<Page, 'getByLabel'>) => within.getByLabel('Password', { exact: true });

async function linkIn(
  world: World,
  address: string,
  kind: 'invitations' | 'password-resets',
): Promise<string> {
  const link = async () => new RegExp(`/${kind}/[\\w-]+`).exec(await world.letterTo(address))?.[0];
  await expect.poll(link).toBeTruthy();
  return (await link())!;
}

/** What an authenticator app shows at this moment (RFC 6238). */
function codeOf(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}
