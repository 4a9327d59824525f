import { describe, expect, test } from 'vitest';
import { bypassed, nothingSerious } from './axe.ts';
import { asOperator } from './people.ts';
import { question, steppe, visiting, wayOf } from './traders.ts';
import { shot, visit, type World } from './visitor.ts';

/** The page speaks the reader's language where a browser or the server would speak its own. */
export function languageStories(world: World) {
  describe('the reader’s language', () => {
    test('a date is typed in its order and chosen from its calendar, whatever the browser’s', async () => {
      const operator = {
        ...bypassed,
        prepare: async (page: Parameters<typeof asOperator>[1]) => {
          await asOperator(world, page);
          await page.addInitScript(() => localStorage.setItem('serai.language', 'zh'));
        },
      };
      await visit(world, '/audit', operator, async (page) => {
        const from = page.getByLabel('从', { exact: true });
        await from.fill('昨天');
        await from.press('Enter');
        await page.getByText('无法识别的日期').waitFor();
        await from.fill('2026年11月1日');
        await from.press('Enter');
        await expect.poll(() => page.url()).toContain('from=2026-11-01');
        await page.getByRole('button', { name: '从日历中选择' }).first().focus();
        await page.keyboard.press('Enter');
        const calendar = page.getByRole('dialog', { name: '从' });
        await calendar.getByText('2026年11月', { exact: true }).first().waitFor();
        await nothingSerious(page);
        await shot(page, 'calendar-zh');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
        await calendar.waitFor({ state: 'detached' });
        expect(await from.inputValue()).toBe('2026年11月2日');
        await expect.poll(() => page.url()).toContain('from=2026-11-02');
      });
    });

    test('a refusal names the train by its place and the clock there, and says what it lacks', async () => {
      const way = await wayOf(world, question());
      await visit(
        world,
        way.book,
        { ...visiting(world)(steppe, { language: 'ru' }), ...bypassed },
        async (page) => {
          await page.getByLabel(/^Тип/).selectOption('45R1');
          await page.getByLabel('Груз в каждом, кг').fill('20000');
          await page.getByRole('button', { name: 'Удержать места' }).click();
          const refusal = page.locator('[data-refusal="plugs-not-stated"]');
          await refusal.waitFor();
          expect(await refusal.innerText()).toMatch(
            /[А-Я].+, .+ \d{2}:\d{2}: розетки для рефрижераторов не указаны\./,
          );
          expect(await refusal.innerText()).not.toMatch(/UTC|Nobody/);
          expect(await refusal.locator('[lang="en"]').count()).toBe(0);
          await nothingSerious(page);
          await shot(page, 'refusal-ru');
        },
      );
    });
  });
}
