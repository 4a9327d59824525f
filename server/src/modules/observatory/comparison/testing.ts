/** For tests and benches: articles as the intake stores them, without the intake. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Corridor, corridorFromFiles } from '../../../corridor/index.ts';
import { type Ledger, openEvidence } from '../../../ledgers/evidence/index.ts';
import { evidenceMigrations, testSource, testVersion } from '../../../ledgers/evidence/testing.ts';
import { localBus } from '../../../platform/bus.ts';
import type { Database } from '../../../platform/database/index.ts';
import { transaction } from '../../../platform/database/transaction.ts';
import { root } from '../../../platform/root.ts';
import { insertArticle } from '../articles/article.store.ts';
import { type Article, claimsOf } from '../compare/reading.ts';
import type { ObservatoryParts } from '../parts.ts';
import { knowledgeFor } from './library.ts';

export const comparisonMigrations = [
  evidenceMigrations,
  { module: 'observatory', folder: join(root, 'server/src/modules/observatory/migrations') },
];

let corridor: Corridor | undefined;
export const testCorridor = (): Corridor => {
  corridor ??= corridorFromFiles(join(root, 'corridors/central-asia'));
  return corridor;
};

export function testParts(database: Database): ObservatoryParts {
  const evidence: Ledger = openEvidence({ database: () => database });
  return {
    corridor: testCorridor,
    database: () => database,
    evidence: () => evidence,
    bus: () => localBus(),
    jobs: () => {
      throw new Error('the comparison has no jobs');
    },
  };
}

/** Read and stored, not compared. A second text of one source takes the place of the first. Answers the article's id. */
export async function storeArticle(
  parts: ObservatoryParts,
  { id: source, title, publisher, date, text }: Article,
): Promise<string> {
  const claims = claimsOf({ text, date }, knowledgeFor(parts.corridor()));
  return transaction(parts.database().db, async (tx) => {
    const evidence = parts.evidence();
    const { version } = await evidence.addVersion(
      tx,
      testSource(source, { title: title || source, publisher }),
      testVersion(text, { publishedOn: date }),
    );
    await evidence.addClaims(tx, source, version, claims, 'extract test');
    const hash = createHash('sha256').update(text).digest('hex');
    await insertArticle(tx, {
      id: version,
      ...{ source, publisher, date, title: title || source, address: '', language: 'en' },
      contentHash: hash,
      textHash: hash,
      figures: claims.length,
      words: [],
      tooLong: false,
    });
    return version;
  });
}
