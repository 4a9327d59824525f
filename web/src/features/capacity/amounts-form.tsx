/** The three amounts of a statement as fields, and back: an empty field takes the statement back, so that the pack's figure counts again. */
import type { Figure } from '../../api/freight.ts';
import { figureText } from '../../figure/index.ts';
import { Field } from '../../form/index.ts';
import { type Translate, useLanguage } from '../../i18n/index.ts';
import { amountIn } from './amounts.ts';
import css from './capacity.module.css';

export const amountFields = ['teu', 'reeferPlugs', 'weightKg'] as const;
export type AmountField = (typeof amountFields)[number];
export const kindOf = { teu: 'teu', reeferPlugs: 'reefer-plug', weightKg: 'weight-kg' } as const;
const amountsMax = { teu: 10_000, reeferPlugs: 10_000, weightKg: 100_000_000 } as const;

interface Props {
  figures: Readonly<Record<AmountField, Figure>>;
  /** Whose statement is changed: figures of anybody else are only what counts while the field is empty. */
  statedBy: string;
}

export function AmountFields({ figures, statedBy }: Props) {
  const { t, format } = useLanguage();
  return (
    <div className={css.amounts}>
      {amountFields.map((field) => {
        const figure = figures[field];
        const own = isOwn(figure, statedBy);
        return (
          <Field
            key={field}
            name={field}
            label={t(`capacity.kind.${kindOf[field]}`)}
            unit={t(`capacity.unit.typed.${kindOf[field]}`)}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            optional
            defaultValue={own ? (figure.value ?? '') : ''}
            placeholder={own ? '' : figureText(figure, t, format)}
          />
        );
      })}
    </div>
  );
}

const isOwn = (figure: Figure, statedBy: string): boolean =>
  figure.evidence.some(({ id }) => id === statedBy);

export function wrongAmounts(values: FormData, t: Translate): Record<string, string> {
  return Object.fromEntries(
    amountFields.flatMap((field) => {
      const amount = amountIn(values.get(field));
      const wrong = amount === undefined || (amount !== null && amount > amountsMax[field]);
      return wrong ? [[field, t('capacity.amount.wrong', { max: amountsMax[field] })]] : [];
    }),
  );
}

export const amountsIn = (values: FormData): Record<AmountField, number | null> => ({
  teu: amountIn(values.get('teu')) ?? null,
  reeferPlugs: amountIn(values.get('reeferPlugs')) ?? null,
  weightKg: amountIn(values.get('weightKg')) ?? null,
});
