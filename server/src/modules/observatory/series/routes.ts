/** Indicators and their series: parse, call, answer. */
import { refuse } from '../../../platform/errors.ts';
import { type Route, type RouteContext, route } from '../../../platform/http/route.ts';
import type { ObservatoryParts } from '../parts.ts';
import * as api from './api.ts';
import { attachedOf } from './attached.ts';
import { type DownloadForm, download, downloadForms } from './downloads.ts';
import { readIndicators, readMirror, readProjection, readSeries } from './read.ts';

const downloadSummaries: Readonly<Record<DownloadForm, string>> = {
  csv: 'The same as a table, each row with its source and how to cite it',
  'sdmx.json': 'Its official observations as SDMX-JSON 2.1',
  'sdmx.csv': 'Its official observations as SDMX-CSV 2.0',
};

const unknownIndicator = (id: string) =>
  refuse('indicator-not-found', `There is no indicator "${id}". /api/v1/indicators lists those there are.`);

export function seriesRoutes(parts: ObservatoryParts): Route[] {
  const claims = attachedOf(parts);
  const langOf = (query: { lang?: string | undefined }, { language }: RouteContext) => query.lang ?? language;
  return [
    route({
      method: 'GET',
      path: '/api/v1/indicators',
      summary: 'What is counted: every indicator with its definition and what there is of it',
      permission: 'public',
      query: api.indicatorsQuery,
      answer: api.indicatorsAnswer,
      handle: async ({ query }, context) => ({
        items: await readIndicators(parts, claims, langOf(query, context)),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/indicators/:id/series',
      summary: 'An indicator’s series, official lines and what texts state, each point with its evidence',
      permission: 'public',
      query: api.seriesQuery,
      answer: api.seriesAnswer,
      errors: ['indicator-not-found'],
      handle: async ({ params: { id = '' }, query }, context) =>
        (await readSeries(parts, claims, id, query, { lang: langOf(query, context), now: context.now() })) ??
        unknownIndicator(id),
    }),
    ...downloadForms.map((form) =>
      route({
        method: 'GET',
        path: `/api/v1/indicators/:id/series.${form}`,
        summary: downloadSummaries[form],
        permission: 'public',
        query: api.seriesQuery,
        errors: ['indicator-not-found'],
        concurrencyMax: 4,
        handle: async ({ params: { id = '' }, query }, context) =>
          (await download(parts, claims, {
            ...{ id, form, query, lang: langOf(query, context), now: context.now() },
          })) ?? unknownIndicator(id),
      }),
    ),
    route({
      method: 'GET',
      path: '/api/v1/indicators/:id/projection',
      summary:
        'Whether a target is reached by a day, going by what is known: value, 80 % interval, formula and steps',
      permission: 'public',
      query: api.projectionQuery,
      answer: api.projectionAnswer,
      errors: ['indicator-not-found'],
      handle: async ({ params: { id = '' }, query }, context) =>
        (await readProjection(parts, claims, id, query, langOf(query, context))) ?? unknownIndicator(id),
    }),
    route({
      method: 'GET',
      path: '/api/v1/mirror',
      summary:
        'Both sides of a flow of trade side by side: ratio, gap, what could explain it, a reconciled series',
      permission: 'public',
      query: api.mirrorQuery,
      answer: api.mirrorAnswer,
      errors: ['indicator-not-found', 'mirror-party-unknown'],
      handle: ({ query }, context) =>
        readMirror(parts, query, { lang: langOf(query, context), now: context.now() }),
    }),
  ];
}
