/** Freight: plan a shipment across the corridor. The only file of this folder that others import. */
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Module } from '../../platform/module.ts';
import { openBookings } from './booking/open.ts';
import { openCapacity } from './capacity/open.ts';
import { capacityRoutes } from './capacity/routes.ts';
import { customsRoutes } from './customs/routes.ts';
import { freightErrors } from './errors.ts';
import { CurrentNetwork } from './network.ts';
import { Quotes } from './quotes/open.ts';
import { quotesRoutes } from './quotes/routes.ts';
import { type FreightParts, freightRoutes } from './routes.ts';

export type { Leg, Option, PlanAnswer, PlanRequest } from './api.ts';
export { freightCommands } from './commands.ts';
export type { FreightParts } from './routes.ts';

export const freight = (given: FreightParts, clock: Clock = systemClock): Module => {
  // Parts are opened after the module is made, so each is asked for when it is used, and none is kept.
  const parts: FreightParts = {
    corridor: () => given.corridor(),
    database: () => given.database(),
    allocation: () => given.allocation(),
    bus: () => given.bus(),
    jobs: () => given.jobs(),
    settings: () => given.settings(),
    post: () => given.post(),
    evidence: () => given.evidence(),
  };
  const network = new CurrentNetwork();
  const capacity = openCapacity({
    ...parts,
    network: () => network.of(parts.corridor(), clock.now()),
  });
  const bookings = openBookings({ ...parts, capacity: () => capacity, now: () => clock.now() }, (now) =>
    network.at(parts.corridor(), now),
  );
  const quotes = new Quotes({
    ...parts,
    capacity,
    networkAt: (now) => network.at(parts.corridor(), now),
    now: () => clock.now(),
  });
  return {
    name: 'freight',
    errors: freightErrors,
    migrations: 'server/src/modules/freight/migrations',
    routes: [
      ...freightRoutes(parts, network, capacity),
      ...customsRoutes(parts),
      ...capacityRoutes(capacity.parts),
      ...bookings.routes,
      ...quotesRoutes(quotes),
    ],
    jobs: bookings.jobs,
    // Half a second that the first reader would wait for.
    prepare: async (now) => {
      network.at(parts.corridor(), now);
      await bookings.begin();
      quotes.begin();
    },
    leaving: bookings.leaving,
    close: () => {
      quotes.close();
      bookings.close();
    },
  };
};
