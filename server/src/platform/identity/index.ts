/** People, organisations, sessions and tokens (docs/people.md). What other parts of the house use of them. */
import type { Module } from '../module.ts';
import { accountRoutes } from './account.routes.ts';
import { identityErrors } from './errors.ts';
import { letterJobs, tidying } from './letters.ts';
import { linkRoutes } from './link.routes.ts';
import { organisationRoutes } from './organisation.routes.ts';
import type { IdentityParts } from './parts.ts';
import { peopleRoutes } from './people.routes.ts';
import { checkSecret } from './secret.ts';
import { sessionRoutes } from './session.routes.ts';

export { identifyBy, type Settings } from './identify.ts';
export type { IdentityParts } from './parts.ts';
export { readSecret } from './secret.ts';
export { firstLink } from './setup.ts';

export const identity = (parts: IdentityParts): Module => ({
  name: 'identity',
  errors: identityErrors,
  routes: [
    ...sessionRoutes(parts),
    ...accountRoutes(parts),
    ...linkRoutes(parts),
    ...peopleRoutes(parts),
    ...organisationRoutes(parts),
  ],
  jobs: letterJobs(parts),
  prepare: async () => {
    const { db } = parts.database();
    await checkSecret(db, parts.settings().secret);
    await parts.jobs().enqueue(db, { kind: tidying, key: 'daily', payload: null });
  },
});
