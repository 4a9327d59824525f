import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { freightRoutes } from '../features/freight/routes.tsx';
import { Layout } from './layout.tsx';

const rootRoute = createRootRoute({ component: Layout });

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});

export const routeTree = rootRoute.addChildren([...freightRoutes(rootRoute), overviewRoute]);
export type RootRoute = typeof rootRoute;
