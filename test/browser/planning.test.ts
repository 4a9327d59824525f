/** Planning as a reader meets it, who need not be anybody: ways, the map, departures, places. */
import { departureStories } from './departures.stories.ts';
import { everyoneStories, publicPages } from './everyone.stories.ts';
import { mapStories } from './map.stories.ts';
import { placeStories } from './places.stories.ts';
import { planStories } from './plan.stories.ts';
import { ownWorld } from './world.ts';

const world = ownWorld();
planStories(world);
mapStories(world);
departureStories(world);
placeStories(world);
everyoneStories(world, publicPages);
