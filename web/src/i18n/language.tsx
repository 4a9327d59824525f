import { languages, load } from 'virtual:serai-locales';
import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { LanguageLabel, Locale } from './build.ts';
import type { Format } from './format.ts';
import { formatFor } from './format.ts';
import type { Translate } from './messages.ts';
import { translator } from './messages.ts';

/** The reader's language: its messages, its formats, and how to change it. */
export interface Language {
  tag: string;
  t: Translate;
  format: Format;
  all: readonly LanguageLabel[];
  choose: (tag: string) => void;
}

const LanguageContext = createContext<Language | null>(null);
const remembered = 'serai.language';

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('useLanguage is called outside LanguageProvider');
  return language;
}

/** What the reader chose, else the first of the browser's languages we have, else English. */
export function preferredLanguage(): string {
  const tags = languages.map((language) => language.tag);
  const wanted = [recall(), ...navigator.languages].flatMap((tag) =>
    tag ? [tag, tag.split('-')[0] ?? tag] : [],
  );
  return wanted.find((tag) => tags.includes(tag)) ?? 'en';
}

export async function loadLocale(tag: string): Promise<Locale> {
  const found = load[tag] ?? load.en;
  if (!found) throw new Error(`There is no folder locales/${tag}.`);
  return (await found()).default;
}

export function LanguageProvider({ first, children }: { first: Locale; children: ReactNode }) {
  const [locale, setLocale] = useState(first);
  const choose = useCallback((tag: string) => {
    remember(tag);
    loadLocale(tag).then(setLocale, () => undefined);
  }, []);
  const { tag } = locale.table;
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  const language = useMemo<Language>(
    () => ({
      tag,
      t: translator(tag, locale.messages),
      format: formatFor(locale.table),
      all: languages,
      choose,
    }),
    [tag, locale, choose],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

// storage may be refused (private windows): the choice then lasts as long as the page
function recall(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}
function remember(tag: string): void {
  try {
    localStorage.setItem(remembered, tag);
  } catch {}
}
