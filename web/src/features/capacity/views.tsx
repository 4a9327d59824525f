import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/index.ts';
import './messages.ts';
import css from './capacity.module.css';

/** The two ways to look at capacity. */
export function Views() {
  const { t } = useLanguage();
  return (
    <nav className={css.views} aria-label={t('capacity.views')}>
      <Link to="/capacity/lanes" activeOptions={{ includeSearch: false }}>
        {t('capacity.views.lanes')}
      </Link>
      <Link to="/capacity" activeOptions={{ exact: true, includeSearch: false }}>
        {t('capacity.views.services')}
      </Link>
    </nav>
  );
}
