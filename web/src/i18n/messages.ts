/** Messages in ICU MessageFormat, keyed `module.key`; the English files are the list of keys, so that a missing one is a type error. */
import { IntlMessageFormat } from 'intl-messageformat';
import type freight from '../../../locales/en/freight.json';
import type shell from '../../../locales/en/shell.json';

type Keys<Module extends string, File> = `${Module}.${Extract<keyof File, string>}`;

/** One entry a file of `locales/en/`; a feature adds its own by declaration merging beside its pages. */
export interface MessageFiles {
  shell: typeof shell;
  freight: typeof freight;
}
export type MessageKey = {
  [Module in Extract<keyof MessageFiles, string>]: Keys<Module, MessageFiles[Module]>;
}[Extract<keyof MessageFiles, string>];
export type MessageValues = Record<string, string | number>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

export function translator(tag: string, messages: Readonly<Record<string, string>>): Translate {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const text = messages[key];
    // a test keeps the files complete; a key that is missing all the same is shown, not hidden
    if (text === undefined) return key;
    if (!text.includes('{') && !text.includes("'")) return text;
    let format = parsed.get(key);
    if (!format) {
      format = new IntlMessageFormat(text, pluralLocale(tag), undefined, { ignoreTag: true });
      parsed.set(key, format);
    }
    return String(format.format(values));
  };
}

/** A language without plural rules (Tajik) must not silently take those of the reader's machine. */
function pluralLocale(tag: string): string {
  return Intl.PluralRules.supportedLocalesOf(tag).length > 0 ? tag : 'en';
}
