import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { changeOrganisation, type Organisation } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Action, Actions, Cell, Confirm, Row, Table } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import css from '../identity.module.css';
import { Moment } from '../moment.tsx';

export function OrganisationTable({ organisations }: { organisations: readonly Organisation[] }) {
  const { t } = useLanguage();
  const [changing, setChanging] = useState<Organisation | null>(null);
  return (
    <>
      <Table
        caption={t('identity.organisations.admitted')}
        columns={[
          t('identity.organisations.name'),
          t('identity.organisations.people'),
          t('identity.organisations.since'),
        ]}
        actions={t('identity.people.actions')}
      >
        {organisations.map((organisation) => (
          <OrganisationRow
            key={organisation.id}
            organisation={organisation}
            onChange={() => setChanging(organisation)}
          />
        ))}
      </Table>
      {changing && <Suspend organisation={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function OrganisationRow({ organisation, onChange }: { organisation: Organisation; onChange: () => void }) {
  const { t, format } = useLanguage();
  const { id, name, kind, people, suspended, createdAt } = organisation;
  return (
    <Row
      name={
        <>
          {name}
          <small>
            {t(`identity.kind.${kind}`)}
            {suspended && <span className={css.suspended}> · {t('identity.organisations.suspended')}</span>}
          </small>
        </>
      }
    >
      <Cell>
        <Link to="/people" search={{ organisation: id }}>
          {t('identity.people.count', { count: people, number: format.number(people) })}
        </Link>
      </Cell>
      <Cell quiet>
        <Moment at={createdAt} time={false} />
      </Cell>
      <Actions>
        {kind !== 'hub' && (
          <Action
            name={t(suspended ? 'identity.organisations.resumeOf' : 'identity.organisations.suspendOf', {
              name,
            })}
            onPress={onChange}
          >
            {t(suspended ? 'identity.organisations.resume' : 'identity.organisations.suspend')}
          </Action>
        )}
      </Actions>
    </Row>
  );
}

/** Takes its people's roles away, or gives them back; nobody and nothing is deleted. */
function Suspend({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { id, name, suspended } = organisation;
  return (
    <Confirm
      title={t(suspended ? 'identity.organisations.resumeOf' : 'identity.organisations.suspendOf', { name })}
      action={t(suspended ? 'identity.organisations.resume' : 'identity.organisations.suspend')}
      onConfirm={() => changeOrganisation(id, { suspended: !suspended }, tag)}
      onDone={() => {
        announce(
          t(suspended ? 'identity.organisations.resumed' : 'identity.organisations.nowSuspended', { name }),
        );
        void queries.invalidateQueries({ queryKey: ['organisations'] });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t(suspended ? 'identity.organisations.resume.text' : 'identity.organisations.suspend.text')}</p>
    </Confirm>
  );
}
