/** Addresses of customs, containers and goods: parse, call, answer. */
import { z } from 'zod';
import { byOf } from '../../../platform/audit/audit.ts';
import type { Principal } from '../../../platform/http/permissions.ts';
import { type RouteContext, route } from '../../../platform/http/route.ts';
import type { FreightParts } from '../routes.ts';
import * as api from './api.ts';
import { checkContainerNumber } from './containers.ts';
import { type Asking, readDeclaration } from './declaration-view.ts';
import { findGoods } from './goods.ts';
import { changeStatus, writeDeclaration } from './lodging.ts';
import { listOffices, stateOffice } from './offices.ts';
import { readCustoms } from './queue.ts';

export type CustomsParts = Pick<FreightParts, 'corridor' | 'database' | 'bus'>;

const inLanguage = z.object({ lang: z.string().max(12).optional() });

export function customsRoutes(parts: CustomsParts) {
  const asking = (context: RouteContext): Asking => ({
    principal: signedIn(context),
    by: byOf(context),
    corridor: parts.corridor(),
    lang: context.language,
    now: context.now(),
  });
  const db = () => parts.database().db;

  return [
    route({
      permission: 'customs:read',
      method: 'GET',
      path: '/api/v1/bookings/:id/declaration',
      summary: 'What is declared for a booking, what is missing, and how it stands at each border',
      query: api.declarationQuery,
      answer: api.declarationAnswer,
      errors: ['booking-not-found', 'declaration-not-lodged', 'declaration-version-unknown'],
      handle: ({ params: { id = '' }, query }, context) =>
        readDeclaration(db(), id, query.version, asking(context)),
    }),
    route({
      permission: 'customs:lodge',
      method: 'PUT',
      path: '/api/v1/bookings/:id/declaration',
      summary: 'Writes the declaration; where it was lodged or held it has to be lodged again',
      query: inLanguage,
      body: api.declarationChange,
      answer: api.declarationAnswer,
      // 200 lines of 500 signs of three bytes, 100 documents and three parties.
      bodyBytesMax: 500_000,
      errors: ['booking-not-found', 'booking-closed', 'declaration-changed'],
      handle: ({ params: { id = '' }, body }, context) => writeDeclaration(parts, id, body, asking(context)),
    }),
    route({
      permission: 'customs:status',
      method: 'POST',
      path: '/api/v1/bookings/:id/borders/:crossing/status',
      summary: 'Lodges the declaration at a border, or holds or releases it there',
      query: inLanguage,
      body: api.statusChange,
      answer: api.declarationAnswer,
      errors: statusErrors,
      handle: ({ params: { id = '', crossing = '' }, body }, context) =>
        changeStatus(parts, id, crossing, body, asking(context)),
    }),
    route({
      permission: 'customs:read',
      method: 'GET',
      path: '/api/v1/customs',
      summary: 'What comes to the borders, soonest first',
      query: api.customsQuery,
      answer: api.customsPage,
      errors: ['cursor-invalid'],
      handle: ({ query }, context) => readCustoms(db(), query, asking(context)),
    }),
    ...officeRoutes(parts),
    ...openRoutes(parts),
  ];
}

const statusErrors = [
  'booking-not-found',
  'booking-closed',
  'booking-not-confirmed',
  'border-not-on-way',
  'declaration-changed',
  'declaration-incomplete',
  'declaration-not-lodged',
  'note-missing',
  'status-impossible',
] as const;

function officeRoutes({ corridor, database }: Pick<CustomsParts, 'corridor' | 'database'>) {
  return [
    route({
      permission: 'customs-offices:write',
      method: 'GET',
      path: '/api/v1/customs-offices',
      summary: 'Which authorities decide at which borders',
      query: inLanguage,
      answer: api.officesAnswer,
      handle: (_, { language }) => listOffices(database().db, { corridor: corridor(), lang: language }),
    }),
    route({
      permission: 'customs-offices:write',
      method: 'PUT',
      path: '/api/v1/customs-offices',
      summary: 'Says at which borders an authority decides',
      query: inLanguage,
      body: api.officeChange,
      answer: api.officeSchema,
      errors: ['customs-office-unknown', 'crossing-unknown'],
      handle: ({ body }, context) =>
        stateOffice(database().db, body, byOf(context), { corridor: corridor(), lang: context.language }),
    }),
  ];
}

/** What depends on nobody's booking. */
function openRoutes({ corridor }: Pick<CustomsParts, 'corridor'>) {
  return [
    route({
      permission: 'public',
      method: 'GET',
      path: '/api/v1/goods',
      summary:
        'Goods of the Harmonized System by words in any language, forgiving about spelling, or by code',
      query: api.goodsQuery,
      answer: api.goodsAnswer,
      tag: (_, { language }) => `${corridor().meta.version}-${language}`,
      handle: ({ query }, { language }) => findGoods(corridor(), query, language),
    }),
    route({
      permission: 'public',
      method: 'GET',
      path: '/api/v1/containers/:number',
      summary: 'Whether a container number is right by ISO 6346, and what is wrong with it',
      answer: api.containerNumberAnswer,
      handle: ({ params: { number = '' } }) => checkContainerNumber(number),
    }),
  ];
}

/** The table of permissions has let nobody else in. */
function signedIn({ principal }: RouteContext): Principal {
  if (principal === null) throw new Error('a route of customs was asked by nobody');
  return principal;
}
