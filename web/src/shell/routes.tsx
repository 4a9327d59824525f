import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { bookingRoutes } from '../features/booking/routes.tsx';
import { capacityRoutes } from '../features/capacity/routes.tsx';
import { freightRoutes } from '../features/freight/routes.tsx';
import { identityRoutes } from '../features/identity/routes.tsx';
import { indicatorRoutes } from '../features/indicators/routes.tsx';
import { observatoryRoutes } from '../features/observatory/routes.tsx';
import { officeRoutes } from '../features/offices/routes.tsx';
import { termsRoutes } from '../features/terms/routes.tsx';
import { Layout } from './layout.tsx';

const rootRoute = createRootRoute({ component: Layout });

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});

export const routeTree = rootRoute.addChildren([
  ...freightRoutes(rootRoute),
  ...bookingRoutes(rootRoute),
  ...capacityRoutes(rootRoute),
  ...identityRoutes(rootRoute),
  ...officeRoutes(rootRoute),
  ...termsRoutes(rootRoute),
  ...indicatorRoutes(rootRoute),
  ...observatoryRoutes(rootRoute),
  overviewRoute,
]);
export type RootRoute = typeof rootRoute;
