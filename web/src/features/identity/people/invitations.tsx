import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type Invitation,
  invitationsQuery,
  invite,
  type Role,
  withdrawInvitation,
} from '../../../api/identity.ts';
import { Checks, Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import {
  Action,
  Actions,
  Bones,
  Cell,
  Confirm,
  Failed,
  Modal,
  Nothing,
  Row,
  Section,
  Table,
} from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import css from '../identity.module.css';
import { Moment } from '../moment.tsx';
import { RoleList, useRoleChoices } from '../roles.tsx';
import { useOfferedRoles } from './offered-roles.ts';

interface Props {
  organisation: string | undefined;
  name: string;
}

/** Who was invited and has not come yet. */
export function Invitations({ organisation, name }: Props) {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(invitationsQuery(organisation, tag));
  const [inviting, setInviting] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Invitation | null>(null);
  return (
    <Section title={t('identity.invitations.title')} note={t('identity.invitations.note')}>
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={1} />}
      {data?.items.length === 0 && <Nothing>{t('identity.invitations.none')}</Nothing>}
      {data && data.items.length > 0 && (
        <InvitationTable invitations={data.items} onWithdraw={setWithdrawing} />
      )}
      <div className={css.below}>
        <button type="button" className={controls.button} onClick={() => setInviting(true)}>
          {t('identity.invitations.invite')}
        </button>
      </div>
      {inviting && <Invite organisation={organisation} name={name} onClose={() => setInviting(false)} />}
      {withdrawing && (
        <Withdraw invitation={withdrawing} organisation={organisation} onClose={() => setWithdrawing(null)} />
      )}
    </Section>
  );
}

function InvitationTable({
  invitations,
  onWithdraw,
}: {
  invitations: readonly Invitation[];
  onWithdraw: (invitation: Invitation) => void;
}) {
  const { t } = useLanguage();
  return (
    <Table
      caption={t('identity.invitations.title')}
      columns={[t('identity.email'), t('identity.roles'), t('identity.invitations.until')]}
      actions={t('identity.people.actions')}
    >
      {invitations.map((invitation) => (
        <Row
          key={invitation.id}
          name={
            <>
              {invitation.email}
              <small>{t('identity.invitation.by', { name: invitation.invitedBy })}</small>
            </>
          }
        >
          <Cell>
            <RoleList roles={invitation.roles} />
          </Cell>
          <Cell quiet>
            <Moment at={invitation.expiresAt} />
          </Cell>
          <Actions>
            <Action
              name={t('identity.invitations.withdrawOf', { email: invitation.email })}
              onPress={() => onWithdraw(invitation)}
            >
              {t('identity.invitations.withdraw')}
            </Action>
          </Actions>
        </Row>
      ))}
    </Table>
  );
}

function Invite({ organisation, name, onClose }: Props & { onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const choices = useRoleChoices(useOfferedRoles(organisation));
  return (
    <Modal title={t('identity.invitations.to', { name })} onClose={onClose} wide>
      <Form
        submit={t('identity.invitations.send')}
        check={(values) => (values.has('roles') ? {} : { roles: t('identity.roles.none') })}
        send={async (values) => {
          const email = String(values.get('email')).trim();
          await invite({ email, roles: values.getAll('roles') as Role[] }, organisation, tag);
          return email;
        }}
        onDone={(email) => {
          announce(t('identity.invitations.sent', { email }));
          void queries.invalidateQueries({ queryKey: ['invitations'] });
          onClose();
        }}
      >
        <Field
          name="email"
          label={t('identity.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint={t('identity.invitations.hint')}
          autoFocus
        />
        <Checks name="roles" label={t('identity.roles')} choices={choices} />
      </Form>
    </Modal>
  );
}

function Withdraw({
  invitation,
  organisation,
  onClose,
}: {
  invitation: Invitation;
  organisation: string | undefined;
  onClose: () => void;
}) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title={t('identity.invitations.withdraw.title')}
      action={t('identity.invitations.withdraw')}
      onConfirm={() => withdrawInvitation(invitation.id, organisation, tag)}
      onDone={() => {
        announce(t('identity.invitations.withdrawn'));
        void queries.invalidateQueries({ queryKey: ['invitations'] });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('identity.invitations.withdraw.text', { email: invitation.email })}</p>
    </Confirm>
  );
}
