declare module 'virtual:serai-locales' {
  export const languages: readonly import('./build.ts').LanguageLabel[];
  export const load: Readonly<Record<string, () => Promise<{ default: import('./build.ts').Locale }>>>;
}
