import { useQuery } from '@tanstack/react-query';
import type { AuditFilter } from '../../../api/audit.ts';
import { organisationsQuery } from '../../../api/identity.ts';
import { DateField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './audit.module.css';
import { nouns } from './sentence.ts';

interface Props {
  filter: AuditFilter;
  onChange: (change: AuditFilter) => void;
}

/** The filters stand in the address, so that what was found can be sent to somebody. */
export function AuditFilters({ filter, onChange }: Props) {
  const { t, tag } = useLanguage();
  const { data } = useQuery(organisationsQuery(tag));
  const set = (name: keyof AuditFilter) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value });
  return (
    <form
      className={css.filters}
      aria-label={t('identity.audit.filter')}
      onSubmit={(event) => event.preventDefault()}
    >
      <label>
        <span className={controls.label}>{t('identity.audit.about')}</span>
        <select className={controls.input} value={filter.what ?? ''} onChange={set('what')}>
          <option value="">{t('identity.audit.everything')}</option>
          {nouns.map((noun) => (
            <option key={noun} value={noun}>
              {t(`identity.audit.noun.${noun}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className={controls.label}>{t('identity.corner.organisation')}</span>
        <select className={controls.input} value={filter.organisation ?? ''} onChange={set('organisation')}>
          <option value="">{t('identity.audit.everybody')}</option>
          {data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <DateField
        label={t('identity.audit.from')}
        value={filter.from ?? ''}
        max={filter.to}
        past
        onChange={(from) => onChange({ from })}
      />
      <DateField
        label={t('identity.audit.to')}
        value={filter.to ?? ''}
        min={filter.from}
        past
        onChange={(to) => onChange({ to })}
      />
      {(filter.subject || filter.person) && (
        <button type="button" className={controls.pill} onClick={() => onChange({ subject: '', person: '' })}>
          {t(filter.subject ? 'identity.audit.only.subject' : 'identity.audit.only.person')}
          <span aria-hidden="true"> ×</span>
        </button>
      )}
    </form>
  );
}

/** The address holds days of the reader's own calendar; the server is asked for instants. */
export function instantsOf({ from, to, ...rest }: AuditFilter): AuditFilter {
  const midnight = (day: string | undefined, daysLater = 0): string | undefined => {
    const [year, month, date] = (day ?? '').split('-').map(Number);
    if (!year || !month || !date) return undefined;
    return new Date(year, month - 1, date + daysLater).toISOString();
  };
  const [begin, end] = [midnight(from), midnight(to, 1)];
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
  return { ...given, ...(begin ? { from: begin } : {}), ...(end ? { to: end } : {}) };
}
