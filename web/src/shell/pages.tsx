import { Link } from '@tanstack/react-router';
import { ProblemError, ServerUnreachable } from '../api/client.ts';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './pages.module.css';
import { usePageTitle } from './title.ts';

export function NotFoundPage() {
  const { t } = useLanguage();
  usePageTitle(t('shell.missing.title'));
  return (
    <div className={css.plain}>
      <h1>{t('shell.missing.title')}</h1>
      <p>{t('shell.missing.text')}</p>
      <Link to="/" className={controls.primary}>
        {t('shell.missing.home')}
      </Link>
    </div>
  );
}

/** What a page shows when it could not be drawn, in the reader's words and not the server's; and a way on. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useLanguage();
  const refused = error instanceof ProblemError ? error.problem : undefined;
  const missing = refused?.status === 404;
  const title = missing ? t('shell.missing.title') : t('shell.broken.title');
  usePageTitle(title);
  return (
    <div className={css.plain} role="alert">
      <h1>{title}</h1>
      <p>
        {t(
          missing
            ? 'shell.missing.text'
            : error instanceof ServerUnreachable
              ? 'shell.down.page'
              : 'shell.broken.text',
        )}
      </p>
      {!missing && refused?.requestId && (
        <p className={css.quiet}>{t('shell.broken.request', { id: refused.requestId })}</p>
      )}
      <div className={css.ways}>
        {!missing && reset && (
          <button type="button" className={controls.primary} onClick={reset}>
            {t('shell.again')}
          </button>
        )}
        <Link to="/" className={controls.button}>
          {t('shell.missing.home')}
        </Link>
      </div>
    </div>
  );
}

export function LoadingPage() {
  const { t } = useLanguage();
  return (
    <div className={css.plain} aria-busy="true">
      <p className={controls.hidden}>{t('shell.loading')}</p>
      <div className={`${css.bone} ${css.boneTitle}`} />
      <div className={css.bone} />
      <div className={css.bone} />
    </div>
  );
}
