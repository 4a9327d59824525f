/**
 * The build's side of languages (runs in Node, never in a browser): every folder of `locales/` is a language, and gets one
 * chunk with its messages and its format table. Adding a language is adding a folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { LocaleTable } from './table.ts';
import { localeTable } from './table.ts';

export type Messages = Record<string, string>;

/** What a page knows of every language before it loads one. */
export interface LanguageLabel {
  tag: string;
  short: string;
  name: string;
}

export interface Locale {
  messages: Messages;
  table: LocaleTable;
}

export function languageTags(folder: string): string[] {
  const tags = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  // English first because it is what everything falls back to
  return tags
    .map((entry) => entry.name)
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || b.localeCompare(a));
}

/** All messages of a language as `module.key`. */
export function readMessages(folder: string, tag: string): Messages {
  const messages: Messages = {};
  for (const file of readdirSync(join(folder, tag)).sort()) {
    if (!file.endsWith('.json')) continue;
    const module = file.slice(0, -'.json'.length);
    const rows = JSON.parse(readFileSync(join(folder, tag, file), 'utf8')) as Messages;
    for (const [key, text] of Object.entries(rows)) messages[`${module}.${key}`] = text;
  }
  return messages;
}

export function readLocale(folder: string, tag: string): Locale {
  // a language on its way speaks English where it has no words yet
  const messages = { ...readMessages(folder, 'en'), ...readMessages(folder, tag) };
  return { messages, table: localeTable(tag, messages['shell.language.formats'] ?? tag) };
}

export function locales(folder: string): Plugin {
  const list = 'virtual:serai-locales';
  const one = 'virtual:serai-locale/';
  return {
    name: 'serai-locales',
    resolveId: (id) => (id === list || id.startsWith(one) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${list}`) {
        const tags = languageTags(folder);
        const labels: LanguageLabel[] = tags.map((tag) => {
          const messages = readMessages(folder, tag);
          return {
            tag,
            short: messages['shell.language.short'] ?? tag,
            name: messages['shell.language.name'] ?? tag,
          };
        });
        const loads = tags.map((tag) => `${JSON.stringify(tag)}: () => import(${JSON.stringify(one + tag)})`);
        return `export const languages = ${JSON.stringify(labels)};\nexport const load = {${loads.join(', ')}};`;
      }
      if (!id.startsWith(`\0${one}`)) return undefined;
      const tag = id.slice(one.length + 1);
      for (const file of readdirSync(join(folder, tag))) this.addWatchFile(join(folder, tag, file));
      return `export default ${JSON.stringify(readLocale(folder, tag))};`;
    },
  };
}
