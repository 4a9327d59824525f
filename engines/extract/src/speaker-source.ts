/** What a sentence names as the source of its figures: "according to", "by her count", "data from", "citing". */
import { isPerson, personBehind } from './speaker-name.ts';
import { kinds, nameAt, nameEndingAt } from './speaker-span.ts';
import { subjectBehind, type Who } from './speaker-subject.ts';
import type { Token } from './text.ts';

export interface Attribution {
  who: Who;
  /** Said in words of their own that the next sentences may go on with. */
  carries: boolean;
}

/** What is always somebody's saying. */
export const saying =
  /^(said|says|told|tells|stated|states|noted|notes|added|adds|reported|reports|announced|announces|stressed|stresses|emphasized|emphasised|explained|explains|mentioned|mentions|revealed|reveals|estimated|estimates|indicated|indicates|wrote|writes|claimed|claims|confirmed|confirms|pointed|points|highlighted|highlights|forecasts|forecast|predicts|predicted|projected|projects|disclosed|discloses|remarked|remarks|observed|observes|argued|argues|believes|recalled|recalls|suggests|suggested|thinks|reckons|reckoned|warns|warned|promises|promised|insists|insisted|quotes|cautions|cautioned|calculates|calculated|answered|answers|replied|replies|countered|counters|vowed|vows|admits|admitted|acknowledged|acknowledges|conceded|concedes|declared|declares|maintains|maintained|asserted|asserts|complains|complained|boasts|boasted|jokes|joked|laughs|laughed|sighs|sighed|shrugs|shrugged|smiles|smiled|grumbles|grumbled|remembers|remembered|continues|continued|concludes|concluded|clarified|specified|attributed|attributes|urged|urges|testified|informed|informs|responded|responds|contends|contended|posted|tweeted|commented|comments|elaborated|underlined|underscored|reiterated|muses|mused|worries|quips|quipped|protests|protested|reminded|reminds|counted|counts|put|puts|foresees|foresaw|foreseen|anticipates|anticipated|assured|assures|expects|expected|sees|hopes|hoped|found|finds|thought|shows|showed|show|values|valued|cited|cites|agreed|agrees|gave|gives|guesses|guessed|lists|listed|speaks|spoke|talks|talked|doubts|doubted|recommends|recommended|proposes|proposed|counter)$/;
/** "In his words", "by her count", "by the Grain Union's count", "in Saidov's view", "according to him". */
export function byCount(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
  for (let index = 1; index < tokens.length; index++) {
    if (
      !outside(index) ||
      !/^(words|count|estimate|estimates|reckoning|account|view|calculations|calculation|figures|opinion|assessment|own|telling|tally|judgement|judgment|version)$/.test(
        tokens[index]!.low,
      )
    )
      continue;
    const owner = tokens[index - 1]!;
    const before = tokens[index - 2]?.low ?? '';
    // "In the opinion of Madina Yusuf", "by the tally of the monitor".
    if (tokens[index + 1]?.low === 'of' && owner.low === 'the' && /^(in|by|on|to)$/.test(before)) {
      const who = subjectBehind(tokens, index + 2);
      if (who && !('nobody' in who)) return { who, carries: false };
    }
    if (/^(his|her)$/.test(owner.low) && /^(in|by|on|to|from)$/.test(before))
      return { who: { person: true }, carries: false };
    if (/^(its|their)$/.test(owner.low) && /^(in|by|on|to)$/.test(before))
      return { who: { office: '' }, carries: false };
    if (!/['’]s?$/.test(owner.text)) continue;
    const name = nameEndingAt(tokens, index);
    const start = name && (tokens[name.from - 1]?.low === 'the' ? name.from - 2 : name.from - 1);
    // "Omarov's estimate is 40 days".
    const isGiven =
      /^(estimate|estimates|count|reckoning|calculation|calculations)$/.test(tokens[index]!.low) &&
      /^(is|was|were|are|:)$/.test(tokens[index + 1]?.low ?? '');
    if (name && (isGiven || /^(in|by|on|to)$/.test(tokens[start ?? -1]?.low ?? '')))
      return { who: { name: name.text }, carries: false };
    if (before === 'the' && /^(in|by|on|to)$/.test(tokens[index - 3]?.low ?? ''))
      return { who: { office: owner.low.replace(/['’]s?$/, '') }, carries: false };
  }
  return null;
}

/** "according to X", "as reported by X", "citing X". */
export function according(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
  for (let index = 0; index < tokens.length; index++) {
    if (!outside(index)) continue;
    const from = sourceFrom(tokens, index);
    if (from < 0) continue;
    if (/^(him|her)$/.test(tokens[from]?.low ?? '')) return { who: { person: true }, carries: true };
    // "according to data released by China's customs": the institution, not the data.
    const by = tokens.findIndex(
      (each, at) =>
        at > from &&
        at < from + 10 &&
        /^(by|from|of)$/.test(each.low) &&
        /^(data|figures|statistics|report|reports|estimates|survey|calculations|information|results|numbers|study|research|released|published|provided|issued|statement|document|documents|analysis|outlook|bulletin|records|compiled|prepared)$/.test(
          tokens[at - 1]?.low ?? '',
        ),
    );
    const person = personBehind(tokens, from);
    if (person) return { who: { name: person }, carries: false };
    const name = nameAt(tokens, by >= 0 ? by + 1 : from);
    if (name) {
      const last = name.text.split(/['’]s /).at(-1)!;
      return { who: { name: isPerson(last) ? last : name.text }, carries: false };
    }
    const who = subjectBehind(tokens, by >= 0 ? by + 1 : from);
    if (who && !('nobody' in who && tokens[index]!.low === 'citing')) return { who, carries: false };
    if (/^customs$/.test(tokens[from]?.low ?? '')) return { who: { name: 'customs' }, carries: false };
  }
  return null;
}

function sourceFrom(tokens: readonly Token[], index: number): number {
  const [first, second, third] = [0, 1, 2].map((ahead) => tokens[index + ahead]?.low ?? '');
  if (first === 'according' && second === 'to') return index + 2;
  if (/^(citing|per)$/.test(first!)) return first === 'citing' || second === 'the' ? index + 1 : -1;
  // "Xinhua cited the General Administration of Customs as saying".
  if (
    /^(cited|quoted)$/.test(first!) &&
    second !== 'by' &&
    tokens
      .slice(index, index + 14)
      .some((each, at, all) => each.low === 'as' && all[at + 1]?.low === 'saying')
  )
    return index + 1;
  const told =
    /^(reported|cited|estimated|announced|published|released|compiled|provided|quoted|calculated|given|forecast|projected|predicted|assessed|confirmed|counted)$/;
  // "X was quoted by a newspaper as saying": X, and not the newspaper.
  if (told.test(first!) && second === 'by')
    return tokens.slice(index + 3, index + 9).some(({ low }) => low === 'saying') ? -1 : index + 2;
  // "Based on data from the committee".
  if (
    first === 'based' &&
    second === 'on' &&
    /^(data|figures|statistics|estimates|calculations|information|reports)$/.test(third!)
  )
    return index + 2;
  if (first === 'as' && told.test(second!) && third === 'by') return index + 3;
  if (first === 'in' && second === 'the' && third === 'words' && tokens[index + 3]?.low === 'of')
    return index + 4;
  // "The figure of 12,400 comes from the port".
  if (
    /^(comes|come|came)$/.test(first!) &&
    second === 'from' &&
    tokens
      .slice(0, index)
      .some(({ low }) => /^(figure|figures|number|numbers|estimate|data|total|count|claim)$/.test(low))
  )
    return index + 2;
  // "Source: National Bank".
  if (/^(source|sources)$/.test(first!) && second === ':') return index + 2;
  return -1;
}

/** A kind of institution with the word before it, where no article stands: "energy ministry". */
function plainOffice(tokens: readonly Token[], end: number): string | null {
  const [before, kind] = [tokens[end - 2], tokens[end - 1]];
  return kind && kinds.test(kind.low) && before?.kind === 'word' && /^\p{Ll}{4,}$/u.test(before.text)
    ? `${before.text} ${kind.text}`
    : null;
}

/** "Data from X show …", "figures released by X", "Statistics Agency data show". */
export function dataOf(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
  for (let index = 0; index < tokens.length - 1; index++) {
    if (
      !outside(index) ||
      !/^(data|figures|statistics|research|report|study|survey|estimates|analysis|numbers|calculations|records|poll|review|bulletin)$/.test(
        tokens[index]!.low,
      )
    )
      continue;
    if (
      /^(show|shows|showed|indicate|indicated|indicates|suggest|suggests|suggested|put|puts|found|say|says|said|estimates|estimated)$/.test(
        tokens[index + 1]!.low,
      )
    ) {
      const name = index > 0 ? nameEndingAt(tokens, index) : null;
      if (name && !/^(The|A|An|Its|New|Official|Latest|Preliminary)$/.test(name.text))
        return { who: { name: name.text }, carries: false };
      // "Energy ministry data showed".
      const office = name ? null : plainOffice(tokens, index);
      if (office) return { who: { office }, carries: false };
    }
    let at = index + 1;
    while (
      /^(released|published|provided|issued|compiled|prepared|obtained|produced|collected|on|sunday|monday|tuesday|wednesday|thursday|friday|saturday|earlier|today|yesterday)$/.test(
        tokens[at]?.low ?? '',
      )
    )
      at++;
    if (!/^(from|by|of)$/.test(tokens[at]?.low ?? '')) continue;
    const name = nameAt(tokens, at + 1);
    const told = name ? tokens.slice(name.next, name.next + 14) : [];
    if (
      name &&
      told.some((each) => saying.test(each.low) || /^(indicate|suggest|reveal|say|put)$/.test(each.low))
    )
      return { who: { name: name.text }, carries: false };
    // "Figures from the port show".
    const office = name ? null : subjectBehind(tokens, at + 1);
    if (
      office &&
      tokens
        .slice(at + 1, at + 8)
        .some((each) => /^(show|showed|shows|indicate|suggest|say|put)$/.test(each.low))
    )
      return { who: office, carries: false };
  }
  return null;
}
