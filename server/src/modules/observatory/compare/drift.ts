/** What a rewriting made of a text that its author would not have said: told as findings, once for each figure or rank. */
import { type Change, changesOf } from './changes.ts';
import type { CopyPair } from './copies.ts';
import type { Found, Spot } from './finding.ts';
import { daysOf } from './interval.ts';
import { type Reading, sentenceAt } from './reading.ts';
import { driftRank, type Suspicion, suspicion } from './suspicion.ts';
import { contentWords, overlap } from './words.ts';

/**
 * Where nobody knows which text was made from which, the one that says more is the one in question: both ways are looked at, and what is
 * the same either way is told once.
 */
export function driftOf(copy: CopyPair, changes: readonly Change[] = changesOf(copy)): Suspicion[] {
  const dateOf = ({ article }: Spot) =>
    (article === copy.earlier.article.id ? copy.earlier : copy.later).article.date;
  // Of several texts it may have been made from, the one it has most in common with.
  const nearness = Math.max(0, 99_999 - copy.shared.length);
  return found(copy, changes).map((each) => suspicion(each, { rank: driftRank, nearness, dateOf }));
}

function found(copy: CopyPair, changes: readonly Change[]): Found[] {
  const forward = findings(copy, changes);
  if (copy.orderKnown) return forward;
  const turned = turn(copy);
  return [...forward, ...findings(turned, changesOf(turned)).filter(({ message }) => oneWay.has(message))];
}

/** Of these the one text says more than the other; the rest is a difference whichever way one looks. */
const oneWay: ReadonlySet<string> = new Set(['scope-dropped', 'hardened', 'speaker-given', 'period-dropped']);

const turn = (copy: CopyPair): CopyPair => ({
  ...copy,
  earlier: copy.later,
  later: copy.earlier,
  shared: copy.shared.map(({ a, b }) => ({ a: b, b: a })),
});

function findings(copy: CopyPair, changes: readonly Change[]): Found[] {
  const given = new Set<number>();
  return changes.flatMap((change) => {
    const message = messageOf(change, copy);
    if (!message || !change.to) return [];
    if (change.part === 'speaker') {
      // One speaker for all figures of a sentence.
      const claim = copy.later.claims[change.to.claim];
      const at = sentenceAt(copy.later.sentences, claim?.start ?? -1)?.start ?? -1;
      if (given.has(at)) return [];
      given.add(at);
    }
    return [
      {
        check: 'copy-drift',
        class: 'copy-drift' as const,
        spots: [change.to, ...(change.from ? [change.from] : [])],
        message,
        values: { from: '', to: '', scope: '', ...change.values },
        steps: [],
      },
    ];
  });
}

function messageOf(change: Change, { earlier, later }: CopyPair): string | null {
  const [from, to] = [
    change.from && earlier.claims[change.from.claim],
    change.to && later.claims[change.to.claim],
  ];
  if (!to) return null;
  switch (change.part) {
    case 'scope':
      if (from?.kind === 'ordinal')
        return change.kind === 'dropped'
          ? 'scope-dropped'
          : change.kind === 'changed'
            ? 'scope-changed'
            : null;
      return change.kind === 'changed' ? 'parties-changed' : null;
    case 'modality':
      return change.kind === 'sharpened' && isHardened(change.values) ? 'hardened' : null;
    case 'speaker':
      if (change.kind === 'changed')
        return isOffice(change.values.from) && isOffice(change.values.to) ? 'speaker-changed' : null;
      return change.kind === 'added' && isSpokenOf(earlier, change.values.to) ? 'speaker-given' : null;
    case 'period':
      if (
        from?.modality === 'target' ||
        from?.modality === 'forecast' ||
        to.modality === 'forecast' ||
        to.modality === 'target'
      )
        return null;
      if (change.kind === 'dropped')
        return from?.kind === 'money' && (daysOf(from) ?? 0) >= 700 ? 'period-dropped' : null;
      return change.kind === 'changed' ? 'period-changed' : null;
    case 'value':
      return change.kind === 'changed' ? 'value-changed' : null;
    default:
      return null;
  }
}

/** Sure now of what was only hoped for or near; "expected" made "will" is a change of style. */
const isHardened = ({ from = '', to = '' }: Readonly<Record<string, string>>): boolean =>
  !/^(?:expected|forecast|projected|likely|anticipated|planned|plans|will|set to)\b/i.test(from) &&
  from !== to;

/** A person may speak for the same office; two institutions are two sources. */
const isOffice = (speaker = ''): boolean =>
  /universit|institut|center|centre|ministry|customs|bank|administration|committee|agency|association|group|office|statistic|commission|corporation|academy|council/i.test(
    speaker,
  );

/** The earlier text names whom the later gives the figure to, but for something else it says. */
function isSpokenOf(earlier: Reading, speaker = ''): boolean {
  const words = contentWords(speaker);
  return (
    isOffice(speaker) &&
    words.size > 0 &&
    earlier.sentences.some(
      (sentence) => overlap(words, sentence.words) === 1 && sentence.words.size > words.size,
    )
  );
}
