import { useQueryClient } from '@tanstack/react-query';
import { changePassword, personChanged, rename } from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page, Section } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { useSession } from '../../../shell/session.ts';
import '../messages.ts';
import { RoleList } from '../roles.tsx';
import { Saved, useSaved } from '../saved.tsx';
import { NewPassword } from '../sign-in/new-password.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

/** One's own: name, password, second factor, and where one is signed in. */
export function AccountPage() {
  return (
    <Permitted to="own-account">
      <Account />
    </Permitted>
  );
}

function Account() {
  const { t } = useLanguage();
  const session = useSession();
  const { person, organisations = [] } = session ?? {};
  return (
    <Page title={t('identity.account.title')} lead={person?.email}>
      {organisations.length > 0 && (
        <Section title={t('identity.account.organisations')} note={t('identity.account.organisations.note')}>
          <ul>
            {organisations.map(({ id, name, roles }) => (
              <li key={id}>
                <strong>{name}</strong> · <RoleList roles={roles} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Name name={person?.name ?? ''} />
      <Password />
      <SecondFactor on={person?.secondFactor ?? false} />
      <Sessions />
    </Page>
  );
}

function Name({ name }: { name: string }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const [saved, save] = useSaved();
  return (
    <Section title={t('identity.name')} note={t('identity.account.name.note')}>
      <Form
        quiet
        submit={t('identity.account.name.save')}
        send={(values) => rename(String(values.get('name')), tag)}
        onDone={() => {
          save();
          void personChanged(queries);
        }}
        beside={<Saved when={saved}>{t('identity.account.name.saved')}</Saved>}
      >
        <Field
          name="name"
          label={t('identity.name')}
          autoComplete="name"
          defaultValue={name}
          maxLength={200}
        />
      </Form>
    </Section>
  );
}

function Password() {
  const { t, tag } = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [saved, save] = useSaved();
  const email = useSession()?.person?.email ?? '';
  return (
    <Section title={t('identity.password')} note={t('identity.account.password.note')}>
      <Form
        quiet
        submit={t('identity.account.password.save')}
        send={(values) =>
          changePassword(
            { current: String(values.get('current')), password: String(values.get('password')) },
            tag,
          )
        }
        onDone={(_, form) => {
          form.reset();
          save();
          announce(t('identity.account.password.saved'));
          // the others have ended
          void queries.invalidateQueries({ queryKey: ['sessions'] });
        }}
        beside={<Saved when={saved}>{t('identity.account.password.saved')}</Saved>}
      >
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          name="current"
          label={t('identity.password.current')}
          type="password"
          autoComplete="current-password"
          maxLength={128}
        />
        <NewPassword />
      </Form>
    </Section>
  );
}
