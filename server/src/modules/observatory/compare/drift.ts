/** What a rewriting made of a text that its author would not have said: told as findings, once for each figure or rank. */
import type { Claim } from '@serai/extract';
import { isHardened } from './certainty.ts';
import { type Change, changesOf } from './changes.ts';
import type { CopyPair } from './copies.ts';
import type { Found, Spot } from './finding.ts';
import { daysOf } from './interval.ts';
import { type Figure, type Reading, type ReadSentence, sentenceAt, standingIn } from './reading.ts';
import { driftRank, type Suspicion, suspicion } from './suspicion.ts';
import { contentWords, overlap, sharedWords } from './words.ts';

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
const oneWay: ReadonlySet<string> = new Set([
  'scope-dropped',
  'hardened',
  'bound-dropped',
  'speaker-given',
  'period-dropped',
]);

const turn = (copy: CopyPair): CopyPair => ({
  ...copy,
  earlier: copy.later,
  later: copy.earlier,
  shared: copy.shared.map(({ a, b }) => ({ a: b, b: a })),
});

function findings(copy: CopyPair, changes: readonly Change[]): Found[] {
  const isAnother = isAnotherEdition(changes);
  const given = new Set<number>();
  const hardened = new Set<number>();
  return changes.flatMap((change) => {
    const message = messageOf(change, copy);
    if (!message || !change.to || (isAnother && message === 'value-changed')) return [];
    if (message === 'hardened') hardened.add(change.to.claim);
    // "Could be up to 140" made "will be 140" is one drift.
    if (message === 'bound-dropped' && hardened.has(change.to.claim)) return [];
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

function messageOf(change: Change, copy: CopyPair): string | null {
  const { earlier, later } = copy;
  const [from, to] = [
    change.from && earlier.claims[change.from.claim],
    change.to && later.claims[change.to.claim],
  ];
  if (!to) return null;
  switch (change.part) {
    case 'scope':
      if (from?.kind === 'ordinal')
        // The first of the world is the first wherever one looks.
        return change.values.scope === 'world' ? null : (rankMessages[change.kind] ?? null);
      return change.kind === 'changed' ? 'parties-changed' : null;
    case 'modality': {
      const pair = pairOf(change, copy);
      return change.kind === 'sharpened' &&
        pair &&
        isHardened(pair.a, pair.b, later.article.date) &&
        (pair.b.claim.unit !== 'percent' || isOneStatement(change, copy))
        ? 'hardened'
        : null;
    }
    case 'modifier': {
      const pair = pairOf(change, copy);
      return change.kind === 'sharpened' && pair && isBoundLost(pair.a, pair.b) ? 'bound-dropped' : null;
    }
    case 'speaker':
      if (change.kind === 'changed') return isOthers(change.values, copy, from) ? 'speaker-changed' : null;
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
      return change.kind === 'changed' &&
        change.values.from !== change.values.to &&
        isOneStatement(change, copy)
        ? 'period-changed'
        : null;
    case 'value':
      return change.kind === 'changed' ? 'value-changed' : null;
    default:
      return null;
  }
}

/** A bulletin of another day has the sentences of the one before and figures of its own: of a copy most figures are kept. */
function isAnotherEdition(changes: readonly Change[]): boolean {
  const count = (kind: Change['kind']) =>
    changes.filter((change) => change.kind === kind && (change.part === 'value' || change.part === 'text'))
      .length;
  // Sentences that were written anew have others in their places.
  const changed = count('changed') + Math.min(count('dropped'), count('added'));
  const kept = new Set(
    changes.flatMap(({ part, from, to }) => (part !== 'value' && part !== 'text' && to ? [from?.claim] : [])),
  );
  const same = count('kept') + kept.size;
  return changed * 2 > same;
}

const rankMessages: Readonly<Partial<Record<Change['kind'], string>>> = {
  dropped: 'scope-dropped',
  changed: 'scope-changed',
};

const pairOf = ({ from, to }: Change, { shared }: CopyPair) =>
  shared.find(({ a, b }) => a.index === from?.claim && b.index === to?.claim);

/** Told of the same thing, not only with the same number: a percentage says nothing of what it is of. */
function isOneStatement(change: Change, copy: CopyPair): boolean {
  const pair = pairOf(change, copy);
  if (!pair) return false;
  const [was, is] = [pair.a.sentence.words, pair.b.sentence.words];
  return sharedWords(was, is) >= 3 && overlap(was, is) >= 0.4;
}

/** "Up to 15 trains" made "15 trains", "around 1,850" made "exactly 1,850"; where only "about" fell away it is a change of style. */
function isBoundLost(was: Figure, is: Figure): boolean {
  if (!/^[=>]/.test(is.claim.modifier ?? '=')) return false;
  return was.claim.modifier === '<=' || (was.claim.modifier === '~' && isExactly(is));
}
const isExactly = ({ claim, sentence }: Figure): boolean =>
  /\b(?:exactly|precisely)\s+\S{0,4}$/i.test(sentence.text.slice(0, claim.start - sentence.start));

/** Two institutions are two sources. A person may speak for the same office, unless the earlier text names them apart from it. */
function isOthers(
  { from = '', to = '' }: Readonly<Record<string, string>>,
  { earlier, later }: CopyPair,
  claim: Claim | null | undefined,
): boolean {
  if (!isOffice(from)) return false;
  if (isOffice(to)) return true;
  const [office, person] = [contentWords(from), contentWords(to)];
  const naming = ({ sentences }: Reading) => sentences.filter(({ words }) => overlap(person, words) === 1);
  const isOfOffice = ({ words }: ReadSentence) => sharedWords(office, words) > 0;
  const own = sentenceAt(earlier.sentences, claim?.start ?? -1);
  const before = naming(earlier);
  return (
    person.size >= 2 &&
    before.length > 0 &&
    !before.some((sentence) => sentence === own || isOfOffice(sentence)) &&
    !naming(later).some(isOfOffice)
  );
}

const isOffice = (speaker = ''): boolean =>
  /universit|institut|center|centre|ministry|customs|bank|administration|committee|agency|association|group|office|statistic|commission|corporation|academy|council/i.test(
    speaker,
  );

/** The earlier text names whom the later gives the figure to, but for something else: it is the source of no figure there. */
function isSpokenOf(earlier: Reading, speaker = ''): boolean {
  const words = contentWords(speaker);
  if (!isOffice(speaker) || words.size === 0) return false;
  const naming = earlier.sentences.filter(
    (sentence) => overlap(words, sentence.words) === 1 && sentence.words.size > words.size,
  );
  return (
    naming.length > 0 &&
    !naming.some((sentence) => standingIn(earlier, sentence).figures.length > 0) &&
    !earlier.figures.some(
      ({ claim }) => claim.speaker !== null && overlap(words, contentWords(claim.speaker)) >= 0.5,
    )
  );
}
