/** Freight: plan a shipment across the corridor. The only file of this folder that others import. */
import { systemClock } from '../../platform/clock.ts';
import type { Module } from '../../platform/module.ts';
import { inOrder } from './booking/parts.ts';
import { bookingRoutes } from './booking/routes.ts';
import { openCapacity } from './capacity/open.ts';
import { capacityRoutes } from './capacity/routes.ts';
import { customsRoutes } from './customs/routes.ts';
import { freightErrors } from './errors.ts';
import { CurrentNetwork } from './network.ts';
import { type FreightParts, freightRoutes } from './routes.ts';

export type { Leg, Option, PlanAnswer, PlanRequest } from './api.ts';
export { freightCommands } from './commands.ts';
export type { FreightParts } from './routes.ts';

export const freight = (parts: FreightParts): Module => {
  const network = new CurrentNetwork();
  const capacity = openCapacity({
    ...parts,
    network: () => network.of(parts.corridor(), systemClock.now()),
  });
  const booking = { ...parts, capacity: () => capacity, now: () => systemClock.now(), alone: inOrder() };
  return {
    name: 'freight',
    errors: freightErrors,
    migrations: 'server/src/modules/freight/migrations',
    routes: [
      ...freightRoutes(parts, network, capacity),
      ...customsRoutes(parts),
      ...capacityRoutes(capacity.parts),
      ...bookingRoutes(booking, (now) => network.at(parts.corridor(), now)),
    ],
    // Half a second that the first reader would wait for.
    prepare: (now) => void network.at(parts.corridor(), now),
  };
};
