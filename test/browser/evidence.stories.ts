import { describe, expect, test } from 'vitest';
import { asOperator } from './people.ts';
import { shot, visit, type World } from './visitor.ts';

const crossing = 'khorgos-altynkol';

export function evidenceStories(world: World) {
  describe('the evidence of a figure', () => {
    test('says since when the ledger has it, and what was decided about it', async () => {
      const prepare = (page: Parameters<typeof asOperator>[1]) => asOperator(world, page);
      await visit(world, `/crossings/${crossing}`, { prepare }, async (page) => {
        const figure = page
          .getByRole('table', { name: /Figures of/ })
          .getByRole('button')
          .first();
        await figure.click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(/^In the ledger since \d/).waitFor();
        expect(await dialog.getByText('by decision').count()).toBe(0);
        await page.keyboard.press('Escape');
        const facts = await page.request.get(
          `${world.address}/api/v1/facts?subject=crossing:${crossing}&limit=500`,
        );
        const { items } = (await facts.json()) as {
          items: { id: string; subject: string; measure: string; chosen: boolean }[];
        };
        for (const { id, subject, measure } of items.filter(({ chosen }) => chosen)) {
          const decided = await page.request.post(`${world.address}/api/v1/decisions`, {
            data: {
              about: `fact:${subject}/${measure}`,
              accepted: { type: 'fact', id },
              reason: 'It is what the railway itself publishes.',
            },
            headers: { origin: world.address },
          });
          expect(decided.status()).toBe(200);
        }
        await page.reload();
        await figure.click();
        await dialog.getByText(/Accepted by decision of .*the railway itself publishes/).waitFor();
        await shot(page, 'evidence-decided');
      });
    });

    test('is as it was recorded', async () => {
      const said = JSON.parse(await world.cli('evidence', 'verify', '--json'));
      expect(said).toMatchObject({ problems: 0, shown: [] });
      expect(said.rows).toBeGreaterThan(1_000);
    });
  });
}
