import { useLanguage } from '../i18n/index.ts';
import css from './layout.module.css';
import { chooseTheme, useTheme } from './theme.ts';

export function ThemeSwitch() {
  const { t } = useLanguage();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className={css.theme}
      onClick={() => chooseTheme(other)}
      aria-label={t(`shell.theme.${other}`)}
      title={t(`shell.theme.${other}`)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </button>
  );
}
