import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organisationsQuery } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import { Permitted } from '../../../shell/permitted.tsx';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { Admit } from './admit.tsx';
import { OrganisationTable } from './organisation-table.tsx';
import css from './organisations.module.css';

/** Who is admitted to the hub; for operators. */
export function OrganisationsPage() {
  return (
    <Permitted to="organisations:write">
      <Organisations />
    </Permitted>
  );
}

/** From here on finding one by eye takes longer than typing. */
const findFrom = 12;

function Organisations() {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(organisationsQuery(tag));
  const [admitting, setAdmitting] = useState(false);
  const [wanted, setWanted] = useState('');
  const word = wanted.trim().toLowerCase();
  const shown = (data?.items ?? []).filter(({ name }) => name.toLowerCase().includes(word));
  return (
    <Page
      title={t('identity.organisations.title')}
      lead={t('identity.organisations.lead')}
      actions={
        <button type="button" className={controls.primary} onClick={() => setAdmitting(true)}>
          {t('identity.organisations.admit')}
        </button>
      }
    >
      <Section
        title={t('identity.organisations.admitted')}
        note={data && t('identity.organisations.count', { count: data.items.length })}
      >
        {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
        {!data && !error && <Bones />}
        {data && data.items.length >= findFrom && (
          <label className={css.find}>
            <span className={controls.label}>{t('identity.organisations.find')}</span>
            <input
              type="search"
              className={controls.input}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
        )}
        {data && shown.length > 0 && <OrganisationTable organisations={shown} />}
        {data && shown.length === 0 && <Nothing>{t('identity.organisations.notFound')}</Nothing>}
        {data?.items.length === 1 && !word && (
          <div className={css.alone}>
            <Nothing>{t('identity.organisations.alone')}</Nothing>
          </div>
        )}
        {data?.more && <p className={css.more}>{t('identity.organisations.more')}</p>}
      </Section>
      {admitting && <Admit onClose={() => setAdmitting(false)} />}
    </Page>
  );
}
