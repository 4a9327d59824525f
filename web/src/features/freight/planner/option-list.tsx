import type { PlanAnswer } from '../../../api/freight.ts';
import { KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Sorting } from '../../../journey/address.ts';
import { sortings } from '../../../journey/address.ts';
import { spanOf } from '../../../journey/strip.ts';
import controls from '../../../styles/controls.module.css';
import { OptionCard } from './option-card.tsx';
import css from './options.module.css';
import { sortOptions } from './sort.ts';

interface Props {
  answer: PlanAnswer;
  sorting: Sorting;
  chosenId: string | undefined;
  /** True while a newer answer is on its way: what is shown still belongs to the question before. */
  stale: boolean;
  /** True where the address names a way that is not offered any more. */
  gone: boolean;
  onSort: (sorting: Sorting) => void;
  onChoose: (id: string) => void;
}

export function OptionList({ answer, sorting, chosenId, stale, gone, onSort, onChoose }: Props) {
  const { t } = useLanguage();
  const span = spanOf(answer.options, answer.readyAt);
  return (
    <section aria-labelledby="ways" data-stale={stale} className={css.section}>
      <div className={css.bar}>
        <h2 id="ways" className={css.count}>
          {t('freight.ways', { count: answer.options.length, considered: answer.considered })}
        </h2>
        <label>
          <span className={controls.hidden}>{t('freight.sort')}</span>
          <select
            className={controls.pill}
            value={sorting}
            onChange={(event) => onSort(sortings.find((found) => found === event.target.value) ?? 'soonest')}
          >
            {sortings.map((found) => (
              <option key={found} value={found}>
                {t(`freight.sort.${found}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {gone && (
        <p className={css.gone} role="status">
          {t('freight.way.gone')}
        </p>
      )}
      <ol className={css.cards}>
        {sortOptions(answer.options, sorting).map((option) => (
          <OptionCard
            key={option.id}
            answer={answer}
            option={option}
            span={span}
            chosen={option.id === chosenId}
            onChoose={() => onChoose(option.id)}
          />
        ))}
      </ol>
      <p className={css.legend}>
        {(['model', 'reported', 'official', 'metered'] as const).map((kind) => (
          <span key={kind}>
            <KindMark kind={kind} /> {t(`shell.kind.${kind}`)}
          </span>
        ))}
        <span>{t('freight.legend')}</span>
      </p>
    </section>
  );
}

/** The shape of what is coming, at its size, so that nothing jumps when it comes. */
export function OptionBones() {
  const { t } = useLanguage();
  return (
    <section aria-busy="true" className={css.section}>
      <div className={css.bar}>
        <p className={css.count}>{t('freight.looking')}</p>
      </div>
      <div className={css.cards}>
        <div className={css.bone} />
        <div className={css.bone} />
        <div className={css.bone} />
      </div>
    </section>
  );
}
