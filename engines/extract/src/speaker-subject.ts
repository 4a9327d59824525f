/** Whose verb it is: the name, office or pronoun before a verb of saying, or behind it. */
import { isInstitution, isOffice, isPerson, isState, personBehind, written } from './speaker-name.ts';
import { isCapital, isNothing, isVerbal, kinds, nameAt, nameEndingAt, unnamed } from './speaker-span.ts';
import type { Token } from './text.ts';

/** A name as it is written, or what stands for one told before. */
export type Who =
  | { name: string }
  /** "he", "the director": a person told before. */
  | { person: true; of?: string }
  /** "it", "the ministry", "the company": an institution told before, with its kind where it is said. */
  | { office: string }
  /** "analysts", "organisers": nobody's name. */
  | { nobody: true };

/** The subject of a verb at `at`: over what stands between, back to the beginning of its clause. */
export function subjectBefore(tokens: readonly Token[], at: number): Who | null {
  let end = at;
  while (end > 0 && between.test(tokens[end - 1]!.low)) end--;
  // "The fund on Tuesday cut", "Saidov last week told".
  for (let start = end - 1; start >= Math.max(0, end - 4); start--)
    if (/^(on|late|early|last|this|in|yesterday|today|earlier)$/.test(tokens[start]!.low)) {
      if (/day$|^(week|month|year)$/.test(tokens[end - 1]!.low)) end = start;
      break;
    }
  while (end > 0 && (between.test(tokens[end - 1]!.low) || (end < at && isIssued.test(tokens[end - 1]!.low))))
    end--;
  if (tokens[end - 1]?.text === ')') {
    // "Kazakhstan Temir Zholy (KTZ) said".
    while (end > 0 && tokens[end - 1]!.text !== '(') end--;
    end--;
  }
  if (end <= 0) return null;
  // "Its scientists analysed 640 crashes and found": whose the sentence is.
  if (/^(and|but)$/.test(tokens[end - 1]!.low)) return leading(tokens, end - 1);
  return tokens[end - 1]?.text === ',' ? beforeComma(tokens, end - 1) : endingAt(tokens, end);
}
/** "A World Bank report published on Tuesday puts". */
const isIssued = /^(?:published|released|issued|presented|unveiled)$/;
const between =
  /^(has|have|had|also|further|recently|previously|then|earlier|now|still|even|therefore|meanwhile|today|yesterday|himself|herself|itself|always|often|only|later|just|simply|publicly|reportedly|initially|officially|proudly|cautiously|quietly|who|which|would|does|did|never|once|first|finally)$/;

function leading(tokens: readonly Token[], before: number): Who | null {
  const first = tokens[0]!.low;
  if (/^(he|she)$/.test(first)) return { person: true };
  if (/^(it|its)$/.test(first)) return { office: '' };
  const name = nameAt(tokens, 0);
  if (
    name &&
    name.next <= before &&
    (name.text.includes(' ') || /^(said|says|has|had|put|told|,)$/.test(tokens[name.next]?.low ?? ''))
  )
    return { name: name.text };
  if (first !== 'the') return null;
  for (let end = 2; end <= Math.min(5, before); end++) {
    const office = officeEndingAt(tokens, end);
    if (office) return office;
  }
  return null;
}

/** "Laziz Kudratov, Uzbekistan's minister of investment, industry and trade, told": back over the apposition. */
function beforeComma(tokens: readonly Token[], comma: number): Who | null {
  const apposed = nameEndingAt(tokens, comma);
  if (apposed && isPerson(apposed.text) && tokens[apposed.from - 1]?.text === ',')
    return { name: apposed.text };
  let best: Who | null = null;
  for (let start = comma - 1; start >= 0 && start > comma - 40; start--) {
    if (tokens[start]!.text !== ',') continue;
    const name = nameEndingAt(tokens, start);
    if (name && isPerson(name.text)) return { name: name.text };
    if (best === null) best = endingAt(tokens, start);
    if (best && 'name' in best && best.name.includes(' ')) return best;
  }
  return best && !('nobody' in best) ? best : null;
}

function endingAt(tokens: readonly Token[], end: number): Who | null {
  const name = nameEndingAt(tokens, end);
  if (name && !isNothing(tokens[name.from]!, end - name.from)) {
    // "Tamara Voronova of the Consumers' League".
    const joint = tokens[name.from - 1]?.low === 'the' ? name.from - 2 : name.from - 1;
    // "The railway bureau in Urumqi".
    if (tokens[joint]?.low === 'in') {
      const seated = nameEndingAt(tokens, joint);
      if (seated) return { name: seated.text };
      const office = joint > 1 ? officeEndingAt(tokens, joint) : null;
      if (office) return office;
    }
    const whose = /^(of|from|at|for|with)$/.test(tokens[joint]?.low ?? '')
      ? behindPreposition(tokens, end)
      : null;
    return whose ?? { name: name.text };
  }
  const last = tokens[end - 1];
  if (!last) return null;
  if (/^(he|she)$/.test(last.low)) return { person: true };
  if (last.low === 'it') return { office: '' };
  if (unnamed.test(last.low)) return theirs(tokens, end) ?? { nobody: true };
  if (last.low === 'customs') return { name: 'customs' };
  // "Zhao Gang of the zone's committee".
  const behind = behindPreposition(tokens, end);
  if (behind && 'name' in behind && isPerson(behind.name)) return behind;
  return officeEndingAt(tokens, end) ?? behind;
}

/** "EDB analysts", "Eurasian Development Bank economists": who they are of has a name. */
function theirs(tokens: readonly Token[], end: number): Who | null {
  const owner = nameEndingAt(tokens, end - 1);
  return owner && (/^\p{Lu}{3,}$/u.test(owner.text) || isInstitution(owner.text))
    ? { name: owner.text }
    : null;
}

/** "The provincial commerce department", "the director", "the fund's half-yearly outlook", "the Monitor's survey of 64 members". */
function officeEndingAt(tokens: readonly Token[], end: number): Who | null {
  const last = tokens[end - 1]!;
  if (last.kind !== 'word') return null;
  const isKind = kinds.test(last.low) || paper.test(last.low);
  if (!isKind && !isOffice(last)) return null;
  for (let from = end - 1; from >= Math.max(0, end - 7); from--) {
    const { kind, low } = tokens[from]!;
    if (kind !== 'word' && !/^[-–]$/.test(tokens[from]!.text)) return null;
    if (/^(and|or|to|in|with|by)$/.test(low)) return null;
    if (from < end - 1 && /['’]s?$/.test(tokens[from]!.text)) {
      const owner = nameEndingAt(tokens, from + 1);
      // "Kazakhstan's railway" is no Kazakhstan.
      if (owner)
        return { name: isState(owner.text) && isBody(last) ? written(tokens, owner.from, end) : owner.text };
      const kindOf = low.replace(/['’]s?$/, '');
      if (kinds.test(kindOf)) return { office: kindOf };
    }
    if (/^(the|its|their|a|an|his|her|this|our)$/.test(low)) {
      if (from + 1 >= end) return null;
      if (!isKind) return officialOf(tokens, from, end);
      if (paper.test(last.low)) {
        // "The joint statement" has no other author.
        const owner = nameEndingAt(tokens, end - 1);
        if (owner) return { name: owner.text };
        return /^(its|their)$/.test(low) || from + 2 >= end
          ? { office: '' }
          : { name: written(tokens, from + 1, end) };
      }
      // "Its press office said".
      if (/^(office|service)$/.test(last.low) && /^(press|media)$/.test(tokens[end - 2]!.low))
        return { office: '' };
      return from + 2 >= end ? { office: last.low } : { office: written(tokens, from + 1, end) };
    }
    // "Agriculture ministry" at the beginning of a headline.
    if (from === 0 && isKind && isCapital(tokens[0])) return { name: written(tokens, 0, end) };
  }
  return null;
}
/** "The director" is a person told before; "its spokeswoman" and "a Temir Joly spokesman" speak for the institution. */
function officialOf(tokens: readonly Token[], from: number, end: number): Who | null {
  if (/^(its|their)$/.test(tokens[from]!.low)) return { office: '' };
  const owner = nameEndingAt(tokens, end - 1);
  if (owner && (owner.text.includes(' ') || /^\p{Lu}{2,}$/u.test(owner.text))) return { name: owner.text };
  const kind = tokens[end - 2]!.low;
  if (kinds.test(kind)) return { office: kind };
  return /^an?$/.test(tokens[from]!.low) ? null : { person: true, of: tokens[end - 1]!.low };
}

const isBody = ({ low }: Token): boolean => kinds.test(low) && !paper.test(low);

/** What institutions say things in. */
const paper =
  /^(outlook|report|survey|study|bulletin|statement|review|index|data|figures|statistics|release|document|poll|paper|count|research|analysis|estimate|estimates|records|communique|communiqué|declaration|newsletter)$/;

/** "Pavel Kim of the guides' guild", "a spokesman for SinoGas", "a survey by the council", "its survey of 64 members". */
function behindPreposition(tokens: readonly Token[], end: number): Who | null {
  for (let at = end - 2; at > Math.max(0, end - 14); at--) {
    const each = tokens[at]!;
    if (/^[,;:.—–()]$/.test(each.text) || isVerbal(each)) return null;
    // "A World Bank report published on Monday".
    if (/^(published|released|issued|seen|obtained|prepared|presented|dated|due)$/.test(each.low))
      return endingAt(tokens, at);
    if (!/^(of|from|at|for|in|with|by|on)$/.test(each.low)) continue;
    const before = nameEndingAt(tokens, at);
    if (before && isPerson(before.text)) return { name: before.text };
    const behind = nameAt(tokens, at + 1);
    const head = tokens[at - 1];
    if (head && (isOffice(head) || paper.test(head.low) || head.low === 'source' || unnamed.test(head.low))) {
      if (behind && behind.next >= end) return { name: behind.text };
      if (paper.test(head.low)) {
        const own = officeEndingAt(tokens, at);
        if (own) return own;
      }
      // "The head of dispatch": a person told before.
      if (isOffice(head) && /^(the|its|their|his|her)$/.test(tokens[at - 2]?.low ?? ''))
        return { person: true };
    }
  }
  return null;
}
/** Behind a verb that follows a quotation: "said Cui Zheng, director of …", "explains the founder", "says the Monitor's Erlan Mukanov". */
export function subjectBehind(tokens: readonly Token[], from: number): Who | null {
  const person = personBehind(tokens, from);
  if (person) return { name: person };
  const name = nameAt(tokens, from);
  if (name) {
    // "Agency's Anna Kim": the person of it.
    const last = name.text.split(/['’]s /).at(-1)!;
    return { name: isPerson(last) ? last : name.text };
  }
  const first = tokens[from];
  if (/^(he|she)$/.test(first?.low ?? '')) return { person: true };
  if (first?.low === 'it') return { office: '' };
  if (first && unnamed.test(first.low)) return { nobody: true };
  if (/^(the|its|their|her|his|a|an)$/.test(first?.low ?? '')) {
    // "Says the ministry's Jyldyz Mamatova".
    const owner = tokens.slice(from + 1, from + 5).findIndex(({ low }) => /['’]s$/.test(low)) + from + 1;
    const theirs = owner > from ? nameAt(tokens, owner + 1) : null;
    if (theirs && isPerson(theirs.text)) return { name: theirs.text };
    // "Said a statement from the ministry", "reads a letter from Zhang Hong".
    const joint =
      tokens.slice(from + 1, from + 5).findIndex(({ low }) => /^(from|by|of)$/.test(low)) + from + 1;
    if (joint > from && isPaper(tokens[joint - 1]!)) return subjectBehind(tokens, joint + 1);
    // "Its builder, Aibek Junushev".
    const comma = tokens.slice(from, from + 7).findIndex(({ text }) => text === ',') + from;
    const apposed = comma > from ? nameAt(tokens, comma + 1) : null;
    if (apposed && isPerson(apposed.text)) return { name: apposed.text };
    for (let end = from + 2; end <= Math.min(tokens.length, from + 6); end++) {
      const office = officeEndingAt(tokens, end);
      if (office) return office;
    }
  }
  return null;
}
const isPaper = ({ low }: Token): boolean =>
  paper.test(low) || /^(letter|note|post|message|notice|filing|article|column)$/.test(low);
