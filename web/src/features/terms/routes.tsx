/** The terms bookings are made under; loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';

export const termsRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/booking-terms',
      component: lazyRouteComponent(() => import('./terms-page.tsx'), 'TermsPage'),
    }),
  ] as const;
