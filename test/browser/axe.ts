import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The page's own policy refuses scripts from outside, and so the checker's: only where it is asked for is that put aside. */
export const bypassed = { context: { bypassCSP: true } };

/** What is on its way in or out may be too pale for a moment: a fault is what stays. */
export const nothingSerious = (page: Page, message = 'axe calls it serious') =>
  expect.poll(() => serious(page), { message }).toEqual([]);

/** What axe calls serious or critical, as one line each. */
async function serious(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    interface Axe {
      run(
        context: Document,
        options: object,
      ): Promise<{
        violations: {
          id: string;
          impact: string;
          help: string;
          nodes: { html: string; failureSummary: string }[];
        }[];
      }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) =>
        nodes.map(
          (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`,
        ),
      );
  });
}
