/** What stands around each claim of a text, and which indicators the claims belong to. */
import { type Claim, type Sentence, sentencesOf } from '@serai/extract';
import type { Corridor } from '../../../corridor/index.ts';
import { qualifierOf } from '../compare/contradictions/level.ts';
import type { Knowledge } from '../compare/knowledge.ts';
import { sentenceAt } from '../compare/reading.ts';
import { contentWords } from '../compare/words.ts';
import { type Attachment, attachmentsOf, says } from './claim-indicator.ts';

export interface ReadClaim {
  sentence: string;
  attachments: readonly Attachment[];
}

/** As many as there are claims, in their order. */
export function attachmentsIn(
  text: string,
  claims: readonly Omit<Claim, 'restates'>[],
  date: string | null,
  { corridor, knowledge }: { corridor: Corridor; knowledge: Knowledge },
): ReadClaim[] {
  const sentences = sentencesOf(text);
  const indicators = [...corridor.indicators.values()];
  const isParty = (id: string) => corridor.countries.has(id) || corridor.regions.has(id);
  const named = namesOfCategories(corridor);
  return claims.map((stored) => {
    // That an amount is said again in another currency does not matter: at most one of the two has the unit.
    const claim: Claim = { ...stored, restates: null };
    const found = sentenceAt(sentences, claim.start);
    if (!found) return { sentence: claim.quote, attachments: [] };
    const sentence = text.slice(found.start, found.end);
    const mentions = knowledge.names.in(found.tokens);
    const read = { ...found, text: sentence, words: contentWords(sentence), mentions };
    const qualifier = qualifierOf({ index: 0, claim, sentence: read });
    const categoryAmong = (categories: readonly string[]) =>
      categoryBeside(categories, named, [
        claim.quote,
        text.slice(claim.end, Math.min(found.end, claim.end + besideUnits)),
        text.slice(found.start, claim.start),
      ]);
    const around = {
      ...{
        sentence,
        before: sentenceBefore(text, sentences, found),
        qualifier,
        date,
        isParty,
        categoryAmong,
      },
    };
    return { sentence, attachments: attachmentsOf(claim, around, indicators) };
  });
}

/** How far behind a claim the name of its category stands: "229 cities in 26 European countries". */
const besideUnits = 30;

/** In the first of these places that names any, the only one it names: the quote, right behind it, the sentence before it. */
function categoryBeside(
  categories: readonly string[],
  named: ReadonlyMap<string, readonly string[]>,
  places: readonly string[],
): string | null {
  for (const text of places) {
    const told = categories.filter((category) => named.get(category)?.some((name) => says(text, name)));
    if (told.length > 0) return told.length === 1 ? (told[0] ?? null) : null;
  }
  return null;
}

function namesOfCategories(corridor: Corridor): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { subject, name, kind } of corridor.rows.names) {
    if (!subject.startsWith('category:') || kind === 'definition') continue;
    const id = subject.slice('category:'.length);
    named.set(id, [...(named.get(id) ?? []), name]);
  }
  return named;
}

/** In the same paragraph: no line ends between the two. */
function sentenceBefore(text: string, sentences: readonly Sentence[], here: Sentence): string {
  const before = sentences[sentences.indexOf(here) - 1];
  if (!before || text.slice(before.end, here.start).includes('\n')) return '';
  return text.slice(before.start, before.end);
}
