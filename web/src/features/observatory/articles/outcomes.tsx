import { Link } from '@tanstack/react-router';
import { codeText, refusalText } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import css from './intake.module.css';
import type { Outcome } from './taking.ts';

/** Each file by its name: on its way, taken in, known already, or refused and why. */
export function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const { t } = useLanguage();
  if (outcomes.length === 0) return null;
  const ended = outcomes.filter(({ state }) => state === 'done' || state === 'refused').length;
  const isUnderWay = ended < outcomes.length;
  return (
    <div className={css.outcomes}>
      {isUnderWay && (
        <div className={css.progress}>
          <progress max={outcomes.length} value={ended} aria-label={t('observatory.intake.progressLabel')} />
          <p role="status">{t('observatory.intake.progress', { done: ended, all: outcomes.length })}</p>
        </div>
      )}
      <ul aria-label={t('observatory.intake.outcomes')}>
        {outcomes.map((outcome, index) => (
          // two files may have one name, and their order does not change
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} data-state={outcome.state}>
            <span className={css.name}>{outcome.name}</span> <Became outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Became({ outcome }: { outcome: Outcome }) {
  const { t } = useLanguage();
  if (outcome.state === 'waiting' || outcome.state === 'reading')
    return <small>{t(`observatory.intake.state.${outcome.state}`)}</small>;
  if (outcome.state === 'refused') {
    const { refusal, problem } = outcome;
    const { text, lang } = refusal ? codeText(refusal, t) : refusalText(problem, t);
    return <em lang={lang}>{text}</em>;
  }
  return (
    <>
      <Link to="/articles/$id" params={{ id: outcome.article ?? '' }}>
        {t('observatory.intake.open', { count: outcome.figures ?? 0 })}
      </Link>
      {!outcome.isNew && <small>{t('observatory.intake.known')}</small>}
    </>
  );
}
