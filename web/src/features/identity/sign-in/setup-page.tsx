import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { setUp, setupQuery } from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Narrow } from '../../../sheet/index.ts';
import '../messages.ts';
import { DeadLink } from './dead-link.tsx';
import { NewPassword } from './new-password.tsx';
import { useEnter } from './sign-in-page.tsx';

/** The link the server printed when it started for the first time: whoever holds it names the hub and becomes its operator. */
export function SetupPage() {
  const { t, tag } = useLanguage();
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data, error, refetch } = useQuery(setupQuery(token, tag));
  const enter = useEnter('/organisations');
  // once it was used the link is dead, and the page that used it is on its way elsewhere
  if (error && !data)
    return <DeadLink error={error} again={() => void refetch()} text={t('identity.setup.dead')} />;
  return (
    <Narrow title={t('identity.setup.title')} lead={<p>{t('identity.setup.lead')}</p>}>
      {!data ? (
        <Bones rows={4} />
      ) : (
        <Form
          submit={t('identity.setup.submit')}
          send={(values) =>
            setUp(
              token,
              {
                organisation: String(values.get('organisation')),
                name: String(values.get('name')),
                email: String(values.get('email')).trim(),
                password: String(values.get('password')),
              },
              tag,
            )
          }
          onDone={() => void enter()}
        >
          <Field
            name="organisation"
            label={t('identity.setup.hub')}
            hint={t('identity.setup.hub.hint')}
            autoComplete="organization"
            maxLength={200}
            defaultValue={data.organisation ?? ''}
            readOnly={data.organisation !== null}
            autoFocus
          />
          <Field name="name" label={t('identity.name')} autoComplete="name" maxLength={200} />
          <Field
            name="email"
            label={t('identity.email')}
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <NewPassword label={t('identity.password')} />
        </Form>
      )}
    </Narrow>
  );
}
