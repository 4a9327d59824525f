/** Dossiers: parse, call, answer. */
import { type Route, route } from '../../../platform/http/route.ts';
import * as api from '../api.ts';
import type { ObservatoryParts } from '../parts.ts';
import { dossierOf, dossiersPageOf } from './dossier.ts';

export const dossiersRoutes = (parts: ObservatoryParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/dossiers',
    summary: 'What articles speak of: countries, regions, places, projects, organisations; most claims first',
    permission: 'public',
    query: api.dossiersQuery,
    answer: api.dossiersPage,
    errors: ['dossiers-cursor-invalid'],
    handle: ({ query }, { language }) => dossiersPageOf(parts, query, language),
  }),
  route({
    method: 'GET',
    path: '/api/v1/dossiers/:kind/:id',
    summary: 'All that articles say of one of them: figures by measure, events, findings, articles',
    permission: 'public',
    query: api.langQuery,
    answer: api.dossierSchema,
    errors: ['dossier-not-found'],
    handle: ({ params: { kind = '', id = '' } }, { language }) => dossierOf(parts, kind, id, language),
  }),
];
