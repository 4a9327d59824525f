import { Link, Outlet } from '@tanstack/react-router';
import { useLanguage } from '../i18n/index.ts';
import { Connection } from './connection.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import css from './layout.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

/** What every page stands in: the mark, the modules that exist, language and theme. */
export function Layout() {
  const { t } = useLanguage();
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
        <nav className={css.nav} aria-label={t('shell.nav.label')}>
          <Link to="/" className={css.link} activeOptions={{ exact: true, includeSearch: false }}>
            {t('shell.nav.plan')}
          </Link>
          <Link to="/departures" className={css.link}>
            {t('shell.nav.departures')}
          </Link>
          <Link to="/overview" className={css.link}>
            {t('shell.nav.overview')}
          </Link>
        </nav>
        <div className={css.tools}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <Connection />
      <main id="main" tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
    </>
  );
}
