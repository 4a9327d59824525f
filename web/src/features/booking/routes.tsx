/** The booking pages: all of them are loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAddress } from '../../journey/address.ts';
import type { RootRoute } from '../../shell/routes.tsx';

/** Flat texts of an address, and only those the page knows. */
const texts =
  <Key extends string>(...keys: Key[]) =>
  (search: Record<string, unknown>): { [Name in Key]?: string } =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const value = search[key];
        return typeof value === 'string' && value.trim() !== '' ? [[key, value.slice(0, 100)]] : [];
      }),
    ) as { [Name in Key]?: string };

export const bookingRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/book',
      validateSearch: readAddress,
      component: lazyRouteComponent(() => import('./book/book-page.tsx'), 'BookPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/bookings',
      validateSearch: texts('state', 'query'),
      component: lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/bookings/$id',
      component: lazyRouteComponent(() => import('./one/booking-page.tsx'), 'BookingPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/bookings/$id/declaration',
      component: lazyRouteComponent(() => import('./customs/declaration-page.tsx'), 'DeclarationPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/customs',
      validateSearch: texts('crossing', 'status'),
      component: lazyRouteComponent(() => import('./customs/customs-page.tsx'), 'CustomsPage'),
    }),
  ] as const;
