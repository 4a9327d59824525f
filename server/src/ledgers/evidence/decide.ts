/** Whether a decision can be made: what it is about is something, and what it accepts is about that. */
import type { Kysely } from 'kysely';
import type { Corridor } from '../../corridor/index.ts';
import { type By, recordChange } from '../../platform/audit/audit.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { adding } from './add.ts';
import type { EvidenceError } from './errors.ts';
import type { Decision, Observation } from './evidence.ts';
import { aboutFact } from './facts.ts';
import { evidenceOfFinding } from './finding.store.ts';
import { reading } from './ledger.ts';
import { json } from './rows.ts';

export interface Wanted {
  about: string;
  accepted: Decision['accepted'];
  reason: string;
}

/** What a decision on the value of an observation's period is about. */
export const aboutSeries = ({
  indicator,
  dimensions,
  periodStart,
  periodEnd,
}: Pick<Observation, 'indicator' | 'dimensions' | 'periodStart' | 'periodEnd'>) =>
  `series:${indicator}/${json(dimensions)}/${periodStart}/${periodEnd}`;

/** What a decision on the figures that a finding sets against each other is about. */
export const aboutFinding = (finding: string) => `finding:${finding}`;

/** Made, told of in the audit log, or refused. */
export async function decideOn<T>(
  within: Kysely<T>,
  wanted: Wanted,
  { corridor, person, by }: { corridor: Corridor; person: string; by: By },
): Promise<Decision | Refusal<EvidenceError>> {
  const { about, accepted, reason } = wanted;
  const problem = await whyNot(within, wanted, corridor);
  if (problem) return problem;
  const before = (await reading(within).decisions([about])).get(about);
  const id = await adding.decide(within, { about, accepted, person, reason });
  const decided = (await reading(within).decisions([about])).get(about)!;
  if (id !== before?.id)
    await recordChange(within, by, {
      what: 'evidence.decided',
      subject: about,
      before: before?.accepted ?? null,
      after: { accepted, reason },
    });
  return decided;
}

async function whyNot<T>(
  db: Kysely<T>,
  { about, accepted: { type, id } }: Wanted,
  corridor: Corridor,
): Promise<Refusal<EvidenceError> | null> {
  const say = (code: EvidenceError, at: string, detail: string) =>
    refuse(code, detail, [{ at, problem: detail }]);
  const missing = say('accepted-not-found', '/accepted/id', `The ledger holds no ${type} "${id}".`);
  const elsewhere = (is: string) =>
    say(
      'accepted-elsewhere',
      '/accepted/id',
      `That ${type} is about "${is}", and the decision about "${about}".`,
    );
  const finding = /^finding:(.+)$/.exec(about)?.[1];
  const rest = finding && isUuid(finding) ? await evidenceOfFinding(db, finding) : null;
  if (!rest && !/^(fact:[^/]+\/[^/]+|series:[^/]+\/.+)$/.test(about))
    return say(
      'nothing-to-decide',
      '/about',
      'A decision is about fact:<subject>/<measure>, series:<indicator>/<dimensions>/<period> or finding:<id>, a finding there is.',
    );
  if (rest)
    return rest.some((each) => each.type === type && each.id === id)
      ? null
      : say('accepted-elsewhere', '/accepted/id', `The finding does not rest on that ${type}.`);
  if (type === 'fact') {
    const fact = corridor.facts.get(id);
    if (!fact) return missing;
    const is = aboutFact(fact.subject, fact.measure);
    return is === about ? null : elsewhere(is);
  }
  if (!isUuid(id)) return missing;
  if (type === 'claim') {
    const [claim] = await reading(db).claimsById([id]);
    if (!claim) return missing;
    const is = aboutFact(claim.subject ?? '', claim.measure ?? '');
    return about.startsWith('series:') || is === about ? null : elsewhere(is);
  }
  const [observation] = await reading(db).observationsById([id]);
  if (!observation) return missing;
  return aboutSeries(observation) === about ? null : elsewhere(aboutSeries(observation));
}

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
