/** The observatory: articles read and held to one another, official series, and dossiers. The only file of this folder that others import. */

import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Module } from '../../platform/module.ts';
import { articlesErrors } from './articles/errors.ts';
import { openArticles } from './articles/open.ts';
import { comparisonErrors } from './comparison/errors.ts';
import { comparisonRoutes } from './comparison/routes.ts';
import { dossiersErrors } from './dossiers/errors.ts';
import { dossiersRoutes } from './dossiers/routes.ts';
import type { ObservatoryParts } from './parts.ts';
import { readersErrors } from './readers/index.ts';
import { seriesErrors } from './series/errors.ts';
import { importErrors } from './series/import/errors.ts';
import { importRoutes } from './series/import/routes.ts';
import { beginSeries } from './series/read.ts';
import { seriesRoutes } from './series/routes.ts';

export { observatoryCommands } from './commands.ts';

export const observatory = (parts: ObservatoryParts, clock: Clock = systemClock): Module => {
  const articles = openArticles(parts, () => clock.now());
  return {
    name: 'observatory',
    errors: {
      ...readersErrors,
      ...articlesErrors,
      ...comparisonErrors,
      ...dossiersErrors,
      ...seriesErrors,
      ...importErrors,
    },
    migrations: 'server/src/modules/observatory/migrations',
    routes: [
      ...articles.routes,
      ...comparisonRoutes(parts),
      ...dossiersRoutes(parts),
      ...seriesRoutes(parts),
      ...importRoutes(parts),
    ],
    jobs: articles.jobs,
    prepare: async (now) => {
      await beginSeries(parts, now);
      await articles.begin();
    },
    close: articles.close,
  };
};
