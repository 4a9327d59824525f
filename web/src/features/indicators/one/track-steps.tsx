import type { Projection } from '../../../api/indicators.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import { stepText } from './step-text.ts';
import css from './steps.module.css';

/** How the figure came about: each step in the reader's words, and beside it the arithmetic, digit by digit. */
export function TrackSteps({
  steps,
  formula,
  amount,
}: Pick<Projection, 'steps' | 'formula'> & {
  /** An amount of the indicator, as the page writes it. */
  amount: (exact: string) => string;
}) {
  const language = useLanguage();
  if (steps.length === 0) return null;
  return (
    <details className={css.steps} open>
      <summary>{language.t('indicators.track.steps')}</summary>
      <p className={css.formula} translate="no">
        {formula}
      </p>
      <ol>
        {steps.map((step) => (
          <li key={step.text}>
            {stepText(step, language, amount)}
            <code translate="no">{step.text}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}
