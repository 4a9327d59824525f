/** For tests: the corridor's indicators over a database of their own, with texts and observations to put in it. */
import { join } from 'node:path';
import { extract } from '@serai/extract';
import { sql } from 'kysely';
import { pino } from 'pino';
import { corridorFromFiles } from '../../../corridor/index.ts';
import { type Observation, openEvidence } from '../../../ledgers/evidence/index.ts';
import {
  evidenceMigrations,
  testObservation,
  testSource,
  testVersion,
} from '../../../ledgers/evidence/testing.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { transaction } from '../../../platform/database/transaction.ts';
import { type App, buildApp } from '../../../platform/http/app.ts';
import { root } from '../../../platform/root.ts';
import { gazetteer } from '../compare/gazetteer.ts';
import type { ObservatoryParts } from '../parts.ts';
import { seriesErrors } from './errors.ts';
import { recordIndicators } from './read.ts';
import { seriesRoutes } from './routes.ts';

export const centralAsia = corridorFromFiles(join(root, 'corridors/central-asia'));
const names = gazetteer(centralAsia);

export interface SeriesTest {
  database: TestDatabase;
  app: App;
  parts: ObservatoryParts;
  get<Answer>(address: string): Promise<Answer>;
  /** An article as ARTICLES stores it; answers its id. */
  addArticle(id: string, text: string, date: string | null): Promise<string>;
  /** Observations of an official source, in one version of it. */
  addObservations(source: string, rows: readonly Partial<Observation>[], release?: string): Promise<string[]>;
}

export async function openSeriesTest(): Promise<SeriesTest> {
  const database = await testDatabase({
    migrations: [
      { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
      evidenceMigrations,
      { module: 'observatory', folder: join(root, 'server/src/modules/observatory/migrations') },
    ],
  });
  const ledger = openEvidence({ database: () => database });
  const parts = {
    corridor: () => centralAsia,
    database: () => database,
    evidence: () => ledger,
  } as unknown as ObservatoryParts; // series ask for nothing else
  await recordIndicators(parts);
  const app = buildApp({
    modules: [{ name: 'observatory', errors: seriesErrors, routes: seriesRoutes(parts) }],
    clock: systemClock,
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
  });
  return {
    database,
    app,
    parts,
    get: async <Answer>(address: string) => (await (await app.request(address)).json()) as Answer,
    addArticle: (id, text, date) =>
      transaction(database.db, async (tx) => {
        const source = testSource(id, { address: `https://news.example/${id}` });
        const { version } = await ledger.addVersion(tx, source, testVersion(text, { publishedOn: date }));
        await ledger.addClaims(tx, id, version, extract(text, { date, names }), 'extract test');
        await sql`update observatory.article set is_current = false where source = ${id}`.execute(tx);
        await sql`insert into observatory.article
          (id, source, content_hash, text_hash, title, publisher, address, published_on, language, words, figures)
          values (${version}, ${id}, ${testVersion(text).contentHash}, ${testVersion(text).contentHash}, ${source.title}, ${source.publisher},
                  ${source.address}, ${date}, 'en', '{}', 1)`.execute(tx);
        return version;
      }),
    addObservations: (id, rows, release = '1') =>
      transaction(database.db, async (tx) => {
        const source = testSource(id, { kind: 'dataset', standing: 'official', publisher: `Office ${id}` });
        const { version } = await ledger.addVersion(tx, source, testVersion(`${id} ${release}`));
        return ledger.addObservations(
          tx,
          rows.map((row) =>
            testObservation({ indicator: 'trade-value', value: '1', ...row, source: id, version }),
          ),
        );
      }),
  };
}
