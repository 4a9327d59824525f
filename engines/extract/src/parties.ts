/** Whose figure it is: the countries and regions a clause tells it of, and the place. */
import { clauseStart } from './modifier.ts';
import type { Mention, Names } from './names.ts';
import type { Sentence, Token } from './text.ts';

export interface Parties {
  subject: string | null;
  partner: string | null;
  place: string | null;
}

/** The parties of what stands at [start, end): of its own clause, else of its sentence. */
export function partiesOf(
  tokens: readonly Token[],
  start: number,
  end: number,
  mentions: readonly Mention[],
): Parties {
  const parties = mentions.filter((each) => isParty(tokens, each));
  const place = placeOf(tokens, start, end, mentions);
  const clause = clauseStart(tokens, start);
  const own = pairIn(
    tokens,
    parties.filter(({ from, to }) => from >= clause && to <= start),
  );
  if (own) return { ...complete(tokens, own, parties, start, end), place };
  const sentence = pairIn(
    tokens,
    parties.filter(({ to }) => to <= start),
  );
  if (sentence) return { ...complete(tokens, sentence, parties, start, end), place };
  const after = pairIn(
    tokens,
    parties.filter(({ from }) => from >= end),
  );
  return { subject: after?.subject ?? null, partner: after?.partner ?? null, place };
}

/** "Bilateral trade", "the two countries": of two that are named elsewhere. */
export const isBilateral = ({ tokens }: Sentence): boolean =>
  tokens.some(
    ({ low }, index) =>
      low === 'bilateral' ||
      (/^(?:countries|sides|nations|neighbours|neighbors)$/.test(low) &&
        /^(?:two|both)$/.test(tokens[index - 1]?.low ?? '')) ||
      (low === 'way' &&
        tokens[index - 2]?.low === 'two' &&
        /^(?:trade|turnover)$/.test(tokens[index + 1]?.low ?? '')),
  );

/** The two countries a text begins with, where it is of two and no more. */
export function pairOf(sentences: readonly Sentence[], names: Names): Parties | null {
  const told = new Set<string>();
  const first = sentences.findIndex(({ tokens }) => tokens.length > 8);
  for (const { tokens } of sentences.slice(0, first + 2))
    for (const { kind, id } of names.in(tokens)) if (kind === 'country' || kind === 'region') told.add(id);
  const [subject, partner] = told;
  return told.size === 2 ? { subject: subject!, partner: partner!, place: null } : null;
}

interface Pair {
  subject: string;
  partner: string | null;
}

const towards = /^(with|to|from|in|into|for|between|by|of)$/;

/** The last pair told before a figure: "between A and B", "A and B", "A-B", "A's trade with B"; else one alone. */
function pairIn(tokens: readonly Token[], parties: readonly Mention[]): Pair | null {
  const last = parties.at(-1);
  if (!last) return null;
  const low = (index: number) => tokens[index]?.low ?? '';
  // "with Kazakhstan accounting for", "Kazakhstan's share at": its own, whatever was told before.
  if (/^(accounting|accounts|accounted|share|contributing)$/.test(low(last.to)))
    return { subject: last.id, partner: null };
  for (let index = parties.length - 1; index > 0; index--) {
    const [a, b] = [parties[index - 1]!, parties[index]!];
    const between = tokens.slice(a.to, b.from).map((each) => each.low);
    if (between.length === 1 && /^(and|-|–|—)$/.test(between[0] ?? ''))
      return { subject: a.id, partner: b.id };
  }
  const subject =
    parties.find(({ from, to }) => !towards.test(low(from - 1)) || isPossessive(tokens, to)) ?? parties[0]!;
  const partner = parties.find(
    (each) =>
      each.from > subject.from &&
      each.id !== subject.id &&
      ([1, 2, 3].some((back) => towards.test(low(each.from - back))) || each.adjective),
  );
  return { subject: subject.id, partner: partner?.id ?? null };
}

/** A party told alone takes its partner from the rest of the sentence: after the figure, or the pair before. */
function complete(
  tokens: readonly Token[],
  pair: Pair,
  parties: readonly Mention[],
  start: number,
  end: number,
): Pair {
  if (pair.partner) return pair;
  const after = parties.find(
    ({ from, id }) =>
      from >= end &&
      from <= end + 12 &&
      id !== pair.subject &&
      (towards.test(tokens[from - 1]?.low ?? '') ||
        parties.some((each) => each.adjective && each.from === from)),
  );
  if (after) return { ...pair, partner: after.id };
  const before = parties.filter(({ to, id }) => to <= start && id !== pair.subject);
  // "Trade between Central Asia and China …, with Kazakhstan accounting for": the partner is the one that is not a region.
  const other = before.findLast(({ kind }) => kind === 'country') ?? null;
  return { ...pair, partner: other?.id ?? null };
}

/** A country inside the name of something else (China Media Group, China-Central Asia Summit) is no party; an adjective only before what is theirs. */
function isParty(tokens: readonly Token[], { kind, from, to, adjective }: Mention): boolean {
  if (kind !== 'country' && kind !== 'region') return false;
  const next = tokens[to];
  if (adjective) {
    return [next, tokens[to + 1]].some((each) =>
      /^(investments?|investors?|exports?|imports?|capital|loans?|companies|firms|enterprises|goods|market|tourists|economy|side)$/.test(
        each?.low ?? '',
      ),
    );
  }
  if (isInstitutions(tokens, from)) return false;
  if (isPossessive(tokens, to)) return true;
  if (next?.text === '-' && next.glued && tokens[to + 1]?.glued && /^\p{Lu}/u.test(tokens[to + 1]!.text)) {
    // The name may begin further on: "China-Central Asia Summit".
    let at = to + 1;
    while (/^\p{Lu}/u.test(tokens[at + 1]?.text ?? '') && tokens[at + 1]?.kind === 'word') at++;
    return !names.test(tokens[at]!.low);
  }
  let at = to;
  while (tokens[at]?.kind === 'word' && /^\p{Lu}/u.test(tokens[at]!.text)) at++;
  return at === to || !names.test(tokens[at - 1]!.low) || tokens[from - 1]?.low === 'between';
}

/** "Center for Russia, Eastern Europe and Central Asian studies", "Institute of Kazakhstan": named in what an institution is for, over a list. */
function isInstitutions(tokens: readonly Token[], from: number): boolean {
  let at = from - 1;
  while (
    at > 0 &&
    (/^[,]$|^and$/.test(tokens[at]!.low) || /^\p{Lu}/u.test(tokens[at]!.text)) &&
    from - at < 6
  )
    at--;
  return (
    /^(for|of)$/.test(tokens[at]?.low ?? '') &&
    /^(center|centre|institute|institution|academy|department|bureau|studies|college)$/.test(
      tokens[at - 1]?.low.replace(/'s$/, '') ?? '',
    )
  );
}

/** What names of institutions and meetings end with. */
const names =
  /^(group|corporation|corp|company|co|bank|ministry|society|association|council|committee|university|center|centre|institute|academy|agency|daily|times|news|summit|forum|alliance|railway|railways|energy|initiative|network|express|mechanism|fund|chamber|union|program|programme|conference|expo|fair|office|administration|party|embassy|government|media)$/;

const isPossessive = (tokens: readonly Token[], to: number): boolean =>
  tokens[to - 1]?.low.endsWith("'s") ?? false;

const within = /^(in|at|across|within|into|near|throughout)$/;
function placeOf(
  tokens: readonly Token[],
  start: number,
  end: number,
  mentions: readonly Mention[],
): string | null {
  const places = mentions.filter(
    ({ kind, adjective }) => !adjective && (kind === 'country' || kind === 'region' || kind === 'place'),
  );
  const told = ({ from }: Mention) =>
    within.test(tokens[from - 1]?.low ?? '') ||
    (tokens[from - 1]?.low === 'the' && within.test(tokens[from - 2]?.low ?? ''));
  const clause = clauseStart(tokens, start);
  const found =
    places.findLast((each) => each.to <= start && each.from >= clause && told(each)) ??
    places.find((each) => each.from >= end && each.from <= end + 8 && told(each));
  return found?.id ?? null;
}
