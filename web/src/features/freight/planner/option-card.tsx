import { useId } from 'react';
import type { Option, PlanAnswer } from '../../../api/freight.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { leftOnWay, leftText } from '../../../journey/left.ts';
import { OptionStrip } from '../../../journey/option-strip.tsx';
import type { Span } from '../../../journey/strip.ts';
import { riskText, viaText } from '../../../journey/words.ts';
import css from './options.module.css';

interface Props {
  answer: PlanAnswer;
  option: Option;
  span: Span;
  chosen: boolean;
  onChoose: () => void;
}

/** One way worth choosing: when, how much, through where, and how sure. The whole card chooses it; its figures open their evidence. */
export function OptionCard({ answer, option, span, chosen, onChoose }: Props) {
  const language = useLanguage();
  const { t, format } = language;
  const id = useId();
  const left = leftOnWay(option.rides, answer.teu);
  const zone = option.legs.at(-1)?.to.zone;
  const arrival = format.date(option.arrival.p50, 'weekday', zone);
  return (
    <li className={css.card} data-chosen={chosen}>
      <button
        type="button"
        className={css.choose}
        aria-pressed={chosen}
        aria-labelledby={`${id}-when ${id}-late ${id}-via`}
        onClick={onChoose}
      />
      <div className={css.head}>
        <p className={css.when}>
          <span id={`${id}-when`}>
            <Figure
              figure={option.transit}
              label={t('freight.option.transit', { to: answer.to.name })}
              text={arrival}
              size="medium"
              mark={false}
            />
          </span>{' '}
          <span id={`${id}-late`} className={css.late}>
            {t('freight.option.late', { day: format.date(option.arrival.p90, 'day', zone) })}
          </span>
        </p>
        <Figure figure={option.cost} label={t('freight.cost')} size="medium" />
      </div>
      <p id={`${id}-via`} className={css.via}>
        {viaText(option, language)}
      </p>
      <OptionStrip option={option} readyAt={answer.readyAt} span={span} />
      <div className={css.foot}>
        <span>
          <Figure figure={option.co2} label={t('freight.co2')} /> {t('freight.leg.co2')}
        </span>
        <span>{t('freight.option.transfers', { count: option.transfers })}</span>
        <span className={css.risk} data-level={option.risk.level}>
          <Figure
            figure={option.risk.figure}
            label={t('freight.risk')}
            text={riskText(option, language)}
            sans
            mark={false}
          />
        </span>
      </div>
      {(option.best.length > 0 || left) && (
        <p className={css.tail}>
          <span className={css.best}>
            {option.best.map((criterion) => t(`freight.best.${criterion}`)).join(' · ')}
          </span>
          {left && (
            <span className={css.left} data-level={left.level}>
              {leftText(left, language)}
            </span>
          )}
        </p>
      )}
    </li>
  );
}
