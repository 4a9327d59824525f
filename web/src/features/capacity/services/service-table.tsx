import type { ServiceCapacity } from '../../../api/capacity.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Actions, Cell, Row, Table } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './services.module.css';

interface Props {
  services: readonly ServiceCapacity[];
  /** Absent for whoever may only look. */
  onState?: (service: ServiceCapacity) => void;
}

const amounts = [
  ['teu', 'teu'],
  ['reeferPlugs', 'reefer-plug'],
  ['weightKg', 'weight-kg'],
] as const;

/** What is stated and what the pack says; each figure opens to who said it. */
export function ServiceTable({ services, onState }: Props) {
  const { t, format } = useLanguage();
  return (
    <Table
      className={css.table}
      caption={t('capacity.services.title')}
      columns={[
        t('capacity.services.service'),
        ...amounts.map(([, kind]) => t(`capacity.kind.${kind}`)),
        t('capacity.goods'),
      ]}
      actions={onState && t('capacity.actions')}
    >
      {services.map((service) => (
        <Row
          key={service.service.id}
          name={
            <>
              {service.service.name}
              <small>
                {service.stated && service.statedAt
                  ? t('capacity.services.statedAt', { date: format.date(service.statedAt, 'year') })
                  : t('capacity.services.unstated')}
              </small>
            </>
          }
        >
          {amounts.map(([field, kind]) => (
            <Cell key={kind}>
              <span className={css.folded}>{t(`capacity.kind.${kind}`)} </span>
              <Figure
                figure={service[field]}
                label={`${t(`capacity.kind.${kind}`)}, ${service.service.name}`}
                size="medium"
              />
            </Cell>
          ))}
          <Cell>
            <span className={css.folded}>{t('capacity.goods')} </span>
            {service.dangerousGoods.length > 0 ? (
              service.dangerousGoods.join(format.table.list)
            ) : (
              <span className={css.none}>{t('capacity.goods.none')}</span>
            )}
          </Cell>
          {onState && (
            <Actions>
              <button
                type="button"
                className={controls.button}
                aria-label={t('capacity.services.stateOf', { name: service.service.name })}
                onClick={() => onState(service)}
              >
                {t('capacity.services.state')}
              </button>
            </Actions>
          )}
        </Row>
      ))}
    </Table>
  );
}
