export type { Format } from './format.ts';
export type { Language } from './language.tsx';
export { LanguageProvider, loadLocale, preferredLanguage, useLanguage } from './language.tsx';
export type { MessageFiles, MessageKey, MessageValues, Translate } from './messages.ts';
