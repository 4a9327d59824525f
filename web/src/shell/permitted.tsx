import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { may, type Permission, sessionQuery } from '../api/identity.ts';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './pages.module.css';
import { ErrorPage, LoadingPage } from './pages.tsx';
import { usePageTitle } from './title.ts';

/** A page for whoever has the permission. Others are told so: readers are offered to sign in and come back, members to act for another organisation. */
export function Permitted({ to, children }: { to: Permission; children: ReactNode }) {
  const { tag } = useLanguage();
  const { data: session, error, refetch } = useQuery(sessionQuery(tag));
  const allowed = may(session, to);
  const [letIn, setLetIn] = useState(false);
  if (allowed && !letIn) setLetIn(true);
  if (error && !session) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!session) return <LoadingPage />;
  // a session that ends meanwhile is said above the page (session-ended.tsx), and takes nothing away that was typed into it
  if (allowed || (letIn && !session.person)) return children;
  return session.person ? <NotForYou organisation={session.organisation?.name} /> : <SignInFirst />;
}

function SignInFirst() {
  const { t } = useLanguage();
  const { href } = useLocation();
  usePageTitle(t('identity.first.title'));
  return (
    <div className={css.plain}>
      <h1>{t('identity.first.title')}</h1>
      <p>{t('identity.first.text')}</p>
      <div className={css.ways}>
        <Link to="/sign-in" search={{ to: href }} className={controls.primary}>
          {t('identity.signIn')}
        </Link>
        <Link to="/" className={controls.button}>
          {t('shell.missing.home')}
        </Link>
      </div>
    </div>
  );
}

function NotForYou({ organisation }: { organisation: string | undefined }) {
  const { t } = useLanguage();
  usePageTitle(t('identity.notForYou.title'));
  return (
    <div className={css.plain}>
      <h1>{t('identity.notForYou.title')}</h1>
      <p>{organisation ? t('identity.notForYou.text', { organisation }) : t('identity.notForYou.none')}</p>
      <Link to="/" className={controls.button}>
        {t('shell.missing.home')}
      </Link>
    </div>
  );
}
