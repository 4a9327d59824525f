import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PlanAnswer } from '../../server/src/modules/freight/api.ts';
import { day, hasFocus, settled, shot, visit, type World } from './visitor.ts';

const ready = day(14);
const address = `/?from=Tianjin&to=Tashkent&ready=${ready}&teu=2`;

export function planStories(world: World) {
  describe('a plan', () => {
    test('is the same in the browser, the API and the command line', async () => {
      const request = { from: 'Tianjin', to: 'Tashkent', teu: 2, readyAt: ready };
      const api = await ask(world, request);
      expect(api.options.length).toBeGreaterThan(1);
      const cli = JSON.parse(
        await world.cli(
          'plan',
          'Tianjin',
          'Tashkent',
          '--teu',
          '2',
          '--ready',
          ready,
          '--lang',
          'en',
          '--json',
        ),
      );
      expect(cli).toEqual(api);
      await visit(world, address, {}, async (page) => {
        const soonest = [...api.options].sort(
          (one, other) => Date.parse(one.arrival.p50) - Date.parse(other.arrival.p50),
        );
        await cards(page).first().waitFor();
        await expect.poll(() => costs(page)).toEqual(soonest.map((option) => dollars(option.cost.value)));
        await expect
          .poll(() => page.getByRole('button', { name: /9 in 10 by/ }).count())
          .toBeGreaterThanOrEqual(api.options.length);
        await settled(page);
        await shot(page, 'planner');
      });
    });

    test('starts from typed names: a few letters, an arrow, Enter', async () => {
      await visit(world, address, { still: true }, async (page) => {
        await cards(page).first().waitFor();
        const to = page.getByRole('combobox', { name: 'To' });
        await to.fill('almat');
        await page.getByRole('option').first().waitFor();
        // the list is filled while its answer arrives: a person presses the arrow until something is marked
        const marked = async () => {
          await page.keyboard.press('ArrowDown');
          return to.getAttribute('aria-activedescendant');
        };
        await expect.poll(marked).toContain('almaty');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: /Tianjin to Almaty/ }).waitFor();
        expect(new URL(page.url()).searchParams.get('to')).toMatch(/almaty/);
      });
    });

    test('is sorted as asked, and its address restores what was chosen', async () => {
      await visit(world, address, { still: true }, async (page) => {
        await cards(page).first().waitFor();
        await page.getByRole('combobox', { name: 'Order by' }).selectOption({ label: 'Cheapest' });
        await page.waitForURL(/sort=cheapest/);
        const cheapestFirst = (await costs(page)).sort((one, other) => one - other);
        await expect.poll(() => costs(page)).toEqual(cheapestFirst);
        await cards(page).last().focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(/way=/);
        const shared = page.url();
        await page.goto('about:blank');
        await page.goto(shared);
        await cards(page).last().waitFor();
        await expect.poll(() => cards(page).last().getAttribute('aria-pressed')).toBe('true');
        await expect.poll(() => costs(page)).toEqual(cheapestFirst);
      });
    });

    test('opens the evidence of a figure by keyboard and gives the focus back', async () => {
      await visit(world, address, { still: true }, async (page) => {
        const figure = page.getByRole('button', { name: /^Cost: \$/ }).first();
        await figure.focus();
        await page.keyboard.press('Enter');
        const evidence = page.getByRole('dialog');
        await evidence.waitFor();
        await evidence
          .getByText(/Computed|published|·/)
          .first()
          .waitFor();
        await page.keyboard.press('Escape');
        await evidence.waitFor({ state: 'detached' });
        await hasFocus(figure);
      });
    });

    test('goes around a crossing that is avoided, and through it again when allowed', async () => {
      await visit(world, address, { still: true }, async (page) => {
        const avoid = page.getByRole('button', { name: /^Avoid / }).first();
        await avoid.waitFor();
        const answered = page.waitForResponse(
          (response) => response.url().includes('/api/v1/plans') && response.ok(),
        );
        await avoid.click();
        await page.waitForURL(/avoid=/);
        const crossing = new URL(page.url()).searchParams.get('avoid')!;
        const answer = (await (await answered).json()) as PlanAnswer;
        const passed = answer.options.flatMap((option) =>
          option.legs.flatMap((leg) => leg.crossing?.id ?? []),
        );
        expect(passed.length).toBeGreaterThan(0);
        expect(passed).not.toContain(crossing);
        await page.getByRole('button', { name: /^Allow / }).click();
        await page.waitForURL((url) => !url.search.includes('avoid='));
      });
    });

    test('says which place it does not know, and what may have been meant', async () => {
      await visit(world, `/?from=Tianjni&to=Tashkent&ready=${ready}`, { still: true }, async (page) => {
        const refusal = page.getByRole('alert');
        await refusal.waitFor();
        await expect.poll(() => refusal.innerText()).toContain('Tianjni');
        await refusal
          .getByRole('button', { name: /Tianjin/ })
          .first()
          .click();
        await cards(page).first().waitFor();
      });
    });

    test('refuses in the language of the reader, with the suggestion as a button', async () => {
      await visit(
        world,
        `/?from=Tashkant&to=Tianjin&ready=${ready}`,
        { language: 'ru', still: true },
        async (page) => {
          const refusal = page.getByRole('alert');
          await refusal.waitFor();
          await expect.poll(() => refusal.innerText()).toMatch(/«Tashkant» здесь нет/);
          await refusal.getByRole('button').first().click();
          await cards(page).first().waitFor();
        },
      );
    });

    test('refuses what cannot be without losing what was typed', async () => {
      await visit(
        world,
        `/?from=Tianjin&to=Tashkent&ready=${day(-400)}&teu=0`,
        { still: true },
        async (page) => {
          await page.getByRole('alert').waitFor();
          expect(new URL(page.url()).searchParams.get('teu')).toBe('0');
          expect(await cards(page).count()).toBe(0);
        },
      );
    });

    test('prints on paper: the map as a drawing, no controls', async () => {
      await visit(world, address, {}, async (page) => {
        await settled(page);
        await page.emulateMedia({ media: 'print' });
        const drawing = page.locator('[data-map] svg[role="img"]');
        await drawing.waitFor();
        await expect.poll(() => drawing.locator('text').count()).toBeGreaterThan(3);
        await expect.poll(() => page.getByRole('button', { name: 'Zoom in' }).isVisible()).toBe(false);
        await expect.poll(() => page.getByRole('navigation').isVisible()).toBe(false);
        expect((await page.pdf()).byteLength).toBeGreaterThan(20_000);
        await shot(page, 'planner-print');
      });
    });
  });
}

async function ask({ address: server }: World, request: object): Promise<PlanAnswer> {
  const response = await fetch(`${server}/api/v1/plans?lang=en`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as PlanAnswer;
}

/** The ways: one button each that says whether it is the chosen one. */
const cards = (page: Page) => page.locator('section[aria-labelledby="ways"] li > button[aria-pressed]');

/** What the cards say a way costs, in their order. */
async function costs(page: Page): Promise<number[]> {
  const labels = await page
    .locator('section[aria-labelledby="ways"] li button[aria-label^="Cost: "]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  return labels.map((label) => Number(/\$([\d,]+)/.exec(label)?.[1]?.replaceAll(',', '')));
}

const dollars = (value: string | null) => Math.round(Number(value));
