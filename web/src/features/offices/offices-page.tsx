import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { officesQuery } from '../../api/customs.ts';
import { networkQuery } from '../../api/freight.ts';
import { organisationsQuery } from '../../api/identity.ts';
import { useLanguage } from '../../i18n/index.ts';
import {
  Action,
  Actions,
  Bones,
  Cell,
  Failed,
  Nothing,
  Page,
  Row,
  Section,
  Table,
} from '../../sheet/index.ts';
import { Permitted } from '../../shell/permitted.tsx';
import controls from '../../styles/controls.module.css';
import { type Border, bordersOf, type Office, officesOf, uncovered } from './offices.ts';
import './messages.ts';
import css from './offices.module.css';
import { StateOffice } from './state-office.tsx';

/** At which borders an authority decides; for operators, without whose word none decides anywhere. */
export function OfficesPage() {
  return (
    <Permitted to="customs-offices:write">
      <Offices />
    </Permitted>
  );
}

function Offices() {
  const { t, tag } = useLanguage();
  const stated = useQuery(officesQuery(tag));
  const organisations = useQuery(organisationsQuery(tag));
  const network = useQuery(networkQuery(tag));
  const [changing, setChanging] = useState<Office | null>(null);
  const asked = [stated, organisations, network];
  const error = asked.find((query) => query.error && !query.data)?.error;
  const known = stated.data && organisations.data && network.data;
  const offices = known ? officesOf(organisations.data.items, stated.data.items) : [];
  const borders = network.data ? bordersOf(network.data, tag) : [];
  return (
    <Page title={t('offices.title')} lead={t('offices.lead')}>
      <Section title={t('offices.authorities')} note={t('offices.authorities.note')}>
        {error ? (
          <Failed
            error={error}
            again={() => {
              for (const query of asked) if (query.error) void query.refetch();
            }}
          />
        ) : null}
        {!known && !error && <Bones />}
        {known && offices.length === 0 && (
          <div className={css.empty}>
            <Nothing>{t('offices.none')}</Nothing>
            <Link to="/organisations" className={controls.button}>
              {t('offices.admit')}
            </Link>
          </div>
        )}
        {offices.length > 0 && <OfficeTable offices={offices} onChange={setChanging} />}
      </Section>
      {known && <Uncovered borders={uncovered(borders, offices)} all={borders.length} />}
      {changing && (
        <StateOffice
          key={changing.organisation.id}
          office={changing}
          borders={borders}
          onClose={() => setChanging(null)}
        />
      )}
    </Page>
  );
}

function OfficeTable({
  offices,
  onChange,
}: {
  offices: readonly Office[];
  onChange: (office: Office) => void;
}) {
  const { t, format } = useLanguage();
  return (
    <Table
      caption={t('offices.authorities')}
      columns={[t('offices.authority'), t('offices.borders')]}
      actions={t('offices.actions')}
    >
      {offices.map((office) => (
        <Row key={office.organisation.id} name={office.organisation.name}>
          <Cell>
            {office.crossings.length > 0 ? (
              office.crossings.map(({ name }) => name).join(format.table.list)
            ) : (
              <span className={css.nowhere}>{t('offices.nowhere')}</span>
            )}
          </Cell>
          <Actions>
            <Action
              name={t('offices.changeOf', { name: office.organisation.name })}
              onPress={() => onChange(office)}
            >
              {t('offices.change')}
            </Action>
          </Actions>
        </Row>
      ))}
    </Table>
  );
}

/** Where a declaration would wait for ever. */
function Uncovered({ borders, all }: { borders: readonly Border[]; all: number }) {
  const { t } = useLanguage();
  return (
    <Section
      title={t('offices.uncovered')}
      note={borders.length > 0 && t('offices.uncovered.note', { count: borders.length, all })}
    >
      <Nothing>{t(borders.length > 0 ? 'offices.uncovered.text' : 'offices.uncovered.none')}</Nothing>
      {borders.length > 0 && (
        <ul className={css.borders}>
          {borders.map(({ id, name, countries }) => (
            <li key={id}>
              <Link to="/crossings/$id" params={{ id }}>
                {name}
              </Link>{' '}
              <small>{countries}</small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
