import { useQueryClient } from '@tanstack/react-query';
import { type DepartureCapacity, type Pool, stateDeparture } from '../../../api/capacity.ts';
import type { Figure } from '../../../api/freight.ts';
import { Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { type AmountField, AmountFields, amountsIn, kindOf, wrongAmounts } from '../amounts-form.tsx';
import css from '../capacity.module.css';
import { capacityChanged } from '../changed.ts';

/** An operator says what this one departure carries, whatever its service does. */
export function StateDeparture({
  departure,
  onClose,
}: {
  departure: DepartureCapacity;
  onClose: () => void;
}) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const pools = departure.segments[0]?.pools ?? [];
  return (
    <Modal title={t('capacity.departure.state')} onClose={onClose} wide>
      <Form
        submit={t('capacity.departure.save')}
        check={(values) => wrongAmounts(values, t)}
        send={(values) =>
          stateDeparture(departure.run, { ...amountsIn(values), version: departure.version }, tag)
        }
        onDone={() => {
          announce(t('capacity.departure.saved'));
          void capacityChanged(queries);
          onClose();
        }}
      >
        <p className={css.words}>{t('capacity.departure.state.text')}</p>
        <AmountFields figures={figuresOf(pools)} statedBy={`departure-capacity:${departure.run}`} />
      </Form>
    </Modal>
  );
}

/** All stretches of a departure have one capacity of each kind. */
function figuresOf(pools: readonly Pool[]): Record<AmountField, Figure> {
  const of = (field: AmountField): Figure =>
    pools.find(({ kind }) => kind === kindOf[field])?.capacity ?? {
      value: null,
      unit: '',
      kind: 'unknown',
      evidence: [],
    };
  return { teu: of('teu'), reeferPlugs: of('reeferPlugs'), weightKg: of('weightKg') };
}
