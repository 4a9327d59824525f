/** The corridor: what every module needs of the pack. The only file of this folder that others import. */
export { Corridor, middle, type PackMeta } from './corridor.ts';
export { CurrentCorridor } from './current.ts';
export {
  type Choice,
  type ChoiceReason,
  conflictsOf,
  type Fact,
  factId,
  periodOf,
  rankFacts,
} from './facts.ts';
export {
  corridorChanged,
  corridorFromFiles,
  ensureCorridor,
  faultLine,
  PackRefused,
  packFolder,
} from './load.ts';
export * from './rows.ts';
export { fold, type PlaceMatch } from './search.ts';
export { crossingBetween, greatCircleKm, TrackNetwork, type TrackStep, trackBetween } from './track.ts';
