/** Pages of articles and what was found in them: the one table of their routes. All are loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';

/** Names of the address that hold a text, and nothing else. */
const only =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') found[name] = value.slice(0, 200);
    }
    return found;
  };

export const observatoryRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/articles',
      validateSearch: only('query', 'source'),
      component: lazyRouteComponent(() => import('./articles/articles-page.tsx'), 'ArticlesPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/articles/$id',
      validateSearch: only('claim', 'finding'),
      component: lazyRouteComponent(() => import('./article/article-page.tsx'), 'ArticlePage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/sources/$id',
      component: lazyRouteComponent(() => import('./source/source-page.tsx'), 'SourcePage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/findings',
      validateSearch: only('class', 'check'),
      component: lazyRouteComponent(() => import('./findings/findings-page.tsx'), 'FindingsPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/pairs',
      component: lazyRouteComponent(() => import('./pairs/pairs-page.tsx'), 'PairsPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/pairs/$id',
      component: lazyRouteComponent(() => import('./pairs/pair-page.tsx'), 'PairPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/claims/$id',
      component: lazyRouteComponent(() => import('./lineage/lineage-page.tsx'), 'LineagePage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/dossiers',
      validateSearch: only('query'),
      component: lazyRouteComponent(() => import('./dossiers/dossiers-page.tsx'), 'DossiersPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/dossiers/$kind/$id',
      component: lazyRouteComponent(() => import('./dossiers/dossier-page.tsx'), 'DossierPage'),
    }),
  ] as const;
