import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { may, type Permission, type Session } from '../api/identity.ts';
import { type MessageKey, useLanguage } from '../i18n/index.ts';
import { AccountCorner } from './account-corner.tsx';
import { Connection } from './connection.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import css from './layout.module.css';
import { isObservatory, ObservatoryPages } from './observatory-pages.tsx';
import { useRouteFocus } from './route-focus.ts';
import { useScrollToCurrent } from './scroll-to-current.ts';
import { useSession } from './session.ts';
import { SessionEnded } from './session-ended.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The pages of the header, in their order: those of everybody, and those of whoever has the permission. */
const pages: readonly {
  to: string;
  name: MessageKey;
  permission?: Permission;
  exact?: true;
  /** Of a part of Serai that has several pages. */
  isIn?: (pathname: string) => boolean;
}[] = [
  { to: '/', name: 'shell.nav.plan', exact: true },
  { to: '/bookings', name: 'booking.nav', permission: 'bookings:read' },
  { to: '/customs', name: 'booking.customs.nav', permission: 'customs:decide' },
  { to: '/departures', name: 'shell.nav.departures' },
  { to: '/capacity', name: 'capacity.nav', permission: 'capacity:read' },
  { to: '/articles', name: 'shell.nav.observatory', isIn: isObservatory },
  { to: '/overview', name: 'shell.nav.overview' },
];

/** What every page stands in: the mark, the pages one may see, language, theme and who is signed in. */
export function Layout() {
  const { t } = useLanguage();
  const session = useSession();
  const { pathname } = useLocation();
  const framed = pathname.startsWith('/embed/');
  const inObservatory = framed || isObservatory(pathname);
  const shown = shownTo(session);
  const row = useRef<HTMLElement>(null);
  useScrollToCurrent(row, `${pathname} ${shown.length}`);
  useRouteFocus();
  useEffect(() => {
    // on the root, so that what lies over the page takes the module's accent too
    document.documentElement.dataset.module = inObservatory ? 'observatory' : '';
  }, [inObservatory]);
  // in somebody else's page there is no place for ours
  if (framed)
    return (
      <main id="main" tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
    );
  return (
    <>
      <a className={css.skip} href="#main">
        {t('shell.skip')}
      </a>
      <header className={css.header}>
        <Link to="/" className={css.brand} aria-label={t('shell.home')}>
          <svg className={css.logo} viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 21V11a9 9 0 0 1 18 0v10" stroke="currentColor" />
            <path d="M8 21v-9.6a4 4 0 0 1 8 0V21" stroke="var(--accent)" />
          </svg>
          <span>Serai</span>
        </Link>
        <nav ref={row} className={css.nav} aria-label={t('shell.nav.label')}>
          {shown.map(({ to, name, exact, isIn }) => (
            <Link
              key={to}
              to={to}
              className={css.link}
              activeOptions={exact ? { exact: true, includeSearch: false } : {}}
              {...(isIn?.(pathname) ? { 'data-in': true } : {})}
            >
              {t(name)}
            </Link>
          ))}
        </nav>
        <div className={css.tools}>
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountCorner session={session} />
        </div>
      </header>
      {inObservatory && <ObservatoryPages />}
      <Connection />
      <SessionEnded />
      <main id="main" tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
    </>
  );
}

const shownTo = (session: Session | undefined) =>
  pages.filter(({ permission }) => permission === undefined || may(session, permission));
