import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { root } from '../root.ts';

/** Subject and text of a letter, from locales/<language>/mail.json; English where there is none in that language. */
export function words(
  language: string,
  letter: 'invitation' | 'reset' | 'offer',
  values: Readonly<Record<string, string | number | Date>>,
): { subject: string; text: string } {
  const catalogue = catalogueOf(language) ?? catalogueOf('en')!;
  const say = (part: 'subject' | 'text') =>
    String(
      new IntlMessageFormat(catalogue.messages[`${letter}.${part}`]!, catalogue.language).format(values),
    );
  // What somebody has called their organisation must not begin another header.
  return { subject: say('subject').replaceAll(/\s+/g, ' '), text: say('text') };
}

interface Catalogue {
  language: string;
  messages: Record<string, string>;
}
const read = new Map<string, Catalogue | null>();
function catalogueOf(language: string): Catalogue | null {
  const known = read.get(language);
  if (known !== undefined) return known;
  let catalogue: Catalogue | null = null;
  if (/^[a-z]{2,3}(-[A-Za-z]+)?$/.test(language))
    try {
      const text = readFileSync(join(root, 'locales', language, 'mail.json'), 'utf8');
      catalogue = { language, messages: JSON.parse(text) };
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem;
    }
  // Only what there is a file for: a caller chooses the language.
  if (catalogue) read.set(language, catalogue);
  return catalogue;
}
