/** Addresses of capacity: parse, call, answer. */
import { byOf } from '../../../platform/audit/audit.ts';
import { type RouteContext, route } from '../../../platform/http/route.ts';
import { refuseField } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { departureAnswer, matches, serviceCapacity } from './answers.ts';
import * as api from './api.ts';
import { readServices } from './capacity.store.ts';
import { departureOf, runNotFound } from './departure.ts';
import { lanesAnswer } from './lanes.ts';
import type { CapacityParts } from './open.ts';
import { unstatedService } from './stated.ts';
import { stateDeparture, stateService } from './statements.ts';

export function capacityRoutes(parts: CapacityParts) {
  const reads = { permission: 'capacity:read' as const, method: 'GET' as const };
  const states = { permission: 'capacity:write' as const, method: 'PUT' as const };
  const statedErrors = ['below-promised', 'capacity-changed', 'ledger-away'];
  const changeOf = (context: RouteContext) => ({ by: byOf(context), now: context.now() });
  return [
    route({
      ...reads,
      path: '/api/v1/departures/:run/capacity',
      summary: 'What a departure carries on each stretch, what is held, confirmed and left',
      query: api.langQuery,
      answer: api.capacityAnswer,
      errors: ['run-not-found'],
      handle: async ({ params: { run = '' } }, { language }) => {
        const departure = departureOf(parts.network(), run);
        return departure ? departureAnswer(parts, departure, language) : runNotFound(run);
      },
    }),
    route({
      ...states,
      path: '/api/v1/departures/:run/capacity',
      summary: 'State what one departure carries, or cancel it; bookings made before stay',
      query: api.langQuery,
      body: api.departureChange,
      answer: api.capacityAnswer,
      errors: ['run-not-found', 'departure-past', ...statedErrors],
      handle: async ({ params: { run = '' }, body }, context) => {
        const departure = departureOf(parts.network(), run);
        if (!departure) return runNotFound(run);
        const refused = await stateDeparture(parts, departure, body, changeOf(context));
        return refused ?? departureAnswer(parts, departure, context.language);
      },
    }),
    route({
      ...reads,
      path: '/api/v1/service-capacities',
      summary: 'What every departure of a service carries unless its own statement says otherwise',
      query: api.serviceCapacitiesQuery,
      answer: api.serviceCapacitiesPage,
      errors: ['cursor-invalid'],
      handle: async ({ query }, { language }) => {
        const corridor = parts.corridor();
        const found = [...corridor.services.values()].filter((service) =>
          matches(corridor, service, query.query ?? '', language),
        );
        const statements = await readServices(
          parts.database().db,
          found.map(({ id }) => id),
        );
        const answers = found
          .map((service) => ({
            id: service.id,
            answer: serviceCapacity(
              corridor,
              service,
              statements.get(service.id) ?? unstatedService,
              language,
            ),
          }))
          .filter(({ answer }) => query.stated === undefined || String(answer.stated) === query.stated);
        return pageOf(answers, query, ({ answer }) => answer);
      },
    }),
    route({
      ...states,
      path: '/api/v1/service-capacities/:service',
      summary: 'State what every departure of a service carries and which dangerous goods it takes',
      query: api.langQuery,
      body: api.serviceCapacityChange,
      answer: api.serviceCapacitySchema,
      errors: ['service-not-found', ...statedErrors],
      handle: async ({ params: { service: id = '' }, body }, context) => {
        const corridor = parts.corridor();
        const service = corridor.services.get(id);
        if (!service)
          return refuseField(
            'service-not-found',
            'service',
            `There is no service "${id}". /api/v1/services lists them.`,
          );
        const refused = await stateService(parts, id, body, changeOf(context));
        if (refused) return refused;
        const statements = await readServices(parts.database().db, [id]);
        return serviceCapacity(corridor, service, statements.get(id) ?? unstatedService, context.language);
      },
    }),
    route({
      ...reads,
      path: '/api/v1/lanes',
      summary: 'How full each lane is, week by week: of every departure the stretch that is fullest',
      query: api.lanesQuery,
      answer: api.lanesAnswer,
      errors: ['place-unknown', 'date-too-far', 'cursor-invalid'],
      concurrencyMax: 4,
      handle: ({ query }, context) => lanesAnswer(parts, query, context.now(), context.language),
    }),
  ];
}
