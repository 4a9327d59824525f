import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './board.module.css';

/** An empty board says how the first booking is made. */
export function NothingBooked() {
  const { t } = useLanguage();
  return (
    <section className={css.empty}>
      <h2>{t('booking.empty.title')}</h2>
      <ol>
        {(['plan', 'hold', 'confirm'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`booking.empty.${step}`)}</strong>
            <p>{t(`booking.empty.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      <Link to="/" className={controls.primary}>
        {t('shell.missing.home')}
      </Link>
    </section>
  );
}
