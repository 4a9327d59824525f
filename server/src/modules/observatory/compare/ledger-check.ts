/** The comparison as one of the ledger's checks: claims as they are stored in, findings as they are stored out. */
import type { Claim } from '@serai/extract';
import type { Check, CheckContext, NewFinding, StoredClaim } from '../../../ledgers/evidence/index.ts';
import { compare } from './audit.ts';
import type { Found, Spot } from './finding.ts';
import type { Knowledge } from './knowledge.ts';
import { readingOf } from './reading.ts';

/** All rules at once, so that what two of them find is told once; each finding carries its rule's name. */
export function comparisonCheck(knowledge: Knowledge): Check {
  return {
    name: 'comparison',
    find(claims, context) {
      const byVersion = new Map<string, StoredClaim[]>();
      for (const claim of claims) {
        const held = byVersion.get(claim.version);
        if (held) held.push(claim);
        else byVersion.set(claim.version, [claim]);
      }
      const readings = [...byVersion].map(([version, stored]) =>
        storedReading(version, stored, context, knowledge),
      );
      return compare(readings, knowledge).findings.map((found) =>
        newFinding(found, ({ article, claim }) => byVersion.get(article)?.[claim]?.id ?? ''),
      );
    },
  };
}

export function newFinding(found: Found, idOf: (spot: Spot) => string): NewFinding {
  return {
    check: found.check,
    class: found.class,
    evidence: found.spots.map((spot) => ({ type: 'claim', id: idOf(spot) })),
    proof: { message: found.message, values: found.values, steps: found.steps },
  };
}

function storedReading(
  version: string,
  stored: readonly StoredClaim[],
  context: CheckContext,
  knowledge: Knowledge,
) {
  const { text, publishedOn, source } = context.versionOf(stored[0]!); // groups hold one at least
  return readingOf(
    { id: version, title: source, publisher: '', date: publishedOn, text },
    claimsOf(stored),
    knowledge,
  );
}

/** The ledger names a claim said again by its id, the engine by where it begins. */
function claimsOf(stored: readonly StoredClaim[]): Claim[] {
  const starts = new Map(stored.map(({ id, start }) => [id, start]));
  return stored.map(({ restates, ...claim }) => ({
    ...claim,
    restates: restates === null ? null : (starts.get(restates) ?? null),
  }));
}
