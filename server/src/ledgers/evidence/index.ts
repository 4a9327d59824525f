/** The evidence ledger: nothing is stated without a source. The only file of this folder that others import. */
export * from './evidence.ts';
export { openEvidence } from './ledger.ts';
export { isStorable } from './rows.ts';
