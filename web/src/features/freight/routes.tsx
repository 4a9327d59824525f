/** The freight module's pages: the one table of its routes. Only the planner is in the first view; the others are loaded on use. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readAddress } from '../../journey/address.ts';
import type { RootRoute } from '../../shell/routes.tsx';
import { PlannerPage } from './planner/planner-page.tsx';

export const freightRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/',
      validateSearch: readAddress,
      component: PlannerPage,
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/plan',
      validateSearch: readAddress,
      beforeLoad: ({ search }) => {
        throw redirect({ to: '/', search, replace: true });
      },
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/departures',
      validateSearch: (search: Record<string, unknown>): { terminal?: string } =>
        typeof search.terminal === 'string' ? { terminal: search.terminal } : {},
      component: lazyRouteComponent(() => import('./departures/departures-page.tsx'), 'DeparturesPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/crossings/$id',
      component: lazyRouteComponent(() => import('./crossing/crossing-page.tsx'), 'CrossingPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/terminals/$id',
      component: lazyRouteComponent(() => import('./terminal/terminal-page.tsx'), 'TerminalPage'),
    }),
  ] as const;
