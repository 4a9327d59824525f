/** What is added to the ledger: each function takes the turn of the source it adds to, so two of them on one source follow each other. */
import { createHash } from 'node:crypto';
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { addVersion } from './add-version.ts';
import { append, takeTurn } from './chain.store.ts';
import type { Evidence, NewFinding, Observation } from './evidence.ts';
import { knownFindings, sourcesOfEvidence } from './finding.store.ts';
import { keyOf, latestVintages } from './observation.store.ts';
import { addIndicators, decide } from './register.ts';
import { day, decimal, json, type NewRow } from './rows.ts';
import { textOf } from './source.store.ts';
import { around } from './span.ts';

/** What adds; reading is in read.ts. */
export const adding: Evidence = {
  addVersion,
  addClaims,
  addObservations,
  decide,
  addIndicators,
};

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
  const ids: string[] = [];
  for (const rows of claimRowsInTurn(claims, { version, text, extractor })) {
    await append(within, turn, 'claim', rows);
    for (const { id } of rows) ids.push(id!);
  }
  return ids;
}

/** Rows made and hashed between two statements: more would keep other requests waiting (a long text has 25,000 claims). */
const claimsAtOnce = 200;

/** Claims on the text of one version as rows. */
export const claimRows = (claims: readonly Claim[], of: ClaimsOf): NewRow<'claim'>[] =>
  [...claimRowsInTurn(claims, of)].flat();

interface ClaimsOf {
  version: string;
  text: string;
  extractor: string;
}

function* claimRowsInTurn(claims: readonly Claim[], of: ClaimsOf): Generator<NewRow<'claim'>[]> {
  const ids = claims.map(() => newId());
  // A conversion in brackets names where the amount it says again begins; of several that begin there the first is it.
  const at = new Map(claims.map(({ start }, index) => [start, ids[index]!] as const).reverse());
  for (let from = 0; from < claims.length; from += claimsAtOnce)
    yield claims
      .slice(from, from + claimsAtOnce)
      .map((claim, index) => claimRow(claim, ids[from + index]!, { ...of, at }));
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
      const { kind, version, claim } = given;
      latest.set(key, { id, value, kind, version });
      rows.push({ id, ...of, value, kind, version, claim, supersedes: before?.id ?? null });
    }
    await append(within, turn, 'observation', rows);
  }
  return ids;
}

/** A finding stands with the source of its first piece of evidence; one that is known adds nothing. */
export async function addFindings<T>(within: Kysely<T>, findings: readonly NewFinding[]): Promise<string[]> {
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
