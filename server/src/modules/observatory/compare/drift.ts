/** What a rewriting made of a text that its author would not have said: told as findings, once for each figure or rank. */
import { type Change, changesOf } from './changes.ts';
import type { Copy } from './copies.ts';
import type { Found } from './finding.ts';
import { daysOf } from './interval.ts';
import { type Reading, sentenceAt } from './reading.ts';
import { contentWords, overlap } from './words.ts';

/**
 * Where nobody knows which text was made from which, the one that says more is the one in question: both ways are looked at, and what is
 * the same either way is told once.
 */
export function driftOf(copy: Copy, changes: readonly Change[] = changesOf(copy)): Found[] {
  if (copy.how === 'exact') return [];
  const forward = findings(copy, changes);
  if (copy.orderKnown) return forward;
  const turned = turn(copy);
  return [...forward, ...findings(turned, changesOf(turned)).filter(({ message }) => oneWay.has(message))];
}

/** Of these the one text says more than the other; the rest is a difference whichever way one looks. */
const oneWay: ReadonlySet<string> = new Set(['scope-dropped', 'hardened', 'speaker-given', 'period-dropped']);

const turn = (copy: Copy): Copy => ({
  ...copy,
  earlier: copy.later,
  later: copy.earlier,
  shared: copy.shared.map(({ a, b, weight }) => ({ a: b, b: a, weight })),
});

function findings(copy: Copy, changes: readonly Change[]): Found[] {
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

function messageOf(change: Change, { earlier, later }: Copy): string | null {
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
