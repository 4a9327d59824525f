import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onRefusal } from '../api/client.ts';
import { type Session, sessionKey } from '../api/identity.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './layout.module.css';

const SignInAgain = lazy(() => import('../features/identity/sign-in/sign-in-again.tsx'));

const lost = ['session-ended', 'not-signed-in'];

/**
 * A session that ended while somebody works: said above the page, which stays as it is with all that was typed into it. Signing in happens
 * over the page, and what was refused can be sent again.
 */
export function SessionEnded() {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  const [signingIn, setSigningIn] = useState(false);
  useEffect(
    () =>
      onRefusal(({ code }) => {
        const wasSignedIn = queries.getQueryData<Session>(sessionKey)?.person != null;
        if (wasSignedIn && lost.includes(code)) setEnded(true);
      }),
    [queries],
  );
  if (!ended) return null;
  return (
    <>
      <div role="alert" className={css.down}>
        <p>{t('identity.ended')}</p>
        <button type="button" className={css.again} onClick={() => setSigningIn(true)}>
          {t('identity.ended.again')}
        </button>
      </div>
      {signingIn && (
        <Suspense fallback={null}>
          <SignInAgain
            email={queries.getQueryData<Session>(sessionKey)?.person?.email ?? ''}
            onClose={() => setSigningIn(false)}
            onDone={() => {
              setSigningIn(false);
              setEnded(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
