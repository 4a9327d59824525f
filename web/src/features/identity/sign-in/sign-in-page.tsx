import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { personChanged } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Narrow } from '../../../sheet/index.ts';
import { useSession } from '../../../shell/session.ts';
import { wayBack } from '../../../shell/way-back.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** Two steps at most, and then back to where somebody was going. */
export function SignInPage() {
  const { t } = useLanguage();
  const session = useSession();
  const [second, setSecond] = useState(false);
  const enter = useEnter((useSearch({ strict: false }) as { to?: string }).to);
  if (session?.person)
    return (
      <Narrow
        title={t('identity.signIn.title')}
        lead={<p>{t('identity.signIn.already', { name: session.person.name })}</p>}
      >
        <button type="button" className={controls.primary} onClick={() => void enter()}>
          {t('identity.signIn.goOn')}
        </button>
      </Narrow>
    );
  return (
    <Narrow title={t('identity.signIn.title')} lead={second ? undefined : <p>{t('identity.signIn.lead')}</p>}>
      {session?.awaitsOperator && <p className={css.note}>{t('identity.signIn.awaits')}</p>}
      <SignInForm onDone={() => void enter()} onStep={setSecond} />
      {!second && (
        <Link to="/password-resets" className={css.forgot}>
          {t('identity.signIn.forgot')}
        </Link>
      )}
    </Narrow>
  );
}

/** Takes in who signed in, and goes on to where they were going. */
export function useEnter(to: unknown) {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    await personChanged(queries);
    router.history.replace(wayBack(to));
  };
}
