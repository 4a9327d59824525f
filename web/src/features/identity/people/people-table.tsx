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
import { Confirm, Modal } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { useSession } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import { Moment } from '../moment.tsx';
import { RoleList, useRoleChoices } from '../roles.tsx';
import table from '../table.module.css';
import { useOfferedRoles } from './offered-roles.ts';

interface Props {
  people: readonly Person[];
  organisation: string | undefined;
}

// a table whose rows are laid out as blocks on a phone keeps being one for screen readers only with its roles spelled out
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

export function PeopleTable({ people, organisation }: Props) {
  const { t } = useLanguage();
  const session = useSession();
  const [changing, setChanging] = useState<{ person: Person; what: 'roles' | 'remove' } | null>(null);
  const close = () => setChanging(null);
  return (
    <>
      <table className={table.table} {...tableRoles.table}>
        <caption className={controls.hidden}>{t('identity.people.members')}</caption>
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            {(['identity.people.name', 'identity.roles', 'identity.people.seen'] as const).map((key) => (
              <th key={key} scope="col" {...tableRoles.columnheader}>
                {t(key)}
              </th>
            ))}
            {may(session, 'people:write') && (
              <th scope="col" {...tableRoles.columnheader}>
                <span className={controls.hidden}>{t('identity.people.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              self={person.id === session?.person?.id}
              onRoles={() => setChanging({ person, what: 'roles' })}
              onRemove={() => setChanging({ person, what: 'remove' })}
            />
          ))}
        </tbody>
      </table>
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
    <tr {...tableRoles.row}>
      <th scope="row" {...tableRoles.rowheader}>
        {person.name}
        {self && <em className={table.self}> {t('identity.people.you')}</em>}
        <small>{person.email}</small>
      </th>
      <td {...tableRoles.cell}>
        <RoleList roles={person.roles} />
        {person.secondFactor && <small>{t('identity.people.secondFactor')}</small>}
      </td>
      <td {...tableRoles.cell} className={table.quiet}>
        {person.lastSeenAt ? <Moment at={person.lastSeenAt} /> : t('identity.people.neverSeen')}
        <small>
          {t('identity.people.joined')} <Moment at={person.joinedAt} time={false} />
        </small>
      </td>
      {writes && (
        <td {...tableRoles.cell} className={table.actions}>
          <button
            type="button"
            className={table.action}
            aria-label={t('identity.people.rolesOf', { name: person.name })}
            onClick={onRoles}
          >
            {t('identity.people.roles')}
          </button>
          <button
            type="button"
            className={table.action}
            aria-label={t('identity.people.removeOf', { name: person.name })}
            onClick={onRemove}
          >
            {t('identity.people.remove')}
          </button>
        </td>
      )}
    </tr>
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
