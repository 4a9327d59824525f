import { useQueryClient } from '@tanstack/react-query';
import { admit, type OrganisationKind, type Role } from '../../../api/identity.ts';
import { Checks, Field, Form, Select } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { roles } from '../role-list.ts';
import { useRoleChoices } from '../roles.tsx';

const kinds = ['company', 'authority', 'school', 'owner'] as const satisfies readonly OrganisationKind[];
/** An operator belongs to the hub, and an administrator it gets anyway. */
const offered = roles.filter((role) => role !== 'operator' && role !== 'administrator');

/** A new organisation and its first administrator, who gets the invitation by mail. */
export function Admit({ onClose }: { onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const choices = useRoleChoices(offered).map(({ value, text }) => ({ value, text }));
  return (
    <Modal title={t('identity.organisations.admit')} onClose={onClose} wide>
      <Form
        submit={t('identity.organisations.admit.submit')}
        send={async (values) => {
          const name = String(values.get('name')).trim();
          await admit(
            {
              name,
              kind: String(values.get('kind')) as (typeof kinds)[number],
              administrator: String(values.get('administrator')).trim(),
              roles: values.getAll('roles') as Role[],
            },
            tag,
          );
          return name;
        }}
        onDone={(name) => {
          announce(t('identity.organisations.nowAdmitted', { name }));
          void queries.invalidateQueries({ queryKey: ['organisations'] });
          onClose();
        }}
      >
        <Field
          name="name"
          label={t('identity.organisations.name')}
          autoComplete="off"
          maxLength={200}
          autoFocus
        />
        <Select
          name="kind"
          label={t('identity.organisations.kind')}
          choices={kinds.map((kind) => [kind, t(`identity.kind.${kind}`)] as const)}
        />
        <Field
          name="administrator"
          label={t('identity.organisations.administrator')}
          hint={t('identity.organisations.administrator.hint')}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Checks name="roles" label={t('identity.organisations.roles')} choices={choices} compact />
      </Form>
    </Modal>
  );
}
