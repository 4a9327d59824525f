/** A claim where it stands, as readers see it: in which article, and the sentence around it. */
import { sentencesOf } from '@serai/extract';
import type { Kysely } from 'kysely';
import type { Ledger } from '../../../ledgers/evidence/index.ts';
import type { FindingAnswer } from '../api.ts';
import { namesOf } from './article.store.ts';

export type SpotAnswer = FindingAnswer['spots'][number];

/** By the claims' ids; those of articles that are not there are left out. */
export async function spotsOf<T>(
  db: Kysely<T>,
  evidence: Ledger,
  ids: readonly string[],
): Promise<Map<string, SpotAnswer>> {
  const ledger = evidence.readIn(db);
  const claims = await ledger.claimsById([...new Set(ids)]);
  const versions = [...new Set(claims.map(({ version }) => version))];
  const names = await namesOf(db, versions);
  const texts = new Map((await ledger.versions(versions)).map(({ id, text }) => [id, text]));
  return new Map(
    claims.flatMap(({ id, version, start, quote }): [string, SpotAnswer][] => {
      const article = names.get(version);
      const text = texts.get(version);
      if (!article || text === undefined) return [];
      const { title, publisher, date } = article;
      return [
        [
          id,
          {
            claim: id,
            article: version,
            title,
            publisher,
            date,
            quote,
            ...sentenceAround(text, start, quote.length),
          },
        ],
      ];
    }),
  );
}

/** Further than this from a claim no sentence is looked for: a text may be megabytes long. */
const reach = 3_000;
const sentenceMax = 1_000;

/** Its sentence, or what stands near it in one that never ends. */
export function sentenceAround(
  text: string,
  start: number,
  length: number,
): { sentence: string; at: number } {
  const before = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const from = Math.max(before, start - reach);
  const line = text.slice(from, start + length + reach);
  const found = sentencesOf(line).find(
    (each) => from + each.start <= start && start + length <= from + each.end,
  );
  if (found && found.end - found.start <= sentenceMax)
    return { sentence: line.slice(found.start, found.end), at: start - from - found.start };
  const near = Math.max(from, start - 200);
  return { sentence: text.slice(near, start + length + 200), at: start - near };
}
