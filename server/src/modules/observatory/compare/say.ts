/** Findings in a reader's language: messages of locales/<lang>/findings.json, names of the corridor from its pack. */
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../../../../locales/en/findings.json' with { type: 'json' };
import ru from '../../../../../locales/ru/findings.json' with { type: 'json' };
import zh from '../../../../../locales/zh/findings.json' with { type: 'json' };
import type { Knowledge } from './knowledge.ts';

export type FindingKey = keyof typeof en;
const texts: Record<string, Record<FindingKey, string>> = { en, zh, ru };

/** The catalogue's language nearest to a tag such as `zh-CN`; English where there is none. */
export const languageOf = (tag: string): string => {
  const primary = tag.toLowerCase().split(/[-_.]/)[0] ?? '';
  return primary in texts ? primary : 'en';
};

export function say(
  lang: string,
  key: string,
  values: Readonly<Record<string, string | number>>,
  knowledge: Knowledge,
): string {
  if (!Object.hasOwn(en, key)) throw new Error(`no message ${key}`);
  return String(
    new IntlMessageFormat((texts[lang] ?? en)[key as FindingKey], lang).format(
      shown(values, lang, knowledge),
    ),
  );
}

/** `@KZ` and `@asset:zhanatas` by their names; several are joined as they stand. */
export function shown<Value extends string | number>(
  values: Readonly<Record<string, Value>>,
  lang: string,
  { nameOf }: Pick<Knowledge, 'nameOf'>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value.replace(/@([A-Za-z]+(?::[a-z0-9-]+|(?:-[a-z]+)*))/g, (_all, id: string) => nameOf(id, lang))
        : value,
    ]),
  );
}
