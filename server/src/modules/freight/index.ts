/** Freight: plan a shipment across the corridor. The only file of this folder that others import. */
import type { Module } from '../../platform/module.ts';
import { freightErrors } from './errors.ts';
import { type FreightParts, freightRoutes } from './routes.ts';

export type { Leg, Option, PlanAnswer, PlanRequest } from './api.ts';
export { freightCommands } from './commands.ts';
export type { FreightParts } from './routes.ts';

export const freight = (parts: FreightParts): Module => ({
  name: 'freight',
  errors: freightErrors,
  routes: freightRoutes(parts),
});
