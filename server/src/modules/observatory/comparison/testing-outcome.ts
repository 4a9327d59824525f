/** For tests: what the tables say of all articles, and what comparing them at once says. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import { audit, compare } from '../compare/audit.ts';
import type { ObservatoryParts } from '../parts.ts';
import { knowledgeFor, readingsOf } from './library.ts';

async function rowsOf<Row>(db: Kysely<unknown>, query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(db)).rows;
}

/** What the tables say of the current articles. */
export async function found({ db }: Pick<Database, 'db'>) {
  const pairs = await rowsOf(
    db,
    sql<{ earlier: string; later: string; how: string; containment: number }>`
    select earlier, later, how, containment from observatory.likeness where how is not null`,
  );
  const findings = await rowsOf(
    db,
    sql<{
      message: string;
      claims: string[];
      finding: string | null;
      holds: boolean;
    }>`
    select message, claims, finding, holds from observatory.suspicion where stands`,
  );
  if (findings.some(({ finding, holds }) => finding === null || !holds))
    throw new Error('a finding stands that does not hold or is not in the ledger');
  const figures = await rowsOf(
    db,
    sql<{ claim: string; standing: string }>`
    select claim, case when conflicts then 'conflict' when agrees then 'agree' else 'alone' end as standing from observatory.figure`,
  );
  const counts = await rowsOf(
    db,
    sql<{ id: string; counts: string }>`
    select id, agree || '/' || conflict || '/' || alone || '/' || copies as counts from observatory.article where is_current`,
  );
  return {
    pairs: pairs
      .map((each) => `${each.earlier} ${each.later} ${each.how} ${each.containment.toFixed(9)}`)
      .sort(),
    findings: findings.map(({ message, claims }) => `${message} ${claims.join(' ')}`).sort(),
    standings: figures.map(({ claim, standing }) => `${claim} ${standing}`).sort(),
    counts: counts.map(({ id, counts: told }) => `${id} ${told}`).sort(),
  };
}

/** What comparing the current articles at once says. */
export async function expected(parts: ObservatoryParts) {
  const { db } = parts.database();
  const current = await rowsOf(db, sql<{ id: string }>`select id from observatory.article where is_current`);
  const knowledge = knowledgeFor(parts.corridor());
  const readings = await readingsOf(
    db,
    current.map(({ id }) => id),
    { evidence: parts.evidence(), knowledge },
  );
  const all = [...readings.values()];
  const comparison = compare(all, knowledge);
  const idOf = (article: string, claim: number) => readings.get(article)?.ids[claim];
  const audits = all.map((reading) => audit(reading, comparison));
  return {
    pairs: comparison.copies
      .map(
        ({ earlier, later, how, containment }) =>
          `${earlier.article.id} ${later.article.id} ${how} ${containment.toFixed(9)}`,
      )
      .sort(),
    findings: comparison.findings
      .map(({ message, spots }) =>
        [message, ...spots.map(({ article, claim }) => idOf(article, claim))].join(' '),
      )
      .sort(),
    standings: audits
      .flatMap(({ reading, figures }) =>
        figures.map(({ figure, standing }) => `${idOf(reading.article.id, figure.index)} ${standing}`),
      )
      .sort(),
    counts: audits
      .map(
        ({ reading, counts, copies }) =>
          `${reading.article.id} ${counts.agree}/${counts.conflict}/${counts.alone}/${copies.length}`,
      )
      .sort(),
  };
}
