/** Texts that ask too much: kept and read, and said to be so. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../api.ts';
import { compareTriesMax } from './article.store.ts';
import { comparedMax } from './article.ts';
import { Comparison } from './comparing.ts';
import { type TestSite, testSite } from './testing.ts';

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.end());

const taken = async (text: string, title: string): Promise<string> => {
  const { body } = await site.ask<{ items: { article: string }[] }>('/articles', {
    post: { text, title },
  });
  return body.items[0]!.article; // one was sent
};
const article = async (id: string) => (await site.ask<Article>(`/articles/${id}`)).body;
const sentence = 'Trade between China and Kazakhstan reached $41 billion in 2023. ';

describe('comparing', () => {
  test('is done of an ordinary text, and the article says so', async () => {
    expect(await article(await taken(sentence, 'ordinary'))).toMatchObject({
      comparison: 'done',
      hasMoreClaims: false,
      alone: 1,
    });
  });

  test('is not done of a text beyond its bounds, which is kept with its claims and says so', async () => {
    const words = 'Nothing of it was counted, as far as anybody could say. ';
    const text = sentence + words.repeat(Math.ceil(comparedMax.characters / words.length));
    const long = await article(await taken(text, 'long'));
    expect(long).toMatchObject({ comparison: 'too-long', figures: 1, agree: 0, alone: 0, text });
    expect(long.claims.find(({ quote }) => quote === '$41 billion')).toMatchObject({ standing: null });
  });

  test('that fails is tried three times in all, whichever process tries, and keeps no other text from it', async () => {
    const id = await taken(`${sentence}The first of its kind.`, 'fails');
    await sql`update observatory.article set compared_at = null, compare_tries = 0 where id = ${id}::uuid`.execute(
      site.database.db,
    );
    const broken = {
      ...site.parts,
      corridor: () => {
        throw new Error('broken on purpose');
      },
    };
    for (let process = 0; process < compareTriesMax + 2; process++)
      await new Comparison(broken).compareWaiting().catch(() => {});
    expect(await article(id)).toMatchObject({ comparison: 'failed' });
    const later = await taken(`${sentence}The second of its kind.`, 'later');
    expect([(await article(later)).comparison, (await article(id)).comparison]).toEqual(['done', 'failed']);
  });
});
