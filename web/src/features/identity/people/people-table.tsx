import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeRoles,
  may,
  type Person,
  personChanged,
  type Role,
  removePerson,
} from '../../../api/identity.ts';
import { Checks, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Action, Actions, Cell, Confirm, Modal, Row, Table } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { useSession } from '../../../shell/session.ts';
import css from '../identity.module.css';
import { Moment } from '../moment.tsx';
import { RoleList, useRoleChoices } from '../roles.tsx';
import { useOfferedRoles } from './offered-roles.ts';

interface Props {
  people: readonly Person[];
  organisation: string | undefined;
}

export function PeopleTable({ people, organisation }: Props) {
  const { t } = useLanguage();
  const session = useSession();
  const [changing, setChanging] = useState<{ person: Person; what: 'roles' | 'remove' } | null>(null);
  const close = () => setChanging(null);
  return (
    <>
      <Table
        caption={t('identity.people.members')}
        columns={[t('identity.people.name'), t('identity.roles'), t('identity.people.seen')]}
        actions={may(session, 'people:write') ? t('identity.people.actions') : undefined}
      >
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            self={person.id === session?.person?.id}
            onRoles={() => setChanging({ person, what: 'roles' })}
            onRemove={() => setChanging({ person, what: 'remove' })}
          />
        ))}
      </Table>
      {changing?.what === 'roles' && (
        <ChangeRoles person={changing.person} organisation={organisation} onClose={close} />
      )}
      {changing?.what === 'remove' && (
        <Remove person={changing.person} organisation={organisation} onClose={close} />
      )}
    </>
  );
}

interface RowProps {
  person: Person;
  self: boolean;
  onRoles: () => void;
  onRemove: () => void;
}

function PersonRow({ person, self, onRoles, onRemove }: RowProps) {
  const { t } = useLanguage();
  const writes = may(useSession(), 'people:write');
  return (
    <Row
      name={
        <>
          {person.name}
          {self && <em className={css.self}> {t('identity.people.you')}</em>}
          <small>{person.email}</small>
        </>
      }
    >
      <Cell>
        <RoleList roles={person.roles} />
        {person.secondFactor && <small>{t('identity.people.secondFactor')}</small>}
      </Cell>
      <Cell quiet>
        {person.lastSeenAt ? <Moment at={person.lastSeenAt} /> : t('identity.people.neverSeen')}
        <small>
          {t('identity.people.joined')} <Moment at={person.joinedAt} time={false} />
        </small>
      </Cell>
      {writes && (
        <Actions>
          <Action name={t('identity.people.rolesOf', { name: person.name })} onPress={onRoles}>
            {t('identity.people.roles')}
          </Action>
          <Action name={t('identity.people.removeOf', { name: person.name })} onPress={onRemove}>
            {t('identity.people.remove')}
          </Action>
        </Actions>
      )}
    </Row>
  );
}

interface ChangeProps {
  person: Person;
  organisation: string | undefined;
  onClose: () => void;
}

function ChangeRoles({ person, organisation, onClose }: ChangeProps) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const offered = useOfferedRoles(organisation);
  const choices = useRoleChoices([...offered, ...person.roles]);
  return (
    <Modal title={t('identity.people.rolesOf', { name: person.name })} onClose={onClose} wide>
      <Form
        submit={t('identity.people.roles.save')}
        check={(values) => (values.has('roles') ? {} : { roles: t('identity.roles.none') })}
        send={(values) => changeRoles(person.id, values.getAll('roles') as Role[], organisation, tag)}
        onDone={() => {
          announce(t('identity.people.roles.saved', { name: person.name }));
          // they may be one's own
          void personChanged(queries);
          onClose();
        }}
      >
        <Checks name="roles" label={t('identity.roles')} choices={choices} chosen={person.roles} />
      </Form>
    </Modal>
  );
}

function Remove({ person, organisation, onClose }: ChangeProps) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title={t('identity.people.remove.title', { name: person.name })}
      action={t('identity.people.remove')}
      onConfirm={() => removePerson(person.id, organisation, tag)}
      onDone={() => {
        announce(t('identity.people.removed', { name: person.name }));
        void personChanged(queries);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('identity.people.remove.text', { name: person.name, email: person.email })}</p>
    </Confirm>
  );
}
