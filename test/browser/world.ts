/** What a file of stories takes place in: a Serai and a Chromium of its own, so that files can go side by side. */
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type Serai, startSerai } from './serai.ts';
import type { World } from './visitor.ts';

/** Filled before the first story, and gone after the last. */
export function ownWorld(): World {
  const world = {} as World;
  let serai: Serai | undefined;
  beforeAll(async () => {
    const launching = launchChromium();
    serai = await startSerai();
    const { address, setupLink, letterTo, cli } = serai;
    Object.assign(world, { browser: await launching, address, setupLink, letterTo, cli });
  });
  afterAll(async () => {
    await world.browser?.close();
    await serai?.stop();
  });
  return world;
}
