import type { CapacityKind } from '../../../api/capacity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import css from './lanes.module.css';

const shades = ['empty', 'quarter', 'half', 'most', 'nearly', 'full'] as const;

/** What the colours mean; each cell says it in numbers too. */
export function Legend({ kind }: { kind: CapacityKind }) {
  const { t } = useLanguage();
  return (
    <div className={css.legend}>
      <p>{t('capacity.legend.what', { unit: t(`capacity.unit.${kind}`) })}</p>
      <ul>
        {shades.map((shade) => (
          <li key={shade}>
            <i data-shade={shade} className={css.swatch} />
            {t(`capacity.legend.${shade}`)}
          </li>
        ))}
        <li>
          <i data-shade="unsaid" className={css.swatch} />
          {t('capacity.unsaid')}
        </li>
        <li>
          <i className={css.dot}>·</i>
          {t('capacity.legend.none')}
        </li>
      </ul>
    </div>
  );
}
