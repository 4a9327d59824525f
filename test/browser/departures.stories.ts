import { describe, expect, test } from 'vitest';
import type { NetworkAnswer, Run } from '../../server/src/modules/freight/api.ts';
import { settled, shot, visit, type World } from './visitor.ts';

export function departureStories(world: World) {
  describe('the departures board', () => {
    test('shows what the timetable says, by the clock of each terminal', async () => {
      const terminal = await busiestOrigin(world);
      const { items } = await get<{ items: Run[] }>(world, `/runs?terminal=${terminal.id}&to=${inDays(7)}`);
      const first = items
        .flatMap((run) => run.calls.slice(0, -1).filter((call) => call.stop === terminal.id))
        .filter((call) => Date.parse(call.departure) > Date.now() + 300_000)
        .sort((one, other) => Date.parse(one.departure) - Date.parse(other.departure))[0]!;
      await visit(world, '/departures', { still: true }, async (page) => {
        const board = page.getByRole('table', { name: /Next departures/ });
        await board.waitFor();
        await expect.poll(() => board.getByRole('columnheader').allInnerTexts()).toHaveLength(5);
        await page.getByRole('combobox', { name: 'Terminal' }).selectOption(terminal.id);
        await page.waitForURL(new RegExp(`terminal=${terminal.id}`));
        const at = page.locator(`time[datetime="${first.departure}"]`).first();
        await at.waitFor();
        const clock = new Intl.DateTimeFormat('en-GB', {
          timeZone: terminal.zone,
          hour: '2-digit',
          minute: '2-digit',
        });
        await expect.poll(() => at.innerText()).toBe(clock.format(new Date(first.departure)));
        await expect.poll(() => board.getByText(/^UTC/).count()).toBeGreaterThan(0);
        // nobody publishes the hour, and the board says so
        await expect.poll(() => board.getByText('estimated', { exact: true }).count()).toBeGreaterThan(0);
        await page.getByText(/No one publishes the hour/).waitFor();
      });
    });
  });

  describe('moving trains', () => {
    test('stand still for readers who want no motion, and go where the clock is turned', async () => {
      await visit(world, '/departures', {}, async (page) => {
        await settled(page);
        await page.getByRole('button', { name: 'Play' }).waitFor();
        const slider = page.getByRole('slider', { name: 'Moment shown' });
        const now = await slider.getAttribute('aria-valuetext');
        await page.getByText(/on the way/).waitFor();
        await page.waitForFunction(
          () => !/^0|nothing/.test(document.querySelector('fieldset small')?.textContent ?? '0'),
        );
        await shot(page, 'departures');
        await slider.focus();
        await page.keyboard.press('PageUp');
        await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(now);
      });
    });

    test('move by themselves otherwise, until paused', async () => {
      await visit(world, '/departures', { motion: true }, async (page) => {
        await page.getByRole('button', { name: 'Pause' }).waitFor();
        const moment = () => page.getByRole('slider', { name: 'Moment shown' }).inputValue();
        const before = await moment();
        await expect.poll(moment).not.toBe(before);
        await page.getByRole('button', { name: 'Pause' }).click();
        await page.getByRole('button', { name: 'Play' }).waitFor();
      });
    });
  });
}

async function get<Answer>({ address }: World, path: string): Promise<Answer> {
  const response = await fetch(`${address}/api/v1${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

async function busiestOrigin(world: World) {
  const { terminals, services } = await get<NetworkAnswer>(world, '/network');
  const begin = (id: string) => services.filter(({ calls }) => calls[0] === id).length;
  return [...terminals].sort((one, other) => begin(other.id) - begin(one.id))[0]!;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
