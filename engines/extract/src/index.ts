export type { Claim } from './claim.ts';
export { dateLine } from './date-line.ts';
export { type ExtractOptions, extract } from './extract.ts';
export { type Mention, type Name, type NameKind, Names } from './names.ts';
export { type Sentence, sentencesOf, type Token, tokensOf } from './text.ts';
