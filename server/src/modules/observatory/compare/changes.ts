/** What became of a text's statements in the one made from it: kept, sharpened, softened, dropped, added, changed; and in which part. */
import type { Claim } from '@serai/extract';
import { certaintyOf, isAhead } from './certainty.ts';
import type { CopyPair } from './copies.ts';
import { named, quoteOf, type Spot, spot } from './finding.ts';
import { periodsMayAgree, sameValue } from './interval.ts';
import { type Figure, type Reading, type ReadSentence, sentenceAt, standingIn } from './reading.ts';
import { theRegion } from './statements.ts';
import { contentWords, overlap, sharedWords, stem } from './words.ts';

export interface Change {
  kind: 'kept' | 'sharpened' | 'softened' | 'dropped' | 'added' | 'changed';
  part: 'value' | 'modifier' | 'modality' | 'period' | 'scope' | 'place' | 'speaker' | 'text';
  from: Spot | null;
  to: Spot | null;
  /** As the two texts say it; of the corridor by `@` and id. */
  values: Readonly<Record<string, string>>;
}

export function changesOf(copy: CopyPair): Change[] {
  const { earlier, later, shared } = copy;
  const partner = new Map(shared.map(({ a, b }) => [a, b]));
  const carried = new Set(shared.map(({ b }) => b));
  const near = alignment(copy);
  const changes: Change[] = [];
  for (const figure of earlier.figures) {
    const other = partner.get(figure);
    if (other) changes.push(...figureChanges(earlier, figure, later, other));
    else {
      const replaced = replacementOf(figure, copy, carried, near);
      if (replaced) {
        carried.add(replaced);
        changes.push({
          kind: 'changed',
          part: 'value',
          from: spot(earlier, figure.index),
          to: spot(later, replaced.index),
          values: { from: quoteOf(figure.claim), to: quoteOf(replaced.claim) },
        });
      } else if (isMentioned(figure, partner)) continue;
      else changes.push(one('dropped', spot(earlier, figure.index), null, quoteOf(figure.claim)));
    }
  }
  for (const figure of later.figures)
    if (
      !carried.has(figure) &&
      !shared.some(({ b }) => b.claim.lo === figure.claim.lo && b.claim.unit === figure.claim.unit)
    )
      changes.push(one('added', null, spot(later, figure.index), quoteOf(figure.claim)));
  changes.push(...rankChanges(earlier, later), ...placeChanges(earlier, later));
  return changes;
}

const one = (kind: 'dropped' | 'added', from: Spot | null, to: Spot | null, quote: string): Change => ({
  kind,
  part: 'text',
  from,
  to,
  values: kind === 'dropped' ? { from: quote } : { to: quote },
});

/** A figure said twice in the earlier text is not dropped when it is kept once. */
const isMentioned = (figure: Figure, partner: ReadonlyMap<Figure, Figure>): boolean =>
  [...partner.keys()].some(({ claim }) => claim.unit === figure.claim.unit && sameValue(claim, figure.claim));

/** Sentences of the later text by the earlier's: the one with most words in common, where that is enough. */
function alignment({ earlier, later, shared }: CopyPair): Map<ReadSentence, ReadSentence> {
  const near = new Map<ReadSentence, ReadSentence>();
  for (const { a, b } of shared) near.set(a.sentence, b.sentence);
  for (const sentence of earlier.sentences) {
    if (near.has(sentence) || sentence.words.size < 4) continue;
    let best: { sentence: ReadSentence; score: number } | null = null;
    for (const other of later.sentences) {
      const score = overlap(sentence.words, other.words);
      if (sharedWords(sentence.words, other.words) >= 4 && score > (best?.score ?? 0.45))
        best = { sentence: other, score };
    }
    if (best) near.set(sentence, best.sentence);
  }
  return near;
}

/** In the sentence that says the same, a figure of the same unit and noun that is new: its value was changed. */
function replacementOf(
  { claim, sentence }: Figure,
  { earlier, later }: CopyPair,
  carried: ReadonlySet<Figure>,
  near: ReadonlyMap<ReadSentence, ReadSentence>,
): Figure | null {
  const other = near.get(sentence);
  if (!other || overlap(sentence.words, other.words) < 0.5) return null;
  const options = standingIn(later, other).figures.filter(
    (each) =>
      !carried.has(each) &&
      each.claim.unit === claim.unit &&
      isAnotherValue(claim, each.claim) &&
      each.claim.measure === claim.measure &&
      each.claim.direction === claim.direction &&
      each.claim.modality === claim.modality,
  );
  const [option] = options;
  // What either text says elsewhere as well was moved, not changed.
  const says = ({ figures }: Reading, other: Claim) =>
    figures.some((each) => each.claim.unit === other.unit && sameValue(each.claim, other));
  return option && options.length === 1 && !says(later, claim) && !says(earlier, option.claim)
    ? option
    : null;
}

/** Of the same noun and time, and not so far off that it is another figure; the same digits with another scale are a slip. */
function isAnotherValue(claim: Claim, other: Claim): boolean {
  const [a, b] = [Number(claim.lo), Number(other.lo)];
  const digitsOf = (value: number) => String(value).replace(/\.|0+$/g, '');
  const isNear = Math.max(a, b) <= Math.min(a, b) * 10 || digitsOf(a) === digitsOf(b);
  const nounOf = ({ quote }: Claim) => stem((/[\p{L}]+$/u.exec(quote)?.[0] ?? '').toLowerCase());
  const isSameNoun = claim.kind === 'money' || claim.unit === 'percent' || nounOf(claim) === nounOf(other);
  return isNear && isSameNoun && periodsMayAgree(claim, other) && !sameValue(claim, other);
}

/** How much a modifier promises, of one number. */
const strength: Readonly<Record<string, number>> = { '<': 0, '<=': 1, '~': 2, '=': 3, '>=': 4, '>': 5 };

function figureChanges(earlier: Reading, a: Figure, later: Reading, b: Figure): Change[] {
  const [from, to] = [spot(earlier, a.index), spot(later, b.index)];
  const changes: Change[] = [];
  const add = (kind: Change['kind'], part: Change['part'], values: Change['values']) =>
    changes.push({ kind, part, from, to, values });
  const [was, is] = [certaintyOf(a), certaintyOf(b)];
  if (was.degree !== is.degree && (isAhead(a) || isAhead(b)))
    add(is.degree > was.degree ? 'sharpened' : 'softened', 'modality', { from: said(a), to: said(b) });
  if (a.claim.modifier !== b.claim.modifier) {
    const [weak, strong] = [strength[a.claim.modifier ?? '='] ?? 3, strength[b.claim.modifier ?? '='] ?? 3];
    add(strong > weak ? 'sharpened' : 'softened', 'modifier', { from: quoteWith(a), to: quoteWith(b) });
  }
  const [then, now] = [a.claim.period, b.claim.period];
  if (then && !now) add('dropped', 'period', { from: then.label });
  else if (!then && now) add('added', 'period', { to: now.label });
  else if (then && now && isOtherPeriod(a.claim, b.claim))
    add('changed', 'period', { from: then.label, to: now.label });
  const scope = scopeChange(a.claim, b.claim);
  if (scope) add('changed', 'scope', scope);
  const [author, speaker] = [speakerOf(a.claim), speakerOf(b.claim)];
  if (author && speaker ? !isSameSpeaker(author, speaker) : speaker !== author)
    add(author && speaker ? 'changed' : speaker ? 'added' : 'dropped', 'speaker', {
      ...(author ? { from: author } : {}),
      ...(speaker ? { to: speaker } : {}),
    });
  if (changes.length === 0) add('kept', 'value', { from: quoteOf(a.claim), to: quoteOf(b.claim) });
  return changes;
}

const said = (figure: Figure): string => `${certaintyOf(figure).words} … ${quoteOf(figure.claim)}`;
/** With up to 14 characters before it, from the beginning of a word. */
const quoteWith = ({ claim, sentence }: Figure): string => {
  const at = claim.start - sentence.start;
  const before = sentence.text.slice(0, at).match(/(?:^|(?<=\s))\S.{0,13}$/su)?.[0] ?? '';
  return `${before}${quoteOf(claim)}`.replace(/\s+/g, ' ');
};

/** Years that differ; "late 2024" and "by the end of 2024" don't. */
function isOtherPeriod(a: Claim, b: Claim): boolean {
  const [first, second] = [a.period, b.period];
  if (!first || !second) return false;
  if (first.end && second.start && first.end < second.start) return true;
  if (second.end && first.start && second.end < first.start) return true;
  const years = ({ start, end }: { start: string | null; end: string | null }) =>
    start && end ? Number(end.slice(0, 4)) - Number(start.slice(0, 4)) : null;
  const [one, other] = [years(first), years(second)];
  return one !== null && other !== null && Math.abs(one - other) >= 2;
}

const scopeChange = (a: Claim, b: Claim): Record<string, string> | null => {
  const [was, is] = [a, b].map(({ subject, partner }) =>
    [subject, partner].filter((each) => each !== null).toSorted(),
  );
  if (!was || !is || was.length < 2 || is.length < 2 || was.every((each) => is.includes(each))) return null;
  return { from: was.map(named).join(' + '), to: is.map(named).join(' + ') };
};

const speakerOf = ({ speaker }: Claim): string | null => speaker;
/** "Kudratov" is Laziz Kudratov, "China State Railway Group" its Co., Ltd. */
const isSameSpeaker = (a: string, b: string): boolean => overlap(contentWords(a), contentWords(b)) >= 0.5;

/** The largest, first or only of a kind: whether the place it is so in is kept. */
function rankChanges(earlier: Reading, later: Reading): Change[] {
  const changes: Change[] = [];
  const used = new Set<number>();
  earlier.claims.forEach((claim, index) => {
    if (!isRank(claim)) return;
    let best: { index: number; score: number } | null = null;
    later.claims.forEach((other, at) => {
      if (!isRank(other) || other.measure !== claim.measure || used.has(at)) return;
      const score = rankLikeness(earlier, claim, later, other);
      if (score > (best?.score ?? 0.4)) best = { index: at, score };
    });
    const match = best as { index: number; score: number } | null;
    if (!match) return;
    const other = later.claims[match.index];
    if (!other) return;
    used.add(match.index);
    const [was, is] = [scopeOf(claim), scopeOf(other)];
    const isKept = was === is || isOneScope(was, is) || (is === null && speaksOf(later, other, claim));
    const spots = { from: spot(earlier, index), to: spot(later, match.index) };
    const values = {
      from: quoteOf(claim),
      to: quoteOf(other),
      ...(was ? { scope: was } : {}),
      ...(is ? { scopeTo: is } : {}),
    };
    if (isKept) changes.push({ kind: 'kept', part: 'scope', ...spots, values });
    else
      changes.push({
        kind: was && is ? 'changed' : was ? 'dropped' : 'added',
        part: 'scope',
        ...spots,
        values,
      });
  });
  return changes;
}

const isRank = ({ measure, kind }: Claim): boolean =>
  kind === 'ordinal' && (measure === 'largest' || measure === 'first' || measure === 'only');
/** "Central Asia's largest" is so in it; "China's largest supplier" says whose, not where. */
const placeOf = ({ place, partner, measure }: Claim): string | null =>
  place ?? (measure !== 'largest' || partner === 'central-asia' ? partner : null);
const scopeOf = (claim: Claim): string | null => {
  const scope = placeOf(claim);
  return scope === null ? null : /^[A-Z]{2}$|:|^central-asia$/.test(scope) ? named(scope) : scope;
};
const isRegion = (scope: string | null): boolean => scope === theRegion || scope === named('central-asia');
const isOneScope = (a: string | null, b: string | null): boolean => isRegion(a) && isRegion(b);

/** The later sentence names the scope in other words: "the country's largest", "Kazakhstan opened its first". */
function speaksOf(later: Reading, other: Claim, earlier: Claim): boolean {
  const scope = placeOf(earlier);
  const sentence = sentenceAt(later.sentences, other.start);
  if (!sentence || scope === null) return false;
  const words = isRegion(scopeOf(earlier)) ? /\bregion/i : /\b(?:country|nation|province|republic|city)/i;
  return (
    words.test(sentence.text) ||
    sentence.mentions.some(({ id }) => id === scope) ||
    /\bits\b/i.test(
      sentence.text.slice(Math.max(0, other.start - sentence.start - 4), other.start - sentence.start),
    )
  );
}

/** The same thing is ranked: its nouns, and the sentences they stand in. */
function rankLikeness(earlier: Reading, a: Claim, later: Reading, b: Claim): number {
  const things = overlap(thingWords(a), thingWords(b));
  const [first, second] = [sentenceAt(earlier.sentences, a.start), sentenceAt(later.sentences, b.start)];
  if (!first || !second || things < 0.4) return 0;
  // Different subjects are two of a kind: Kazakhstan's first and Uzbekistan's first.
  if (a.subject && b.subject && a.subject !== b.subject && !a.subject.startsWith('asset:')) return 0;
  return things * 0.6 + overlap(first.words, second.words) * 0.4;
}

const rankWords =
  /\b(?:largest|biggest|top|leading|main|highest|greatest|principal|foremost|longest|fastest|tallest|first|only|sole|in|of|across|within)\b/gi;
const thingWords = ({ quote }: Claim): Set<string> =>
  contentWords(quote.replace(rankWords, ' ').replace(/\bCentral Asia\b|\bthe world\b|\bthe region\b/gi, ' '));

/** Where plants and towns are put, against where the earlier text put them, or didn't. */
function placeChanges(earlier: Reading, later: Reading): Change[] {
  return later.claims.flatMap((claim, index) => {
    if (claim.measure !== 'location' || !claim.subject || !claim.place) return [];
    const before = earlier.claims.findIndex(
      ({ measure, subject }) => measure === 'location' && subject === claim.subject,
    );
    const was = earlier.claims[before]?.place ?? null;
    if (was === claim.place) return [];
    return [
      {
        kind: was ? ('changed' as const) : ('added' as const),
        part: 'place' as const,
        from: was ? spot(earlier, before) : null,
        to: spot(later, index),
        values: { what: named(claim.subject), ...(was ? { from: named(was) } : {}), to: named(claim.place) },
      },
    ];
  });
}
