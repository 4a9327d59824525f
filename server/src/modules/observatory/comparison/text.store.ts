/** Every statement about a compared article as a whole: its words and runs, what it mentions, and what it can be alike to. */
import { createHash } from 'node:crypto';
import { tokensOf } from '@serai/extract';
import { type Kysely, sql } from 'kysely';
import { printOf } from '../compare/copies.ts';
import type { Knowledge } from '../compare/knowledge.ts';
import { sampleOf } from '../compare/runs.ts';
import { insertFigures } from './figure.store.ts';
import { deleteLevels, insertLevels } from './level.store.ts';
import type { StoredReading } from './library.ts';

export async function insertText<T>(
  tx: Kysely<T>,
  reading: StoredReading,
  knowledge: Knowledge,
): Promise<void> {
  const { article, ids } = reading;
  const print = printOf(reading);
  const sample = sampleOf(print.runs).map(signed);
  await sql`
    insert into observatory.compared (article, published_on, claims, words_hash, runs, sampled, judged_by)
    values (${article.id}, ${article.date}::date, ${[...ids]}::uuid[], ${hashOf(print.words)},
            ${[...print.runs].map(signed)}::integer[], ${sample.length}, ${knowledge.fingerprint})`.execute(
    tx,
  );
  await sql`
    insert into observatory.sampled_run (run, article)
    select distinct run, ${article.id}::uuid from unnest(${sample}::integer[]) run`.execute(tx);
  await insertMentions(tx, reading, knowledge);
  await insertFigures(tx, reading, new Map(print.facts.map((fact) => [fact.figure.index, fact])));
  await insertLevels(tx, reading);
}

/** By another pack: what its figures are held to, and what of the corridor it speaks of. */
export async function placeAnew<T>(
  tx: Kysely<T>,
  reading: StoredReading,
  knowledge: Knowledge,
): Promise<void> {
  const { id } = reading.article;
  await deleteLevels(tx, id);
  await insertLevels(tx, reading);
  await sql`delete from observatory.mention where article = ${id}::uuid`.execute(tx);
  await insertMentions(tx, reading, knowledge);
  await sql`
    update observatory.compared set judged_by = ${knowledge.fingerprint} where article = ${id}::uuid`.execute(
    tx,
  );
}

/** Of several roles the first: who trades with itself is its subject. */
async function insertMentions<T>(
  tx: Kysely<T>,
  { article, ids, claims }: StoredReading,
  { names }: Knowledge,
): Promise<void> {
  const rows = claims.flatMap(({ kind, subject, partner, place, speaker }, index) => {
    if (kind === 'time') return [];
    const office =
      speaker === null ? undefined : names.in(tokensOf(speaker)).find((each) => each.kind === 'organisation');
    const roles: readonly (readonly [string, string | null | undefined])[] = [
      ['subject', subject],
      ['partner', partner],
      ['place', place],
      ['speaker', office?.id],
    ];
    return roles.flatMap(([role, thing]) => (thing ? [{ role, thing, claim: ids[index] }] : []));
  });
  await sql`
    insert into observatory.mention (thing, claim, article, role)
    select thing, claim, ${article.id}::uuid, role
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (thing text, claim uuid, role text)
    on conflict do nothing`.execute(tx);
}

/** What hangs on it goes with it. */
export const deleteText = <T>(tx: Kysely<T>, article: string) =>
  sql`delete from observatory.compared where article = ${article}::uuid`.execute(tx);

export async function textsCompared<T>(db: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from observatory.compared`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Articles that can be alike: the same words, a quarter of the sampled runs, or three facts that may be the same. */
export async function candidatesOf<T>(
  db: Kysely<T>,
  article: string,
  { sampleMin, factsMin }: { sampleMin: number; factsMin: number },
): Promise<string[]> {
  const { rows } = await sql<{ article: string }>`
    select o.article from observatory.compared o join observatory.compared c on c.words_hash = o.words_hash
     where c.article = ${article}::uuid
    union
    select o.article from observatory.sampled_run mine join observatory.sampled_run o on o.run = mine.run
      join observatory.compared c on c.article = o.article
     where mine.article = ${article}::uuid
     group by o.article, c.sampled
    having count(*) >= ${sampleMin}::double precision * least(c.sampled,
      (select sampled from observatory.compared where article = ${article}::uuid))
    union
    select o.article from observatory.figure_bin mine join observatory.figure_bin o on o.bin = mine.bin
     where mine.article = ${article}::uuid and mine.is_trace and o.is_trace
     group by o.article having count(distinct mine.place) >= ${factsMin}`.execute(db);
  return rows.map((row) => row.article).filter((other) => other !== article);
}

const signed = (run: number): number => run | 0;
const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex');
