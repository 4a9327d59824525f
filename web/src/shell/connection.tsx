import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ServerUnreachable } from '../api/client.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './layout.module.css';

/** Says that the server does not answer, for as long as any question on the page is without its answer; and asks again. */
export function Connection() {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [down, setDown] = useState(false);
  useEffect(() => {
    const cache = queries.getQueryCache();
    const look = () =>
      setDown(
        cache.findAll({ type: 'active' }).some((query) => query.state.error instanceof ServerUnreachable),
      );
    const again = () =>
      void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' });
    const stop = cache.subscribe(look);
    const timer = setInterval(
      () =>
        cache.findAll({ type: 'active' }).some((query) => query.state.error instanceof ServerUnreachable) &&
        again(),
      15_000,
    );
    addEventListener('online', again);
    return () => {
      stop();
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [queries]);
  if (!down) return null;
  return (
    <div role="alert" className={css.down}>
      <p>{t('shell.down')}</p>
      <button
        type="button"
        className={css.again}
        onClick={() =>
          void queries.refetchQueries({
            type: 'active',
            predicate: (query) => query.state.status === 'error',
          })
        }
      >
        {t('shell.again')}
      </button>
    </div>
  );
}
