import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './layout.module.css';

/** A plain select: on a phone it is the system's own wheel, and it carries any number of languages. */
export function LanguageSwitch() {
  const { t, tag, all, choose } = useLanguage();
  return (
    <label className={css.language}>
      <span className={controls.hidden}>{t('shell.language.label')}</span>
      <span aria-hidden="true" className={css.shorts}>
        {all.map((language) => (
          <span key={language.tag} className={css.short} data-chosen={language.tag === tag}>
            {language.short}
          </span>
        ))}
      </span>
      <select className={css.select} value={tag} onChange={(event) => choose(event.target.value)}>
        {all.map((language) => (
          <option key={language.tag} value={language.tag} lang={language.tag}>
            {language.name}
          </option>
        ))}
      </select>
    </label>
  );
}
