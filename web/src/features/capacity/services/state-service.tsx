import { useQueryClient } from '@tanstack/react-query';
import { type ServiceCapacity, stateService } from '../../../api/capacity.ts';
import { Checks, Form } from '../../../form/index.ts';
import { type Translate, useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { AmountFields, amountsIn, wrongAmounts } from '../amounts-form.tsx';
import css from '../capacity.module.css';
import { capacityChanged } from '../changed.ts';

/** Classes and divisions of the rules for dangerous goods (RID, SMGS annex 2). */
const classes = [
  '1.1',
  '1.2',
  '1.3',
  '1.4',
  '1.5',
  '1.6',
  '2.1',
  '2.2',
  '2.3',
  '3',
  '4.1',
  '4.2',
  '4.3',
  '5.1',
  '5.2',
  '6.1',
  '6.2',
  '7',
  '8',
  '9',
] as const;

/** An operator says what every departure of the service carries. */
export function StateService({ capacity, onClose }: { capacity: ServiceCapacity; onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { service } = capacity;
  // a class that was stated and is not of the list stays a choice
  const offered = [...new Set([...classes, ...capacity.dangerousGoods])];
  return (
    <Modal title={service.name} onClose={onClose} wide>
      <Form
        submit={t('capacity.services.save')}
        check={(values) => wrongAmounts(values, t)}
        send={(values) =>
          stateService(
            service.id,
            {
              ...amountsIn(values),
              dangerousGoods: values.getAll('dangerousGoods').map(String),
              version: capacity.version,
            },
            tag,
          )
        }
        onDone={() => {
          announce(t('capacity.services.saved', { name: service.name }));
          void capacityChanged(queries);
          onClose();
        }}
      >
        <p className={css.words}>{t('capacity.services.state.text')}</p>
        <AmountFields figures={capacity} statedBy={`service-capacity:${service.id}`} />
        <Checks
          name="dangerousGoods"
          label={t('capacity.goods')}
          choices={offered.map((value) => ({ value, text: value, hint: className(value, t) }))}
          chosen={capacity.dangerousGoods}
          compact
        />
      </Form>
    </Modal>
  );
}

function className(value: string, t: Translate): string {
  const known = classes.find((each) => each === value);
  return known ? t(`capacity.class.${underscored(known)}`) : '';
}
type Underscored<Class extends string> = Class extends `${infer Main}.${infer Division}`
  ? `${Main}_${Division}`
  : Class;
const underscored = <Class extends string>(value: Class) => value.replace('.', '_') as Underscored<Class>;
