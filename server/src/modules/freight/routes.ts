/** The module's addresses: parse, call, answer. */
import type { Corridor } from '../../corridor/index.ts';
import type { Allocation } from '../../ledgers/allocation/index.ts';
import type { Reading } from '../../ledgers/evidence/index.ts';
import type { Bus } from '../../platform/bus.ts';
import type { Database } from '../../platform/database/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type RouteContext, route } from '../../platform/http/route.ts';
import type { JobQueue } from '../../platform/jobs/queue.ts';
import type { Post } from '../../platform/mail/index.ts';
import * as api from './api.ts';
import { crossingPage, crossingRow, servicePage, serviceRow, terminalPage, terminalRow } from './atlas.ts';
import type { Capacity } from './capacity/capacity.ts';
import { planWithLeft, runsWithLeft } from './capacity/shown.ts';
import { refuseField } from './errors.ts';
import { factAnswer, factsMatching } from './facts.ts';
import { mapAnswer } from './map.ts';
import { placeAnswer } from './names.ts';
import type { CurrentNetwork, FreightNetwork } from './network.ts';
import { overviewOf } from './overview.ts';
import { pageOf } from './pages.ts';
import { plan } from './plan.ts';
import { runsAnswer } from './runs.ts';
import { type Stated, StatedFacts } from './stated.ts';

/** What the module is given (app.ts). The corridor may be replaced while the server runs (a changed pack), so it is asked for on every request. */
export interface FreightParts {
  corridor(): Corridor;
  database(): Database;
  allocation(): Allocation;
  bus(): Bus;
  jobs(): JobQueue;
  /** Its public address, for links in letters. */
  settings(): { address: string };
  post(): Post;
  evidence(): { read: Pick<Reading, 'packFacts' | 'packVersionAt'> };
}

export function freightRoutes(
  parts: Pick<FreightParts, 'corridor' | 'evidence'>,
  current: CurrentNetwork,
  capacity: Pick<Capacity, 'left'>,
) {
  const { corridor } = parts;
  const facts = new StatedFacts(parts);
  const networkAt = (context: RouteContext): FreightNetwork => current.at(corridor(), context.now());
  /** What depends on nothing but the pack and the reader's language. */
  const tag = (_: unknown, { language }: RouteContext) => `${corridor().meta.version}-${language}`;
  const open = { permission: 'public' as const };

  return [
    route({
      ...open,
      method: 'POST',
      path: '/api/v1/plans',
      summary: 'The ways to send a shipment, with what each takes, costs, emits and risks',
      body: api.planRequest,
      query: api.langQuery,
      answer: api.planAnswer,
      errors: planErrors,
      concurrencyMax: 4,
      handle: async ({ body }, context) => {
        const answer = plan(networkAt(context), body, {
          now: context.now(),
          lang: context.language,
          signal: context.signal,
        });
        return isRefusal(answer) ? answer : planWithLeft(answer, capacity, context.log);
      },
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/places',
      summary: 'Places and terminals by a name in any language, a code or an id; forgiving about spelling',
      query: api.placesQuery,
      answer: api.placesAnswer,
      tag,
      handle: ({ query }, { language }) => ({
        items: corridor()
          .search.find(query.query, query.limit)
          .map(({ kind, id, matched }) => ({ ...placeAnswer(corridor(), kind, id, language), matched })),
      }),
    }),
    ...lists(corridor, networkAt, tag),
    ...single(corridor, networkAt, facts, tag),
    factsRoute(corridor, facts, tag),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/methods',
      summary: 'How what nobody publishes is estimated, and the measures figures speak of',
      query: api.langQuery,
      answer: api.methodsAnswer,
      tag,
      handle: () => ({
        items: [...corridor().methods.values()],
        measures: [...corridor().measures.values()],
      }),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/network',
      summary: 'Everything the map draws',
      query: api.langQuery,
      answer: api.networkAnswer,
      tag,
      handle: (_, context) => mapAnswer(networkAt(context), context.language),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/overview',
      summary: 'What the corridor holds beside what is published, its sources and what was left out',
      query: api.langQuery,
      answer: api.overviewAnswer,
      tag: (input, context) => `${tag(input, context)}-${networkAt(context).horizonStart}`,
      handle: async (_, context) => {
        const network = networkAt(context);
        return overviewOf(network, await facts.of(network.corridor, context.log), context.language);
      },
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/runs',
      summary: 'Trains and ships under way or leaving in a window of time',
      query: api.runsQuery,
      answer: api.runsPage,
      errors: ['terminal-not-found', 'window-invalid'],
      handle: async ({ query }, context) => {
        const answer = runsAnswer(networkAt(context), query, context.now(), context.language);
        if (isRefusal(answer)) return answer;
        return { ...answer, items: await runsWithLeft(answer.items, capacity, context.log) };
      },
    }),
  ];
}

/** Every refusal of a plan: the command line has a text for each. */
export const planErrors = [
  'place-unknown',
  'place-ambiguous',
  'same-place',
  'date-past',
  'date-impossible',
  'date-too-far',
  'weight-over-limit',
  'goods-unknown',
  'crossing-unknown',
  'no-route',
  'search-too-large',
] as const;

/** What a day that is asked for was answered may change with the next pack; the version alone tells what holds now. */
function factsRoute(corridor: () => Corridor, facts: StatedFacts, tag: Tag) {
  return route({
    method: 'GET',
    permission: 'public',
    path: '/api/v1/facts',
    summary:
      'Facts from the evidence ledger with their sources, whether searches use them and what contradicts them, now or as of a day',
    query: api.factsQuery,
    answer: api.factsPage,
    errors: ['cursor-invalid'],
    tag: (input, context) => `${tag(input, context)}-${input.query.asOf ? context.now().getTime() : 'now'}`,
    handle: async ({ query }, { language, log }) => {
      const now = corridor();
      const stated = query.asOf ? await facts.at(now, query.asOf) : await facts.of(now, log);
      return pageOf(stated ? factsMatching(stated, query) : [], query, (fact) =>
        factAnswer(stated!, fact, language),
      );
    },
  });
}

type Tag = (input: unknown, context: RouteContext) => string;

function lists(corridor: () => Corridor, networkAt: (context: RouteContext) => FreightNetwork, tag: Tag) {
  const common = {
    permission: 'public' as const,
    method: 'GET' as const,
    query: api.listQuery,
    errors: ['cursor-invalid'],
    tag,
  };
  return [
    route({
      ...common,
      path: '/api/v1/terminals',
      summary: 'Terminals',
      answer: api.terminalsPage,
      handle: ({ query }, context) =>
        pageOf([...corridor().terminals.values()], query, (terminal) =>
          terminalRow(networkAt(context), terminal, context.language),
        ),
    }),
    route({
      ...common,
      path: '/api/v1/services',
      summary: 'Services: where they call, how often and how long they take',
      answer: api.servicesPage,
      handle: ({ query }, context) =>
        pageOf([...corridor().services.values()], query, (service) =>
          serviceRow(networkAt(context), service, context.language),
        ),
    }),
    route({
      ...common,
      path: '/api/v1/crossings',
      summary: 'Border crossings and gauge changes',
      answer: api.crossingsPage,
      handle: ({ query }, context) =>
        pageOf([...corridor().crossings.values()], query, (crossing) =>
          crossingRow(networkAt(context), crossing, context.language),
        ),
    }),
  ];
}

function single(
  corridor: () => Corridor,
  networkAt: (context: RouteContext) => FreightNetwork,
  facts: StatedFacts,
  tag: Tag,
) {
  const common = { permission: 'public' as const, method: 'GET' as const, query: api.langQuery, tag };
  /** A page goes by one pack, also where another one comes while it is made. */
  const paged = async <Page>(
    context: RouteContext,
    page: (network: FreightNetwork, stated: Stated) => Page,
  ): Promise<Page> => {
    const network = networkAt(context);
    return page(network, await facts.of(network.corridor, context.log));
  };
  return [
    route({
      ...common,
      path: '/api/v1/terminals/:id',
      summary: 'A terminal: what runs there, its figures and their sources',
      answer: api.terminalAnswer,
      errors: ['terminal-not-found'],
      handle: ({ params: { id = '' } }, context) => {
        const terminal = corridor().terminals.get(id);
        return terminal
          ? paged(context, (network, stated) => terminalPage(network, stated, terminal, context.language))
          : refuseField(
              'terminal-not-found',
              'id',
              `There is no terminal "${id}". /api/v1/terminals lists them.`,
            );
      },
    }),
    route({
      ...common,
      path: '/api/v1/services/:id',
      summary: 'A service: its calls, figures and their sources',
      answer: api.serviceAnswer,
      errors: ['service-not-found'],
      handle: ({ params: { id = '' } }, context) => {
        const service = corridor().services.get(id);
        return service
          ? paged(context, (network, stated) => servicePage(network, stated, service, context.language))
          : refuseField(
              'service-not-found',
              'id',
              `There is no service "${id}". /api/v1/services lists them.`,
            );
      },
    }),
    route({
      ...common,
      path: '/api/v1/crossings/:id',
      summary: 'A crossing: what runs through it, its figures, their sources and conflicts',
      answer: api.crossingAnswer,
      errors: ['crossing-not-found'],
      handle: ({ params: { id = '' } }, context) => {
        const crossing = corridor().crossings.get(id);
        return crossing
          ? paged(context, (network, stated) => crossingPage(network, stated, crossing, context.language))
          : refuseField(
              'crossing-not-found',
              'id',
              `There is no crossing "${id}". /api/v1/crossings lists them.`,
            );
      },
    }),
  ];
}
