/** The observatory: articles read and held to one another, official series, and dossiers. The only file of this folder that others import. */

import type { Module } from '../../platform/module.ts';
import { articlesErrors } from './articles/errors.ts';
import { articlesRoutes } from './articles/routes.ts';
import { comparisonErrors } from './comparison/errors.ts';
import { comparisonRoutes } from './comparison/routes.ts';
import { dossiersErrors } from './dossiers/errors.ts';
import { dossiersRoutes } from './dossiers/routes.ts';
import type { ObservatoryParts } from './parts.ts';
import { seriesErrors } from './series/errors.ts';
import { seriesRoutes } from './series/routes.ts';

export { observatoryCommands } from './commands.ts';

export const observatory = (parts: ObservatoryParts): Module => ({
  name: 'observatory',
  errors: { ...articlesErrors, ...comparisonErrors, ...dossiersErrors, ...seriesErrors },
  migrations: 'server/src/modules/observatory/migrations',
  routes: [
    ...articlesRoutes(parts),
    ...comparisonRoutes(parts),
    ...dossiersRoutes(parts),
    ...seriesRoutes(parts),
  ],
});
