/** Pages of indicators and their series: the one table of their routes. All are loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';

/** Only texts stand in an address; what they may be is the page's to say (choice.ts). */
const texts = (search: Record<string, unknown>): Partial<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value.slice(0, 200)]] : [],
    ),
  );

export const indicatorRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/indicators',
      component: lazyRouteComponent(() => import('./list/indicators-page.tsx'), 'IndicatorsPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/indicators/import',
      component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/indicators/$id',
      validateSearch: texts,
      component: lazyRouteComponent(() => import('./one/indicator-page.tsx'), 'IndicatorPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/mirror',
      validateSearch: texts,
      component: lazyRouteComponent(() => import('./mirror/mirror-page.tsx'), 'MirrorPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/embed/indicators/$id',
      validateSearch: texts,
      component: lazyRouteComponent(() => import('./embed/embed-page.tsx'), 'EmbedPage'),
    }),
  ] as const;
