import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { acceptInvitation, type InvitationView, invitationLinkQuery } from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Narrow } from '../../../sheet/index.ts';
import { useSession } from '../../../shell/session.ts';
import '../messages.ts';
import { RoleList } from '../roles.tsx';
import { DeadLink } from './dead-link.tsx';
import { NewPassword } from './new-password.tsx';
import css from './sign-in.module.css';
import { SecondStep } from './sign-in-form.tsx';
import { useEnter } from './sign-in-page.tsx';

/** The link of an invitation: what one is invited to, and the account for whoever has none. */
export function InvitationPage() {
  const { t, tag } = useLanguage();
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data, error, refetch } = useQuery(invitationLinkQuery(token, tag));
  const session = useSession();
  // once it is accepted the link is dead, and the page that used it is on its way elsewhere
  if (error && !data)
    return <DeadLink error={error} again={() => void refetch()} text={t('identity.invitation.dead')} />;
  if (!data || !session)
    return (
      <Narrow title={t('identity.invitation.title')}>
        <Bones rows={4} />
      </Narrow>
    );
  return (
    <Narrow
      title={t('identity.invitation.to', { organisation: data.organisation })}
      lead={<p>{t('identity.invitation.by', { name: data.invitedBy })}</p>}
    >
      <Terms invitation={data} />
      <Accept token={token} invitation={data} />
    </Narrow>
  );
}

function Terms({ invitation: { email, roles, expiresAt } }: { invitation: InvitationView }) {
  const { t, format } = useLanguage();
  return (
    <dl className={css.terms}>
      <div>
        <dt>{t('identity.invitation.for')}</dt>
        <dd>{email}</dd>
      </div>
      <div>
        <dt>{t('identity.invitation.as')}</dt>
        <dd>
          <RoleList roles={roles} />
        </dd>
      </div>
      <div>
        <dt>{t('identity.invitation.until')}</dt>
        <dd>{format.date(expiresAt, 'full', ownZone)}</dd>
      </div>
    </dl>
  );
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Somebody new names themselves and chooses a password; somebody known gives theirs, or is signed in already. */
function Accept({ token, invitation }: { token: string; invitation: InvitationView }) {
  const { t, tag } = useLanguage();
  const session = useSession();
  const enter = useEnter('/');
  const [second, setSecond] = useState(false);
  const person = session?.person;
  const same = person?.email.toLowerCase() === invitation.email.toLowerCase();
  if (second) return <SecondStep onDone={() => void enter()} onBack={() => setSecond(false)} />;
  if (person && !same)
    return (
      <p className={css.note}>
        {t('identity.invitation.other', { signedIn: person.email, invited: invitation.email })}
      </p>
    );
  return (
    <Form
      submit={t(invitation.known ? 'identity.invitation.accept' : 'identity.invitation.create')}
      send={(values) => {
        const name = values.get('name');
        const password = values.get('password');
        return acceptInvitation(
          token,
          {
            ...(name === null ? {} : { name: String(name) }),
            ...(password === null ? {} : { password: String(password) }),
          },
          tag,
        );
      }}
      onDone={({ status }) => (status === 'second-factor' ? setSecond(true) : void enter())}
      beside={
        invitation.known &&
        !same && (
          <Link to="/password-resets" className={css.plain}>
            {t('identity.signIn.forgot')}
          </Link>
        )
      }
    >
      {!same && !invitation.known && (
        <Field name="name" label={t('identity.name')} autoComplete="name" maxLength={200} autoFocus />
      )}
      {!same && (
        // for password managers: whose password it is
        <input type="text" name="username" autoComplete="username" value={invitation.email} readOnly hidden />
      )}
      {!same &&
        (invitation.known ? (
          <Field
            name="password"
            label={t('identity.password')}
            hint={t('identity.invitation.known')}
            type="password"
            autoComplete="current-password"
            maxLength={128}
            autoFocus
          />
        ) : (
          <NewPassword label={t('identity.password')} />
        ))}
      {same && <p>{t('identity.invitation.signedIn', { name: person?.name ?? '' })}</p>}
    </Form>
  );
}
