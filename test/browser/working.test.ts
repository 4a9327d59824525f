/** Work that is done signed in: people and their organisations, capacity, bookings, customs, terms, decisions. */
import { bookingStories } from './booking.stories.ts';
import { capacityStories } from './capacity.stories.ts';
import { customsStories } from './customs.stories.ts';
import { everyoneStories, workingPages } from './everyone.stories.ts';
import { evidenceStories } from './evidence.stories.ts';
import { keyboardStories } from './keyboard.stories.ts';
import { languageStories } from './language.stories.ts';
import { peopleStories } from './people.stories.ts';
import { termsStories } from './terms.stories.ts';
import { ownWorld } from './world.ts';

const world = ownWorld();
// its link is good once
peopleStories(world);
evidenceStories(world);
capacityStories(world);
bookingStories(world);
customsStories(world);
termsStories(world);
languageStories(world);
keyboardStories(world);
everyoneStories(world, workingPages);
