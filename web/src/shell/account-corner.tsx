import { Link, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Session } from '../api/identity.ts';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './account-corner.module.css';
import { wayBack } from './way-back.ts';

const AccountMenu = lazy(() => import('./account-menu.tsx'));

/** Who is signed in and for whom they act, or the way to sign in. It keeps its place while nobody knows yet, so that nothing moves. */
export function AccountCorner({ session }: { session: Session | undefined }) {
  const { t } = useLanguage();
  const { href } = useLocation();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  if (!session) return <span className={css.pending} />;
  const { person, organisation } = session;
  if (!person) {
    const to = wayBack(href);
    return (
      <Link to="/sign-in" search={to === '/' ? {} : { to }} className={css.signIn}>
        {t('identity.signIn')}
      </Link>
    );
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={css.person}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className={controls.hidden}>{t('identity.corner.open')} </span>
        <span className={css.initials} aria-hidden="true">
          {initials(person.name)}
        </span>
        <span className={css.names}>
          <strong>{person.name}</strong>
          {organisation && <small>{organisation.name}</small>}
        </span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <AccountMenu session={session} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The first letters of the first and the last word; a Chinese name's first sign. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
