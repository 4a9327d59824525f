import { ProblemError } from '../api/client.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './form.module.css';
import { refusalText } from './refusal-text.ts';

/** Why it was not done, and what to do; read out as soon as it stands there. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useLanguage();
  const { text, lang } = refusalText(error, t);
  const internal =
    error instanceof ProblemError && error.problem.code === 'internal' && error.problem.requestId;
  return (
    <div role="alert" className={css.refusal}>
      <p lang={lang}>{text}</p>
      {internal && <p className={css.request}>{t('shell.broken.request', { id: internal })}</p>}
    </div>
  );
}
