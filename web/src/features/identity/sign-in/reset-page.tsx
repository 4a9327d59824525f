import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { askReset, finishReset } from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Narrow } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { Done } from './done.tsx';
import { NewPassword } from './new-password.tsx';
import css from './sign-in.module.css';

/** Asks for a link by mail. The answer is the same whether the address is known here or not. */
export function AskResetPage() {
  const { t, tag } = useLanguage();
  const [sentTo, setSentTo] = useState('');
  if (sentTo)
    return (
      <Done title={t('identity.reset.sent')} text={t('identity.reset.sent.text', { email: sentTo })}>
        <Link to="/sign-in" className={controls.button}>
          {t('identity.reset.back')}
        </Link>
      </Done>
    );
  return (
    <Narrow title={t('identity.reset.title')} lead={<p>{t('identity.reset.lead')}</p>}>
      <Form
        submit={t('identity.reset.submit')}
        send={async (values) => {
          const email = String(values.get('email')).trim();
          await askReset(email, tag);
          return email;
        }}
        onDone={setSentTo}
        beside={
          <Link to="/sign-in" className={css.plain}>
            {t('identity.reset.back')}
          </Link>
        }
      >
        <Field
          name="email"
          label={t('identity.email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
      </Form>
    </Narrow>
  );
}

/** The link of the mail: a new password, and all sessions elsewhere end. */
export function NewPasswordPage() {
  const { t, tag } = useLanguage();
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const [done, setDone] = useState(false);
  if (done)
    return (
      <Done title={t('identity.reset.done')} text={t('identity.reset.done.text')}>
        <Link to="/sign-in" className={controls.primary}>
          {t('identity.signIn')}
        </Link>
      </Done>
    );
  return (
    <Narrow title={t('identity.reset.new')} lead={<p>{t('identity.reset.new.lead')}</p>}>
      <Form
        submit={t('identity.reset.new.submit')}
        send={(values) => finishReset(token, String(values.get('password')), tag)}
        onDone={() => setDone(true)}
      >
        <NewPassword autoFocus />
      </Form>
    </Narrow>
  );
}
