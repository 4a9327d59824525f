import { Link, useLocation } from '@tanstack/react-router';
import { useRef } from 'react';
import { type MessageKey, useLanguage } from '../i18n/index.ts';
import css from './layout.module.css';
import { useScrollToCurrent } from './scroll-to-current.ts';

/** The pages of the observatory, and what else lies below each of them: the row stands above all of them, whichever feature draws them. */
const pages: readonly { to: string; name: MessageKey; also?: readonly string[] }[] = [
  { to: '/articles', name: 'shell.nav.articles', also: ['/sources', '/claims'] },
  { to: '/findings', name: 'shell.nav.findings' },
  { to: '/pairs', name: 'shell.nav.copies' },
  { to: '/dossiers', name: 'shell.nav.dossiers' },
  { to: '/indicators', name: 'shell.nav.indicators', also: ['/mirror'] },
];

const isBelow = (pathname: string) => (page: string) => pathname === page || pathname.startsWith(`${page}/`);
const isPage = (pathname: string, { to, also = [] }: (typeof pages)[number]): boolean =>
  [to, ...also].some(isBelow(pathname));

export const isObservatory = (pathname: string): boolean => pages.some((page) => isPage(pathname, page));

export function ObservatoryPages() {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  const row = useRef<HTMLElement>(null);
  useScrollToCurrent(row, pathname);
  return (
    <nav ref={row} className={css.pages} aria-label={t('shell.nav.observatory.label')}>
      {pages.map((page) => (
        <Link
          key={page.to}
          to={page.to}
          className={css.page}
          {...(isPage(pathname, page) ? { 'data-in': true } : {})}
        >
          {t(page.name)}
        </Link>
      ))}
    </nav>
  );
}
