/** Pages of capacity: the one table of their routes. All are loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';
import { readLanesAddress } from './lanes/address.ts';

export const capacityRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/capacity',
      validateSearch: (search: Record<string, unknown>): { query?: string; stated?: 'true' } => ({
        ...(typeof search.query === 'string' && search.query ? { query: search.query.slice(0, 100) } : {}),
        ...(search.stated === 'true' ? { stated: 'true' as const } : {}),
      }),
      component: lazyRouteComponent(() => import('./services/services-page.tsx'), 'ServicesPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/capacity/lanes',
      validateSearch: readLanesAddress,
      component: lazyRouteComponent(() => import('./lanes/lanes-page.tsx'), 'LanesPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/departures/$run',
      component: lazyRouteComponent(() => import('./departure/departure-page.tsx'), 'DeparturePage'),
    }),
  ] as const;
