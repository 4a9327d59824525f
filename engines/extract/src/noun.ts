/** What a number counts: the head of the noun phrase after it, in the plural. */
import type { Token } from './text.ts';

/** Reads on from a number to the noun it counts; null where none follows. */
export function countedNoun(
  tokens: readonly Token[],
  from: number,
  taken: (index: number) => boolean,
): { unit: string; next: number } | null {
  let head = -1;
  let at = from;
  // "more than 30 of the projects", "some 200 of its 500 employees".
  for (; at < tokens.length && at < from + 8; at++) {
    const each = tokens[at]!;
    if (taken(at)) break;
    if (each.text === '-' && each.glued && tokens[at + 1]?.glued && at > from) continue;
    if (each.text === '-' && at === from && each.glued && tokens[at + 1]?.kind === 'word') {
      const compound = compoundNoun(tokens, at + 1);
      if (compound) return compound;
      break;
    }
    if (each.kind === 'number' || isNumeral(tokens, at)) break;
    // "32 check-in desks", "12 follow-up visits".
    if (
      each.kind === 'word' &&
      tokens[at + 1]?.text === '-' &&
      tokens[at + 1]!.glued &&
      tokens[at + 2]?.glued &&
      stops.has(tokens[at + 2]!.low)
    ) {
      at += 2;
      continue;
    }
    if (each.text === ',' && isAdjectiveList(tokens, at)) continue;
    if (each.kind !== 'word') break;
    // "13 other markets", "20 more trains".
    if (
      head < 0 &&
      at === from &&
      /^(other|more|different|such|own|additional|further)$/.test(each.low) &&
      tokens[at + 1]?.kind === 'word' &&
      !stops.has(tokens[at + 1]!.low)
    )
      continue;
    if (stops.has(each.low) || (head >= 0 && !mayFollow(tokens, at))) break;
    if (each.low === 'and' || each.low === 'or') {
      // "53 product and service categories": goes on only where no head was met.
      if (head >= 0 || !isPlainWord(tokens[at + 1])) break;
      continue;
    }
    if (isHead(each)) head = at;
    else if (head >= 0 && !isPlainWord(each)) break;
  }
  if (head < 0) return null;
  return { unit: plural(tokens, head), next: head + 1 };
}

/** "Conducted three-quarters of the trade": another figure begins. */
const isNumeral = (tokens: readonly Token[], at: number): boolean =>
  tokens[at + 1]?.text === '-' &&
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten)$/.test(tokens[at]!.low) &&
  /^(?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)$/.test(
    tokens[at + 2]?.low ?? '',
  );

/** Words after a head that still belong to its phrase: "sales staff", "goods trains". Only where another head follows at once. */
function mayFollow(tokens: readonly Token[], at: number): boolean {
  const [here, before] = [tokens[at]!, tokens[at - 1]!];
  if (before.text === '-') return true;
  if (verbs.has(here.low) || /(ed|ing|ly)$/.test(here.low)) return false;
  return isHead(here) && attributivePlurals.has(before.low);
}

/** Plurals that stand before another noun. */
const attributivePlurals = new Set(
  'sales goods sports arms savings communications telecommunications systems electronics'.split(' '),
);

/** "a 50-hectare park" is a measure and was read before; "two-way trade", "11-nation group", "a 30-member team" count their noun. */
function compoundNoun(tokens: readonly Token[], at: number): { unit: string; next: number } | null {
  const word = tokens[at]!;
  const known = new Set(
    'nation member country person seat story storey room bed lane strong page party point person car wagon carriage unit truck container goal set game seater judge hole course'.split(
      ' ',
    ),
  );
  if (!word.glued || !known.has(word.low)) return null;
  if (word.low === 'strong') return { unit: 'people', next: at + 1 };
  return { unit: pluralOf(word.low), next: at + 1 };
}

const isAdjectiveList = (tokens: readonly Token[], at: number): boolean => {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  return (
    /(al|ic|ive|able|ous|ary|new|large|small)$/.test(before?.low ?? '') &&
    isPlainWord(after) &&
    /(al|ic|ive|able|ous|ary|new|large|small)$/.test(after?.low ?? '')
  );
};
const isPlainWord = (each: Token | undefined): boolean =>
  each?.kind === 'word' && !stops.has(each.low) && !verbs.has(each.low);

function isHead(each: Token): boolean {
  const { low } = each;
  if (irregular.has(low) || massNouns.has(low)) return true;
  if (!/[a-zа-я]s$/.test(low) || /(ss|us|is|'s)$/.test(low) || notPlural.has(low)) return false;
  return !verbs.has(low);
}

const irregular = new Set(
  'people children women men staff personnel aircraft vessels cattle sheep fish species series criteria data media police youth livestock kazakhstanis'.split(
    ' ',
  ),
);
const massNouns = new Set('head'.split(' '));
const notPlural = new Set(
  "as its his hers theirs this thus always towards besides perhaps across various overseas business process access congress press less news politics economics physics mathematics previous famous numerous ambitious various serious china's basis".split(
    ' ',
  ),
);
/** Forms in -s that are verbs more often than nouns right after a number's phrase. */
const verbs = new Set(
  'is was has does says goes makes takes gives shows means includes covers reaches remains stands comes becomes represents accounts connects serves helps needs works runs are were have had will would could can may might should must been be being do did said told made took came worth went became saw rose fell grew reached hit stood compared according following including since until during'.split(
    ' ',
  ),
);
const stops = new Set(
  'the a an of in on at by for from to with without within into onto over under between among through across along per via than that which who whom whose where when while as if but nor so because after before since until during about against toward towards despite amid upon is was are were be been being has have had do does did will would could can may might shall should must not no only also already now then there here it its they their them he she his her we our you your i this these those each every both all any some more most less least other others another such same own very too just still even yet ago respectively alone compared according following including worth up down out off'.split(
    ' ',
  ),
);

const singular: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['child', 'children'],
  ['man', 'men'],
  ['woman', 'women'],
  ['country', 'countries'],
  ['city', 'cities'],
  ['company', 'companies'],
]);
/** The subject's head in the plural, before a verb: what a later bare number counts. */
export function headBefore(tokens: readonly Token[], before: number): string | null {
  // "The number of railcars ferried rose from".
  for (let at = Math.max(2, before - 14); at < before; at++)
    if (tokens[at]!.kind === 'word' && tokens[at - 1]!.low === 'of' && tokens[at - 2]!.low === 'number') {
      let head = at;
      while (head < Math.min(before, at + 5) && tokens[head]!.kind === 'word' && !isHead(tokens[head]!))
        head++;
      if (head < before && tokens[head]!.kind === 'word' && isHead(tokens[head]!))
        return plural(tokens, head);
    }
  for (let at = 0; at < Math.min(before, 14); at++) {
    const each = tokens[at]!;
    if (each.kind !== 'word') continue;
    if (isHead(each) && isSubject(tokens, at)) {
      // "Passenger numbers rose": what is numbered.
      const whose = tokens[at - 1];
      if (each.low === 'numbers' && whose?.kind === 'word' && at > 0 && !stops.has(whose.low))
        return pluralOf(whose.low);
      // "Sales of cars": the thing, and not the selling of it; a name's plural is no count.
      const isFirst = tokens.slice(0, at).every(({ kind }) => kind !== 'word');
      return /^\p{Lu}/u.test(each.text) && !isFirst ? null : plural(tokens, at);
    }
    if (at > 0 && verbs.has(each.low)) return null;
  }
  return null;
}

/** Before a verb or what belongs to the noun, after nothing that would make a verb of it ("he wants", "the summer holds"). */
function isSubject(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (
    /^(sales|exports|imports|deliveries|volumes|prices|costs|earnings|shipments|revenues|customers|years|months|days|growers|times)$/.test(
      tokens[at]!.low,
    )
  )
    return false;
  if (
    !/^(on|in|to|from|between|for|at|that|which|who|since|was|were|rose|fell|grew|had|has|have|more|doubled|reached|exceeded|went|came|stood|increased|decreased|declined|jumped|climbed|dropped)$/.test(
      after?.low ?? '',
    )
  )
    return false;
  return (
    before === undefined ||
    before.kind !== 'word' ||
    /^\p{Lu}/u.test(before.text) ||
    /^(the|of|and|a|an|all|these|those|its|their|his|her|our|many|some|other|new|total|annual|daily|monthly|number|flu|electric|passenger|freight|container|foreign|european|chinese)$/.test(
      before.low,
    ) ||
    /(al|ic|ive|ous|ary|ed|an|ese|ish|ern)$/.test(before.low)
  );
}

/** With what is joined to it by a hyphen: live-streamers. */
function plural(tokens: readonly Token[], head: number): string {
  const [hyphen, before] = [tokens[head - 1], tokens[head - 2]];
  const joined = tokens[head]!.glued && hyphen?.text === '-' && hyphen.glued && before?.kind === 'word';
  return (joined ? `${before.low}-` : '') + tokens[head]!.low;
}
export const pluralOf = (word: string): string =>
  singular.get(word) ??
  (/[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}ies`
    : /(s|x|z|ch|sh)$/.test(word)
      ? `${word}es`
      : `${word}s`);
