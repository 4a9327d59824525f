import { useState } from 'react';
import { giveSecondFactor, signIn } from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import '../messages.ts';
import css from './sign-in.module.css';

interface Props {
  /** Given: only this person may sign in here. */
  email?: string;
  onDone: () => void;
  /** The code is asked for, or the password again. */
  onStep?: (second: boolean) => void;
}

/** Address and password, then the code for whoever has a second factor. */
export function SignInForm({ email, onDone, onStep }: Props) {
  const { t, tag } = useLanguage();
  const announce = useAnnounce();
  const [second, setSecond] = useState(false);
  const goTo = (step: boolean) => {
    setSecond(step);
    onStep?.(step);
  };
  if (second) return <SecondStep onDone={onDone} onBack={() => goTo(false)} />;
  return (
    <Form
      submit={t('identity.signIn')}
      send={(values) =>
        signIn({ email: String(values.get('email')).trim(), password: String(values.get('password')) }, tag)
      }
      onDone={({ status }) => {
        if (status === 'signed-in') return onDone();
        announce(t('identity.second.lead'));
        goTo(true);
      }}
    >
      <Field
        name="email"
        label={t('identity.email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email ?? ''}
        readOnly={email !== undefined}
        autoFocus={email === undefined}
      />
      <Field
        name="password"
        label={t('identity.password')}
        type="password"
        autoComplete="current-password"
        maxLength={128}
        autoFocus={email !== undefined}
      />
    </Form>
  );
}

/** The second step, also of whoever accepts an invitation with the account they have. */
export function SecondStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const { t, tag } = useLanguage();
  const [recovery, setRecovery] = useState(false);
  return (
    <>
      <p className={css.step}>{t(recovery ? 'identity.second.recovery.lead' : 'identity.second.lead')}</p>
      <Form
        submit={t('identity.second.submit')}
        send={(values) =>
          giveSecondFactor(
            { code: String(values.get('code')).trim(), trustDevice: values.get('trustDevice') === 'on' },
            tag,
          )
        }
        onDone={onDone}
        beside={
          <button type="button" className={css.plain} onClick={onBack}>
            {t('identity.second.back')}
          </button>
        }
      >
        {/* another field, not the same one with other words: what was typed into one is not meant for the other */}
        <Field
          key={recovery ? 'recovery' : 'code'}
          name="code"
          label={t(recovery ? 'identity.second.recovery' : 'identity.second.code')}
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete={recovery ? 'off' : 'one-time-code'}
          autoCapitalize="none"
          spellCheck={false}
          minLength={6}
          maxLength={40}
          autoFocus
        />
        <label className={css.trust}>
          <input type="checkbox" name="trustDevice" />
          <span>{t('identity.second.trust')}</span>
        </label>
        <button type="button" className={css.plain} onClick={() => setRecovery(!recovery)}>
          {t(recovery ? 'identity.second.useApp' : 'identity.second.useRecovery')}
        </button>
      </Form>
    </>
  );
}
