/** The web as a reader meets it: one Serai and one Chromium for all stories, so that the whole takes minutes, not tens of them. */
import { afterAll, beforeAll } from 'vitest';
import { bookingStories } from './booking.stories.ts';
import { capacityStories } from './capacity.stories.ts';
import { launchChromium } from './chromium.ts';
import { customsStories } from './customs.stories.ts';
import { departureStories } from './departures.stories.ts';
import { everyoneStories } from './everyone.stories.ts';
import { evidenceStories } from './evidence.stories.ts';
import { keyboardStories } from './keyboard.stories.ts';
import { mapStories } from './map.stories.ts';
import { peopleStories } from './people.stories.ts';
import { placeStories } from './places.stories.ts';
import { planStories } from './plan.stories.ts';
import { type Serai, startSerai } from './serai.ts';
import { termsStories } from './terms.stories.ts';
import type { World } from './visitor.ts';

const world = {} as World;
let serai: Serai | undefined;

beforeAll(async () => {
  const [started, browser] = await Promise.all([startSerai(), launchChromium()]);
  serai = started;
  const { address, setupLink, letterTo, cli } = started;
  Object.assign(world, { browser, address, setupLink, letterTo, cli });
});
afterAll(async () => {
  await world.browser?.close();
  await serai?.stop();
});

// its link is good once
peopleStories(world);
planStories(world);
mapStories(world);
departureStories(world);
placeStories(world);
evidenceStories(world);
capacityStories(world);
bookingStories(world);
customsStories(world);
termsStories(world);
keyboardStories(world);
everyoneStories(world);
