/** Which authority decides at which border; loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';

export const officeRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/customs-offices',
      component: lazyRouteComponent(() => import('./offices-page.tsx'), 'OfficesPage'),
    }),
  ] as const;
