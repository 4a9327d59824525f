/** What is added to the ledger: each function takes the turn of the source it adds to, so two of them on one source follow each other. */
import { createHash } from 'node:crypto';
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { append, appendEach, type Turn, takeTurn, takeTurns } from './chain.store.ts';
import { lastDecision } from './decision.store.ts';
import {
  type Decision,
  type Evidence,
  type Indicator,
  type NewFinding,
  type Observation,
  register,
  type Source,
  type Version,
} from './evidence.ts';
import { knownFindings, sourcesOfEvidence } from './finding.store.ts';
import { definitions } from './indicator.store.ts';
import { latestVintages } from './observation.store.ts';
import { day, decimal, instant, json, type NewRow } from './rows.ts';
import { describedSources, textOf, versionsWith } from './source.store.ts';
import { around } from './span.ts';

/** What adds; reading is in read.ts. */
export const adding: Evidence = {
  addVersion,
  addClaims,
  addObservations,
  addFindings,
  decide,
  addIndicators,
};

async function addVersion<T>(
  within: Kysely<T>,
  source: Source,
  version: Omit<Version, 'id' | 'source'>,
): Promise<{ version: string; isNew: boolean }> {
  const [added] = await addVersions(within, [{ source, version }]);
  return added!;
}

/** One version of each of many sources, in as many statements as for one. */
export async function addVersions<T>(
  within: Kysely<T>,
  given: readonly { source: Source; version: Omit<Version, 'id' | 'source'> }[],
): Promise<{ version: string; isNew: boolean }[]> {
  const ids = given.map(({ source }) => source.id);
  const turns = await takeTurns(within, ids);
  await describe(
    within,
    turns,
    given.map(({ source }) => source),
  );
  const known = await versionsWith(
    within,
    given.map(({ source, version }) => ({ source: source.id, contentHash: version.contentHash })),
  );
  const answers = ids.map((id) => ({ version: known.get(id) ?? newId(), isNew: !known.has(id) }));
  const added = given.flatMap(({ source, version }, index) =>
    answers[index]!.isNew
      ? [{ turn: turns.get(source.id)!, row: versionRow(version, answers[index]!.version) }]
      : [],
  );
  await appendEach(within, 'version', added);
  return answers;
}

const versionRow = (version: Omit<Version, 'id' | 'source'>, id: string): NewRow<'version'> => ({
  id,
  content_hash: version.contentHash,
  media_type: version.mediaType,
  language: version.language,
  published_on: day(version.publishedOn),
  retrieved_at: instant(version.retrievedAt),
  text: version.text,
});

/** Adds a description to each that has none or another. */
async function describe<T>(
  within: Kysely<T>,
  turns: ReadonlyMap<string, Turn>,
  sources: readonly Source[],
): Promise<void> {
  const known = await describedSources(
    within,
    sources.map(({ id }) => id),
  );
  const rows = sources
    .filter((source) => json(known.get(source.id) ?? {}) !== json(source))
    .map(({ id, kind, standing, publisher, title, address, licence }) => ({
      turn: turns.get(id)!,
      row: { kind, standing, publisher, title, address, licence },
    }));
  await appendEach(within, 'source', rows);
}

async function addClaims<T>(
  within: Kysely<T>,
  source: string,
  version: string,
  claims: readonly Claim[],
  extractor: string,
): Promise<string[]> {
  if (claims.length === 0) return [];
  const turn = await takeTurn(within, source);
  const text = await textOf(within, source, version);
  if (text === null) throw new Error(`the source ${source} has no version ${version}`);
  const rows = claimRows(claims, { version, text, extractor });
  await append(within, turn, 'claim', rows);
  return rows.map(({ id }) => id!);
}

/** Claims on the text of one version as rows. */
export function claimRows(
  claims: readonly Claim[],
  of: { version: string; text: string; extractor: string },
): NewRow<'claim'>[] {
  const ids = claims.map(() => newId());
  // A conversion in brackets names where the amount it says again begins; of several that begin there the first is it.
  const at = new Map(claims.map(({ start }, index) => [start, ids[index]!] as const).reverse());
  return claims.map((claim, index) => claimRow(claim, ids[index]!, { ...of, at }));
}

function claimRow(
  claim: Claim,
  id: string,
  of: { version: string; text: string; extractor: string; at: ReadonlyMap<number, string> },
): NewRow<'claim'> {
  const { start, end, quote } = claim;
  if (of.text.slice(start, end) !== quote)
    throw new RangeError(`the text from ${start} to ${end} is not "${quote.slice(0, 80)}"`);
  if (!(claim.confidence >= 0 && claim.confidence <= 1))
    throw new RangeError(`${claim.confidence} is not a confidence`);
  const restates = claim.restates === null ? undefined : of.at.get(claim.restates);
  return {
    id,
    version: of.version,
    start_at: String(start),
    end_at: String(end),
    quote,
    ...around(of.text, start, end),
    kind: claim.kind,
    lo: decimal(claim.lo),
    hi: decimal(claim.hi),
    precision: decimal(claim.precision),
    unit: claim.unit,
    modifier: claim.modifier,
    direction: claim.direction,
    modality: claim.modality,
    measure: claim.measure,
    subject: claim.subject,
    partner: claim.partner,
    place: claim.place,
    period_start: day(claim.period?.start ?? null),
    period_end: day(claim.period?.end ?? null),
    period_label: claim.period?.label ?? null,
    speaker: claim.speaker,
    confidence: String(Number(claim.confidence.toFixed(4))),
    restates: restates === id ? null : (restates ?? null),
    extractor: of.extractor,
  };
}

type NewObservation = Omit<Observation, 'id' | 'recordedAt' | 'supersedes'>;

/** Source by source in one order, so that two imports never wait for each other in a circle. */
async function addObservations<T>(
  within: Kysely<T>,
  observations: readonly NewObservation[],
): Promise<string[]> {
  const ids: string[] = new Array(observations.length);
  const all = observations.map((given, index) => ({ index, ...keyOf(given) }));
  for (const source of [...new Set(observations.map((given) => given.source))].sort()) {
    const turn = await takeTurn(within, source);
    const keyed = all.filter(({ index }) => observations[index]!.source === source);
    const latest = await latestVintages(within, source, keyed);
    const rows: NewRow<'observation'>[] = [];
    for (const { index, key, ...of } of keyed) {
      const given = observations[index]!;
      const value = decimal(given.value);
      const before = latest.get(key);
      // The same value said again is no new vintage.
      if (before && before.value === value && before.kind === given.kind) {
        ids[index] = before.id;
        continue;
      }
      const id = newId();
      ids[index] = id;
      latest.set(key, { id, value, kind: given.kind });
      const { kind, version, claim } = given;
      rows.push({ id, ...of, value, kind, version, claim, supersedes: before?.id ?? null });
    }
    await append(within, turn, 'observation', rows);
  }
  return ids;
}

function keyOf({ indicator, dimensions, periodStart, periodEnd }: NewObservation) {
  const of = { dimensions: json(dimensions), period_start: day(periodStart), period_end: day(periodEnd) };
  return {
    key: JSON.stringify([indicator, of.dimensions, of.period_start, of.period_end]),
    indicator,
    ...of,
  };
}

/** A finding stands with the source of its first piece of evidence; one that is known adds nothing. */
async function addFindings<T>(within: Kysely<T>, findings: readonly NewFinding[]): Promise<string[]> {
  if (findings.length === 0) return [];
  const first = findings.map(({ evidence }) => evidence[0]);
  if (first.some((piece) => piece === undefined)) throw new Error('a finding rests on evidence');
  const sources = await sourcesOfEvidence(
    within,
    first.map((piece) => piece!.id),
  );
  const rows = findings.map((finding, index) => {
    const source = sources.get(first[index]!.id);
    if (source === undefined) throw new Error(`there is no ${first[index]!.type} ${first[index]!.id}`);
    return { source, row: findingRow(finding) };
  });
  for (const source of [...new Set(rows.map((each) => each.source))].sort()) {
    const turn = await takeTurn(within, source);
    const own = rows.filter((each) => each.source === source).map(({ row }) => row);
    const known = await knownFindings(
      within,
      own.map(({ fingerprint }) => fingerprint!),
    );
    const added: NewRow<'finding'>[] = [];
    for (const row of own) {
      const before = known.get(row.fingerprint!);
      if (before !== undefined) row.id = before;
      else {
        known.set(row.fingerprint!, row.id!);
        added.push(row);
      }
    }
    await append(within, turn, 'finding', added);
  }
  return rows.map(({ row }) => row.id!);
}

function findingRow(finding: NewFinding): NewRow<'finding'> {
  const [evidence, proof] = [json(finding.evidence), json(finding.proof)];
  const said = json([finding.check, finding.class, evidence, proof]);
  return {
    id: newId(),
    check_name: finding.check,
    class: finding.class,
    evidence,
    proof,
    fingerprint: createHash('sha256').update(said).digest('hex'),
  };
}

/** Whoever decides again what is decided so already changes nothing. */
async function decide<T>(within: Kysely<T>, decision: Omit<Decision, 'id' | 'recordedAt'>): Promise<string> {
  const turn = await takeRegister(within);
  const { about, accepted, person, reason } = decision;
  const last = await lastDecision(within, about);
  if (
    last &&
    last.accepted.type === accepted.type &&
    last.accepted.id === accepted.id &&
    last.person === person &&
    last.reason === reason
  )
    return last.id;
  const id = newId();
  await append(within, turn, 'decision', [
    { id, about, accepted_type: accepted.type, accepted_id: accepted.id, person, reason },
  ]);
  return id;
}

async function addIndicators<T>(within: Kysely<T>, indicators: readonly Indicator[]): Promise<number> {
  const turn = await takeRegister(within);
  const known = new Map(
    (
      await definitions(
        within,
        indicators.map(({ id }) => id),
      )
    ).map((each) => [each.id, json(each)]),
  );
  const added = indicators.filter((each) => {
    const said = json(each);
    if (known.get(each.id) === said) return false;
    known.set(each.id, said);
    return true;
  });
  await append(
    within,
    turn,
    'indicator',
    added.map(({ id, name, unit, nature, frequency, definition, rule }) => ({
      id,
      name,
      unit,
      nature,
      frequency,
      definition,
      rule,
    })),
  );
  return added.length;
}

async function takeRegister<T>(within: Kysely<T>): Promise<Turn> {
  const turns = await takeTurns(within, [register]);
  await describe(within, turns, [
    {
      id: register,
      kind: 'log',
      standing: 'attested',
      publisher: 'Serai',
      title: 'Register',
      address: '',
      licence: '',
    },
  ]);
  return turns.get(register)!;
}
