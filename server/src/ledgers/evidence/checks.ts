/** The registry of checks: what modules hold claims and observations to as they are added. Findings come from here and from nowhere else. */
import type { Kysely } from 'kysely';
import { addFindings } from './add.ts';
import type { NewFinding } from './evidence.ts';

/** What was added, or is to be looked at again; it is in the ledger already. */
export interface Added {
  /** Versions of sources, with all their claims. */
  versions?: readonly string[];
  observations?: readonly string[];
}

export interface Check {
  name: string;
  /** What its findings are called: each names the rule that found it. */
  finds: readonly string[];
  /** Reads in the transaction what the added is held to, from the ledger and its own module's tables; what is no business of its it leaves alone. */
  look<T>(looking: Looking<T>): Promise<void>;
}

export interface Looking<T> {
  /** The transaction that adds. What a check keeps for itself, it keeps in this. */
  within: Kysely<T>;
  added: Required<Added>;
  /** Into the ledger; what is known is not added again. Answers each finding's id, in their order. */
  tell(findings: readonly NewFinding[]): Promise<string[]>;
}

export interface Registry {
  readonly checks: readonly Check[];
  /** The same check again changes nothing; another one by a name that is taken is refused. */
  register(check: Check): void;
}

export function openRegistry(): Registry {
  const checks: Check[] = [];
  return {
    checks,
    register: (check) => {
      if (checks.includes(check)) return;
      const taken = new Set(checks.flatMap(({ name, finds }) => [name, ...finds]));
      const twice = [check.name, ...check.finds].find((each) => taken.has(each));
      if (twice !== undefined) throw new Error(`two checks are called ${twice}`);
      checks.push(check);
    },
  };
}

/** Every check looks, one after the other. Answers the findings that were told, new or known. */
export async function runChecks<T>(
  within: Kysely<T>,
  checks: readonly Check[],
  { versions = [], observations = [] }: Added,
): Promise<string[]> {
  const told: string[] = [];
  for (const { name, finds, look } of checks) {
    await look({
      within,
      added: { versions, observations },
      tell: async (findings) => {
        const stranger = findings.find(({ check }) => check !== name && !finds.includes(check));
        if (stranger) throw new Error(`the check ${name} does not find ${stranger.check}`);
        const ids = await addFindings(within, findings);
        told.push(...ids);
        return ids;
      },
    });
  }
  return told;
}
