/** A plant or town stands where the corridor's register has it. */
import { named, quoteOf, spot } from '../finding.ts';
import { wordsKey } from '../knowledge.ts';
import type { Rule } from './rule.ts';

export const placeOfAsset: Rule = {
  name: 'place-of-asset',
  inText(reading, knowledge) {
    return reading.claims.flatMap((claim, index) => {
      const { subject, place } = claim;
      if (claim.measure !== 'location' || !subject || !place || knowledge.borderPlaces.has(subject))
        return [];
      const homes = homesOf(claim.quote, reading.sentences, claim.start, subject, knowledge);
      // A name that stands in several countries proves nothing, and one nobody registered even less.
      if (homes.size !== 1 || homes.has(place)) return [];
      const [home = ''] = homes;
      const asset = knowledge.assets.get(subject);
      return [
        {
          check: 'place-of-asset',
          class: 'error' as const,
          spots: [spot(reading, index)],
          message: asset ? 'place-of-asset' : 'place-of-town',
          values: {
            asset: named(subject),
            said: named(place),
            home: named(home),
            district: asset?.district || 'none',
            quote: quoteOf(claim),
          },
          steps: [...(asset?.sources ?? []).map((source) => `${source}: ${home}`), `${home} ≠ ${place}`],
        },
      ];
    });
  },
};

/** Every country that has something of the name as the text writes it. */
function homesOf(
  quote: string,
  sentences: readonly {
    start: number;
    end: number;
    text: string;
    mentions: readonly { id: string; from: number; to: number }[];
    tokens: readonly { start: number; end: number }[];
  }[],
  at: number,
  subject: string,
  { homes }: { homes: ReadonlyMap<string, ReadonlySet<string>> },
): ReadonlySet<string> {
  const sentence = sentences.find(({ start, end }) => at >= start && at < end);
  const mention = sentence?.mentions.find(
    ({ id, from }) =>
      id === subject &&
      (sentence.tokens[from]?.start ?? 0) >= at &&
      (sentence.tokens[from]?.start ?? 0) < at + quote.length,
  );
  if (!sentence || !mention) return new Set();
  const [first, last] = [sentence.tokens[mention.from], sentence.tokens[mention.to - 1]];
  const name = sentence.text.slice((first?.start ?? 0) - sentence.start, (last?.end ?? 0) - sentence.start);
  return homes.get(wordsKey(name)) ?? homes.get(wordsKey(name.replace(/['’]s$/, ''))) ?? new Set();
}
