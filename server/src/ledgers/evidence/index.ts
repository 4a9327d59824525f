/** The evidence ledger: nothing is stated without a source. The only file of this folder that others import. */

export type { Added, Check, Looking } from './checks.ts';
export { aboutFinding, aboutSeries } from './decide.ts';
export * from './evidence.ts';
export { aboutFact, momentOf } from './facts.ts';
export { openEvidence } from './ledger.ts';
export { recordPack } from './pack.ts';
export type { PackFacts } from './pack-facts.ts';
export { evidence } from './routes.ts';
export { isStorable } from './rows.ts';
