/** Importing official series over HTTP: parse, call, answer. */
import { byOf } from '../../../../platform/audit/audit.ts';
import { isRefusal, refuse } from '../../../../platform/errors.ts';
import { type Route, route } from '../../../../platform/http/route.ts';
import type { ObservatoryParts } from '../../parts.ts';
import { importedSeries, mappingsAnswer, savedMapping } from './api.ts';
import { givenIn } from './form.ts';
import { allMappings, mappingNamed } from './import.store.ts';
import { importSeries } from './import.ts';
import { faultsIn, putMapping } from './mapping.ts';

/** Reading and adding 100,000 rows takes less, also where others use the machine. */
const timeoutMs = 300_000;

export const importRoutes = (parts: ObservatoryParts): Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/series',
    summary:
      'Import a file of official series: JSON with its text, or multipart/form-data with the file and the same fields',
    permission: 'evidence:write',
    answer: importedSeries,
    errors: [
      'series-invalid',
      'series-empty',
      'series-too-large',
      'mapping-not-found',
      'series-form-invalid',
      'body-invalid',
      'document-kind',
      'document-encoding',
      'readers-busy',
    ],
    timeoutMs,
    // One at a time: a file is held in memory whole.
    concurrencyMax: 1,
    handle: async (_, context) => {
      const given = await givenIn(context.request);
      if (isRefusal(given)) return given;
      return importSeries(parts, given.file, given.described, {
        by: byOf(context),
        now: context.now(),
        signal: context.signal,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/mappings',
    summary: 'How files are read: every saved mapping',
    permission: 'public',
    answer: mappingsAnswer,
    handle: async () => ({ items: await allMappings(parts.database().db) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/mappings/:name',
    summary: 'How a file is read: which column is which',
    permission: 'public',
    answer: savedMapping,
    errors: ['mapping-not-found'],
    handle: async ({ params: { name = '' } }) =>
      (await mappingNamed(parts.database().db, name)) ??
      refuse('mapping-not-found', `There is no mapping “${name}”.`),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/mappings/:name',
    summary: 'Save how a file is read, under a name',
    permission: 'evidence:write',
    body: savedMapping,
    answer: savedMapping,
    errors: ['mapping-invalid'],
    handle: async ({ params: { name = '' }, body }, context) => {
      const faults = faultsIn(body, await parts.evidence().read.indicators(), parts.corridor());
      if (body.name !== name)
        faults.unshift({ at: '/name', problem: `is not “${name}”, the name in the address` });
      return putMapping(parts.database(), body, faults, byOf(context));
    },
  }),
];
