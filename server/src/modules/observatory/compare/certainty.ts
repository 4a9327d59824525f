/** How sure a text is of a figure, and whether a rewriting made it surer than its author was. */
import type { Figure } from './reading.ts';

/** From a possibility to a fact; the weakest word of a clause counts. */
const degrees: readonly (readonly [number, RegExp])[] = [
  // In lower case only: trade in May is no possibility.
  [1, /\bmay\b/],
  [1, /\b(?:might|could|possibl[ey]|perhaps|reportedly|rumou?red|exploring|considering)\b/i],
  [
    2,
    /\b(?:edging|inching|approach(?:es|ed|ing)|nearing|closing in on|close to|moving toward|creeping|hop(?:e|es|ed|ing) to|aim(?:s|ed|ing)? (?:to|at|for)|target(?:s|ed|ing)?|goal|ambition|seek(?:s|ing)? to|wants? to|would like|dreams? of|sought|seeking|asked for|applied for)\b/i,
  ],
  [
    3,
    /\b(?:plan(?:s|ned|ning)? to|intend(?:s|ed)? to|pledg(?:es|ed)|propos(?:es|ed)|likely|expected|forecast|projected|estimated to|anticipated|would|should)\b/i,
  ],
  [
    4,
    /\b(?:on track|on course|set to|poised to|will|is to|are to|due to (?:be|open|begin|start|run|reach|rise)|guaranteed|certain to|about to)\b/i,
  ],
];
/** Possible, hoped for or near: who makes that "will" says more than its author. */
const openMax = 2;
const sureMin = 4;
const certain = 5;
/** A plain clause of a sentence that says who expects it. */
const foreseen = {
  degree: 3,
  pattern:
    /\b(?:forecasts?|forecasted|expect(?:s|ed|ing)?|projected|predict(?:s|ed)?|planned|prospective)\b/i,
};

/** Said of what came about: a forecast told so is told as a fact, where "worth" beside "is to cost" is another word for the same. */
const achieved =
  /\b(?:reached|hit|surpassed|exceeded|topped|passed|crossed|achieved|met|stood at|amounted to|came to|(?:rose|grew|climbed|jumped|increased) to|totall?ed)\b/i;

function wordOf(clause: string): { degree: number; words: string } {
  if (achieved.test(clause) && /\b(?:goal|target|ambition)\b/i.test(clause))
    return { degree: certain, words: '' };
  for (const [degree, pattern] of degrees) {
    const match = pattern.exec(clause);
    if (match) return { degree, words: match[0] };
  }
  return { degree: certain, words: '' };
}

export interface Certainty {
  degree: number;
  isPlain: boolean;
  /** The words that say so; a dash for a plain statement. */
  words: string;
}
export function certaintyOf(figure: Figure): Certainty {
  const clause = wordOf(clauseOf(figure));
  const { degree, words } = clause.degree === certain ? elsewhere(figure) : clause;
  return { degree, isPlain: degree === certain, words: words || '—' };
}

function elsewhere({ claim, sentence }: Figure): { degree: number; words: string } {
  const words = foreseen.pattern.exec(sentence.text)?.[0];
  const isAhead = claim.modality === 'forecast' || claim.modality === 'target';
  return words !== undefined || isAhead
    ? { degree: foreseen.degree, words: words ?? '' }
    : { degree: certain, words: '' };
}

/** Told of what is to come. */
export const isAhead = (figure: Figure): boolean =>
  figure.claim.modality === 'target' ||
  figure.claim.modality === 'forecast' ||
  /\bon (?:track|course)\b|\b(?:set|poised) to\b|\b(?:might|could|will)\b/i.test(clauseOf(figure)) ||
  /\bmay\b/.test(clauseOf(figure));

/**
 * Sure now of what was possible, hoped for or only near, by more than one step; or told as come about while it was still to come. "Plans to"
 * made "will", and "is to cost" made "worth", are a change of style.
 */
export function isHardened(was: Figure, is: Figure, toldOn: string | null): boolean {
  const [before, after] = [certaintyOf(was), certaintyOf(is)];
  // A line that breaks off may go on with "could", and what another clause of the sentence says may hold for this one.
  const isWhole =
    /[.!?]["'”’)]*\s*$/.test(is.sentence.text) &&
    !is.sentence.text.toLowerCase().includes(before.words.toLowerCase());
  if (before.degree <= openMax)
    return after.degree >= sureMin && after.degree >= before.degree + 2 && (isWhole || !after.isPlain);
  const end = is.claim.period?.end ?? was.claim.period?.end ?? null;
  const mayHaveCome = end === null || toldOn === null || end <= toldOn;
  return (
    !before.isPlain &&
    after.isPlain &&
    is.claim.modality === 'reported' &&
    achieved.test(clauseOf(is)) &&
    !mayHaveCome
  );
}

/** From the figure's own clause on, not the whole sentence: "will" of another figure is not its own. */
function clauseOf({ claim, sentence }: Figure): string {
  const [start, end] = [claim.start - sentence.start, claim.end - sentence.start];
  const before = sentence.text.slice(0, start);
  const cut = Math.max(...[';', ', and ', ' and ', ','].map((mark) => before.lastIndexOf(mark)));
  const after =
    sentence.text.slice(end).split(/[,;.]| and (?:is|are|was|were|will|has|have|could|may)\b/)[0] ?? '';
  return `${before.slice(Math.max(cut, 0))}${sentence.text.slice(start, end)}${after}`;
}
