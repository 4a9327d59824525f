/** Every statement about figures of compared articles: their values, where else these stand, who agrees and who is in conflict. */
import { type Kysely, sql } from 'kysely';
import { binsOf, type Fact, type Stated, traceMin } from '../compare/facts.ts';
import type { StoredReading } from './library.ts';

/** A stored figure: enough to tell whether another says the same. */
export interface StoredFigure extends Stated {
  article: string;
  /** The claim's id in the ledger. */
  id: string;
  fact: string | null;
  weight: number;
  agrees: boolean;
}

interface FigureRow {
  article: string;
  place: number;
  claim: string;
  kind: Stated['claim']['kind'];
  lo: string;
  hi: string;
  precision: string | null;
  unit: string;
  measure: string | null;
  modality: Stated['claim']['modality'];
  modifier: Stated['claim']['modifier'];
  periodStart: string | null;
  periodEnd: string | null;
  periodLabel: string | null;
  words: string[];
  fact: string | null;
  weight: number;
  agrees: boolean;
}
const columns = sql`
  f.article, f.place, f.claim, f.kind, f.lo, f.hi, f.precision, f.unit, f.measure, f.modality, f.modifier, f.period_start as "periodStart",
  f.period_end as "periodEnd", f.period_label as "periodLabel", f.words, f.fact, f.weight, f.agrees`;

const figureOf = (row: FigureRow): StoredFigure => ({
  article: row.article,
  id: row.claim,
  index: row.place,
  claim: {
    kind: row.kind,
    lo: row.lo,
    hi: row.hi,
    precision: row.precision,
    unit: row.unit,
    measure: row.measure,
    modality: row.modality,
    modifier: row.modifier,
    period:
      row.periodLabel === null
        ? null
        : { start: row.periodStart, end: row.periodEnd, label: row.periodLabel },
  },
  sentence: { words: new Set(row.words) },
  fact: row.fact,
  weight: row.weight,
  agrees: row.agrees,
});

export async function insertFigures<T>(
  tx: Kysely<T>,
  { article, ids, figures }: StoredReading,
  facts: ReadonlyMap<number, Fact>,
): Promise<void> {
  const rows = figures.map(({ index, claim, sentence }) => ({
    place: index,
    claim: ids[index],
    kind: claim.kind,
    lo: claim.lo,
    hi: claim.hi,
    precision: claim.precision,
    unit: claim.unit,
    measure: claim.measure,
    modality: claim.modality,
    modifier: claim.modifier,
    period_start: claim.period?.start ?? null,
    period_end: claim.period?.end ?? null,
    period_label: claim.period?.label ?? null,
    words: [...sentence.words],
    fact: facts.get(index)?.key ?? null,
    weight: facts.get(index)?.weight ?? 0,
  }));
  await sql`
    insert into observatory.figure
      (article, place, claim, kind, lo, hi, precision, unit, measure, modality, modifier, period_start, period_end, period_label, words, fact, weight)
    select ${article.id}::uuid, place, claim, kind, lo, hi, precision, unit, measure, modality, modifier, period_start, period_end, period_label,
           words, fact, weight
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
        (place integer, claim uuid, kind text, lo text, hi text, precision text, unit text, measure text, modality text, modifier text,
         period_start text, period_end text, period_label text, words text[], fact text, weight double precision)`.execute(
    tx,
  );
  const bins = figures.flatMap(({ index, claim }) =>
    [...new Set(binsOf(claim))].map((bin) => ({
      bin,
      place: index,
      is_trace: (facts.get(index)?.weight ?? 0) >= traceMin,
    })),
  );
  await sql`
    insert into observatory.figure_bin (bin, article, place, is_trace)
    select bin, ${article.id}::uuid, place, is_trace
      from jsonb_to_recordset(${JSON.stringify(bins)}::jsonb) as given (bin text, place integer, is_trace boolean)`.execute(
    tx,
  );
}

export async function figuresOf<T>(db: Kysely<T>, articles: readonly string[]): Promise<StoredFigure[]> {
  const { rows } = await sql<FigureRow>`
    select ${columns} from observatory.figure f where f.article = any(${[...articles]}::uuid[]) order by f.article, f.place`.execute(
    db,
  );
  return rows.map(figureOf);
}

export async function figureOfClaim<T>(db: Kysely<T>, claim: string): Promise<StoredFigure | undefined> {
  const { rows } = await sql<FigureRow>`
    select ${columns} from observatory.figure f where f.claim = ${claim}::uuid`.execute(db);
  return rows.map(figureOf)[0];
}

/** Figures of other articles that may say what these say, the earliest article first. */
export async function figuresLike<T>(
  db: Kysely<T>,
  figures: readonly Stated[],
  except: string | null,
): Promise<StoredFigure[]> {
  const bins = [...new Set(figures.flatMap(({ claim }) => binsOf(claim)))];
  const { rows } = await sql<FigureRow>`
    select ${columns} from observatory.figure f join observatory.compared c on c.article = f.article
     where (f.article, f.place) in (select article, place from observatory.figure_bin where bin = any(${bins}::text[]))
       and f.article is distinct from ${except}::uuid
     order by c.published_on nulls last, f.article, f.place`.execute(db);
  return rows.map(figureOf);
}

/** How many articles state each of these facts. */
export async function timesTold<T>(db: Kysely<T>, facts: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ fact: string; told: number }>`
    select fact, count(*)::integer as told from observatory.figure where fact = any(${[...new Set(facts)]}::text[]) group by fact`.execute(
    db,
  );
  return new Map(rows.map(({ fact, told }) => [fact, told]));
}

export async function articlesStating<T>(db: Kysely<T>, facts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ article: string }>`
    select distinct article from observatory.figure where fact = any(${[...facts]}::text[])`.execute(db);
  return rows.map(({ article }) => article);
}

/** Of each article its facts and what each weighs by itself. */
export async function factsOf<T>(
  db: Kysely<T>,
  articles: readonly string[],
): Promise<Map<string, { key: string; weight: number; place: number }[]>> {
  const { rows } = await sql<{ article: string; place: number; key: string; weight: number }>`
    select article, place, fact as key, weight from observatory.figure
     where article = any(${[...articles]}::uuid[]) and fact is not null order by article, place`.execute(db);
  const facts = new Map<string, { key: string; weight: number; place: number }[]>(
    articles.map((id) => [id, []]),
  );
  for (const { article, ...fact } of rows) facts.get(article)?.push(fact);
  return facts;
}

/** Where in other articles the values of this one stand, and whether somebody agrees with that already. */
export async function placesLike<T>(
  db: Kysely<T>,
  article: string,
): Promise<{ article: string; place: number; agrees: boolean }[]> {
  const { rows } = await sql<{ article: string; place: number; agrees: boolean }>`
    select f.article, f.place, f.agrees from observatory.figure f
      join (select distinct o.article, o.place from observatory.figure_bin mine join observatory.figure_bin o on o.bin = mine.bin
             where mine.article = ${article}::uuid and o.article <> ${article}::uuid) o
        on o.article = f.article and o.place = f.place`.execute(db);
  return rows;
}

export const setAgreeing = <T>(
  tx: Kysely<T>,
  figures: readonly Pick<StoredFigure, 'id'>[],
  agrees: boolean,
) =>
  sql`update observatory.figure set agrees = ${agrees} where claim = any(${figures.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );

/** Of these claims, those in conflict and no others; answers the articles in which that changed. */
export async function setConflicts<T>(
  tx: Kysely<T>,
  claims: readonly string[],
  inConflict: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ article: string }>`
    update observatory.figure set conflicts = not conflicts
     where claim = any(${[...claims]}::uuid[]) and conflicts <> (claim = any(${[...inConflict]}::uuid[]))
    returning article`.execute(tx);
  return rows.map(({ article }) => article);
}
