/** Terms as they are read, on the page and beside what somebody types over them. */
import type { CSSProperties } from 'react';
import type { BookingTerms } from '../../api/booking.ts';
import { type Translate, useLanguage } from '../../i18n/index.ts';
import css from './terms.module.css';
import { type Step, spanOf, stepsOf } from './terms.ts';

/** Time runs to the right, up to the closing of loading; how high a step stands is what it costs. */
export function Fees({ fees }: { fees: BookingTerms['fees'] }) {
  const { t, format } = useLanguage();
  const steps = stepsOf(fees);
  return (
    <>
      {fees.length > 0 && (
        <div className={css.stair} aria-hidden="true">
          {steps.map((step) => (
            <span
              key={step.fromHours ?? 'first'}
              style={{ '--hours': hoursOf(step, steps) } as CSSProperties}
            >
              <i style={{ '--percent': step.percent } as CSSProperties} />
            </span>
          ))}
        </div>
      )}
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step.fromHours ?? 'first'}>
            <span className={css.percent} data-free={step.percent === 0}>
              {step.percent === 0 ? t('terms.free') : format.percent(step.percent)}
            </span>
            <span>{whenText(step, t)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

export function Holding({ terms }: { terms: BookingTerms }) {
  const { t } = useLanguage();
  return (
    <dl className={css.holding}>
      <dt>{t('terms.hold')}</dt>
      <dd>{spanText(terms.holdMinutes, t)}</dd>
      <dt>{t('terms.offer')}</dt>
      <dd>{spanText(terms.offerMinutes, t)}</dd>
    </dl>
  );
}

export const spanText = (minutes: number, t: Translate): string =>
  spanOf(minutes)
    .map(({ unit, count }) => t(`terms.span.${unit}`, { count }))
    .join(' ');

function whenText({ fromHours, untilHours }: Step, t: Translate): string {
  const span = (hours: number) => spanText(hours * 60, t);
  if (fromHours === null)
    return untilHours === null ? t('terms.always') : t('terms.until', { span: span(untilHours) });
  return untilHours === null
    ? t('terms.from', { span: span(fromHours) })
    : t('terms.between', { from: span(fromHours), until: span(untilHours) });
}

/** The first step has no beginning: it is drawn a third longer than all the others. */
function hoursOf({ fromHours, untilHours }: Step, steps: readonly Step[]): number {
  const first = steps[0]?.untilHours ?? 0;
  return fromHours === null ? Math.max(first / 3, 1) : Math.max(fromHours - (untilHours ?? 0), first / 40);
}
