import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { changeOrganisation, type Organisation } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Confirm } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { Moment } from '../moment.tsx';
import { tableRoles } from '../people/people-table.tsx';
import table from '../table.module.css';

export function OrganisationTable({ organisations }: { organisations: readonly Organisation[] }) {
  const { t, format } = useLanguage();
  const [changing, setChanging] = useState<Organisation | null>(null);
  return (
    <>
      <table className={table.table} {...tableRoles.table}>
        <caption className={controls.hidden}>{t('identity.organisations.admitted')}</caption>
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            {(
              [
                'identity.organisations.name',
                'identity.organisations.people',
                'identity.organisations.since',
              ] as const
            ).map((key) => (
              <th key={key} scope="col" {...tableRoles.columnheader}>
                {t(key)}
              </th>
            ))}
            <th scope="col" {...tableRoles.columnheader}>
              <span className={controls.hidden}>{t('identity.people.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {organisations.map((organisation) => (
            <tr key={organisation.id} {...tableRoles.row}>
              <th scope="row" {...tableRoles.rowheader}>
                {organisation.name}
                <small>
                  {t(`identity.kind.${organisation.kind}`)}
                  {organisation.suspended && (
                    <span className={table.suspended}> · {t('identity.organisations.suspended')}</span>
                  )}
                </small>
              </th>
              <td {...tableRoles.cell}>
                <Link to="/people" search={{ organisation: organisation.id }}>
                  {t('identity.people.count', {
                    count: organisation.people,
                    number: format.number(organisation.people),
                  })}
                </Link>
              </td>
              <td {...tableRoles.cell} className={table.quiet}>
                <Moment at={organisation.createdAt} time={false} />
              </td>
              <td {...tableRoles.cell} className={table.actions}>
                {organisation.kind !== 'hub' && (
                  <button
                    type="button"
                    className={table.action}
                    aria-label={t(
                      organisation.suspended
                        ? 'identity.organisations.resumeOf'
                        : 'identity.organisations.suspendOf',
                      { name: organisation.name },
                    )}
                    onClick={() => setChanging(organisation)}
                  >
                    {t(
                      organisation.suspended
                        ? 'identity.organisations.resume'
                        : 'identity.organisations.suspend',
                    )}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changing && <Suspend organisation={changing} onClose={() => setChanging(null)} />}
    </>
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
