import type { ServiceCapacity } from '../../../api/capacity.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './services.module.css';

interface Props {
  services: readonly ServiceCapacity[];
  /** Absent for whoever may only look. */
  onState?: (service: ServiceCapacity) => void;
}

// a table whose rows are laid out as blocks on a phone keeps being one for screen readers only with its roles spelled out
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
const amounts = [
  ['teu', 'teu'],
  ['reeferPlugs', 'reefer-plug'],
  ['weightKg', 'weight-kg'],
] as const;

/** What is stated and what the pack says; each figure opens to who said it. */
export function ServiceTable({ services, onState }: Props) {
  const { t, format } = useLanguage();
  return (
    <table className={css.table} {...roles.table}>
      <caption className={controls.hidden}>{t('capacity.services.title')}</caption>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          <th scope="col" {...roles.columnheader}>
            {t('capacity.services.service')}
          </th>
          {amounts.map(([, kind]) => (
            <th key={kind} scope="col" {...roles.columnheader}>
              {t(`capacity.kind.${kind}`)}
            </th>
          ))}
          <th scope="col" {...roles.columnheader}>
            {t('capacity.goods')}
          </th>
          {onState && (
            <th scope="col" {...roles.columnheader}>
              <span className={controls.hidden}>{t('capacity.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        {services.map((service) => (
          <tr key={service.service.id} {...roles.row}>
            <th scope="row" {...roles.rowheader}>
              {service.service.name}
              <small>
                {service.stated && service.statedAt
                  ? t('capacity.services.statedAt', { date: format.date(service.statedAt, 'year') })
                  : t('capacity.services.unstated')}
              </small>
            </th>
            {amounts.map(([field, kind]) => (
              <td key={kind} {...roles.cell}>
                <span className={css.folded}>{t(`capacity.kind.${kind}`)} </span>
                <Figure
                  figure={service[field]}
                  label={`${t(`capacity.kind.${kind}`)}, ${service.service.name}`}
                  size="medium"
                />
              </td>
            ))}
            <td {...roles.cell}>
              <span className={css.folded}>{t('capacity.goods')} </span>
              {service.dangerousGoods.length > 0 ? (
                service.dangerousGoods.join(format.table.list)
              ) : (
                <span className={css.none}>{t('capacity.goods.none')}</span>
              )}
            </td>
            {onState && (
              <td {...roles.cell} className={css.actions}>
                <button
                  type="button"
                  className={controls.button}
                  aria-label={t('capacity.services.stateOf', { name: service.service.name })}
                  onClick={() => onState(service)}
                >
                  {t('capacity.services.state')}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
