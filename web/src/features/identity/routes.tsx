/** Pages of people, organisations and the audit log: the one table of their routes. All are loaded on use. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../shell/routes.tsx';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined;
/** Of the address only the names a page knows, as text. */
const only =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { [Key in Name]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = text(search[name]);
        return value === undefined ? [] : [[name, value]];
      }),
    ) as { [Key in Name]?: string };

export const identityRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/sign-in',
      validateSearch: only('to'),
      component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/password-resets',
      component: lazyRouteComponent(() => import('./sign-in/reset-page.tsx'), 'AskResetPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/password-resets/$token',
      component: lazyRouteComponent(() => import('./sign-in/reset-page.tsx'), 'NewPasswordPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/setup/$token',
      component: lazyRouteComponent(() => import('./sign-in/setup-page.tsx'), 'SetupPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/invitations/$token',
      component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/account',
      component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/people',
      validateSearch: only('organisation'),
      component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/organisations',
      component: lazyRouteComponent(
        () => import('./organisations/organisations-page.tsx'),
        'OrganisationsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/audit',
      validateSearch: only('what', 'person', 'organisation', 'subject', 'from', 'to'),
      component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
    }),
  ] as const;
