/** Who says so in one sentence: the person or institution it names as its source. */
import { isInstitution, isPerson, personBehind, plainName, written } from './speaker-name.ts';
import { nameAt, nameEndingAt, subjectBefore, subjectBehind, type Who } from './speaker-subject.ts';
import type { Sentence, Token } from './text.ts';

export interface Attribution {
  who: Who;
  /** Said in words of their own that the next sentences may go on with. */
  carries: boolean;
}

/** What is always somebody's saying. */
const saying =
  /^(said|says|told|tells|stated|states|noted|notes|added|adds|reported|reports|announced|announces|stressed|stresses|emphasized|emphasised|explained|explains|mentioned|mentions|revealed|reveals|estimated|estimates|indicated|indicates|wrote|writes|claimed|claims|confirmed|confirms|pointed|points|highlighted|highlights|forecasts|forecast|predicts|predicted|projected|projects|disclosed|discloses|remarked|remarks|observed|observes|argued|argues|believes|recalled|recalls|suggests|suggested|thinks|reckons|reckoned|warns|warned|promises|promised|insists|insisted|quotes|cautions|cautioned|calculates|calculated|answered|answers|replied|replies|countered|counters|vowed|vows|admits|admitted|acknowledged|acknowledges|conceded|concedes|declared|declares|maintains|maintained|asserted|asserts|complains|complained|boasts|boasted|jokes|joked|laughs|laughed|sighs|sighed|shrugs|shrugged|smiles|smiled|grumbles|grumbled|remembers|remembered|continues|continued|concludes|concluded|clarified|specified|attributed|attributes|urged|urges|testified|informed|informs|responded|responds|contends|contended|posted|tweeted|commented|comments|elaborated|underlined|underscored|reiterated|muses|mused|worries|quips|quipped|protests|protested|reminded|reminds|counted|counts|put|puts|foresees|foresaw|foreseen|anticipates|anticipated|assured|assures|expects|expected|sees|hopes|hoped|found|finds|thought|shows|showed|show|values|valued|cited|cites|agreed|agrees|gave|gives|guesses|guessed|lists|listed|speaks|spoke|talks|talked|doubts|doubted|recommends|recommended|proposes|proposed|counter)$/;
/** Words that are nouns or do something else as often: what is said has to follow. */
const ambiguous =
  /^(added|adds|reports|estimates|claims|forecasts|projects|notes|shows|showed|show|finds|forecast|counts|counted|puts|put|quotes|thought|expected|found|values|sees|comments|points|speaks|spoke|talks|talked|doubts|doubted|states|continues|continued|posted|lists|listed|gave|gives|cited|cites|valued|worries|hopes|agreed|agrees)$/;
const said =
  /^(that|a|an|the|its|his|her|their|to|growth|it|he|she|they|turnover|output|trade|demand|exports|imports|how|out|no|only|some|about|around|more|over|nearly|between|at|up|sales|revenue|for|in|off|there|will|would|inflation|prices|deliveries|losses|costs|this|only|of)$/;
/** What somebody wants is theirs to say; what an institution wants, the writer may tell. */
const wanting =
  /^(wants|wanted|asked|asks|demands|demanded|plans|planned|intends|aims|needs|hopes|seeks|targets|promises)$/;
/** After a quotation the subject stands behind. */
const speech =
  /^(said|says|added|adds|noted|notes|stated|states|explained|explains|asked|asks|recalls|recalled|admitted|admits|laughed|laughs|sighs|sighed|shrugs|shrugged|complains|complained|warned|warns|insists|insisted|argues|argued|replied|replies|answered|answers|remarked|remarks|observed|observes|remembers|remembered|jokes|joked|wrote|writes|reckons|reckoned|estimates|estimated|promised|promises|declared|declares|countered|counters|concludes|concluded|continued|continues|boasts|boasted|vowed|vows|claims|claimed|reported|reports|predicted|predicts|smiles|smiled|grumbles|muses|mused|quips|quipped|announced|commented|thinks|believes|stressed|emphasized|emphasised|pointed|confirmed|confirms|cautioned|cautions|conceded|concedes|maintains)$/;
const carrying =
  /^(said|says|stated|states|noted|notes|told|tells|added|adds|mentioned|stressed|emphasized|emphasised|explained|explains|announced|recalled|recalls|warned|warns|answered|replied|argues|argued|admitted|complains|complained|reckons|reckoned|pointed|points)$/;

/** The attribution of a sentence, or null. `outside` says which tokens stand outside of quotation marks. */
export function attributionOf(
  { tokens }: Sentence,
  outside: (index: number) => boolean = () => true,
): Attribution | null {
  const found =
    byCount(tokens, outside) ??
    according(tokens, outside) ??
    dataOf(tokens, outside) ??
    speechOf(tokens, outside) ??
    forecastOf(tokens, outside) ??
    headed(tokens);
  if (!found) return null;
  return 'name' in found.who ? { ...found, who: { name: plainName(found.who.name) } } : found;
}

/** "In his words", "by her count", "by the Grain Union's count", "in Saidov's view", "according to him". */
function byCount(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
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
    if (name && /^(in|by|on|to)$/.test(tokens[start ?? -1]?.low ?? ''))
      return { who: { name: name.text }, carries: false };
    if (before === 'the' && /^(in|by|on|to)$/.test(tokens[index - 3]?.low ?? ''))
      return { who: { office: owner.low.replace(/['’]s?$/, '') }, carries: false };
  }
  return null;
}

/** "according to X", "as reported by X", "citing X". */
function according(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
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
    /^(reported|cited|estimated|announced|published|released|compiled|provided|quoted|calculated|given)$/;
  if (told.test(first!) && second === 'by') return index + 2;
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

/** "Data from X show …", "figures released by X", "Statistics Agency data show". */
function dataOf(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
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

/** "X said", "said X", "X, an analyst at Y, told Z". */
function speechOf(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
  let weak: Attribution | null = null;
  for (let index = 0; index < tokens.length; index++) {
    const each = tokens[index]!;
    if (each.kind !== 'word' || !outside(index)) continue;
    // "X was quoted as saying".
    if (each.low === 'saying' && tokens[index - 1]?.low === 'as') {
      // "… by state media as saying".
      let quoted = index - 2;
      while (quoted > index - 8 && !/^(quoted|cited)$/.test(tokens[quoted]?.low ?? 'quoted')) quoted--;
      while (/^(is|was|were|been|has|have)$/.test(tokens[quoted - 1]?.low ?? '')) quoted--;
      const who = subjectBefore(tokens, quoted);
      if (who) return { who, carries: true };
    }
    if (speech.test(each.low) && isAfterSpeech(tokens, index)) {
      const apposed = tokens[index - 1]!.text === ',' ? subjectBefore(tokens, index) : null;
      // "Xu Wenbo, vice president of the group, said the port had": no inversion.
      const isApposed =
        apposed && 'name' in apposed && isPerson(plainName(apposed.name)) && beginsWith(tokens, apposed.name);
      const who = isApposed ? null : subjectBehind(tokens, index + 1);
      // A quotation that has ended: what follows is the writer's own again.
      if (who) return { who, carries: false };
    }
    if (wanting.test(each.low)) {
      const who = subjectBefore(tokens, index);
      const isTheirs =
        who !== null &&
        (each.low === 'would'
          ? 'person' in who
          : isOne(who) || ('office' in who && who.office === '' && index < 6));
      if (isTheirs) weak ??= { who, carries: false };
      continue;
    }
    if (!saying.test(each.low)) continue;
    if (ambiguous.test(each.low) && !saysSomething(tokens, index)) continue;
    const who = subjectBefore(tokens, index);
    // "The referee showed seven cards".
    if (!who || (isOne(who) && /^(show|gave|lists)/.test(each.low))) continue;
    return { who, carries: isOne(who) && carrying.test(each.low) };
  }
  return weak;
}

/** Among its first words. */
const beginsWith = (tokens: readonly Token[], name: string): boolean =>
  tokens
    .slice(0, 6)
    .some((_, from) => written(tokens, from, Math.min(tokens.length, from + 5)).startsWith(name));

/** A person, by full or last name or "he". */
const isOne = (who: Who): boolean =>
  'person' in who || ('name' in who && (isPerson(plainName(who.name)) || !who.name.includes(' ')));

const saysSomething = (tokens: readonly Token[], index: number): boolean => {
  const next = tokens[index + 1];
  // "China added 120 GW".
  if (/^adds|added$/.test(tokens[index]!.low))
    return next === undefined || /^(that|[,.:"“”])$/.test(next.low);
  if (/^puts?$/.test(tokens[index]!.low) && next?.low !== 'it')
    return tokens.slice(index + 1, index + 14).some(({ low }) => low === 'at');
  // "…, the Rail Union estimates."
  if (next === undefined || next.text === '.')
    return tokens.slice(Math.max(0, index - 10), index).some(({ text }) => /^[,”"]$/.test(text));
  return (
    next.kind === 'number' ||
    said.test(next.low) ||
    /^[,:"“”$€£]$/.test(next.text) ||
    /^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|half|US|USD|CNY|EUR)$/.test(
      next.text,
    )
  );
};

const isAfterSpeech = (tokens: readonly Token[], index: number): boolean =>
  index > 0 && /^[,”"'’»?!—–]$/.test(tokens[index - 1]!.text);

/** "World Bank: growth to slow": a headline. */
function headed(tokens: readonly Token[]): Attribution | null {
  const name = nameAt(tokens, 0);
  return name && tokens[name.next]?.text === ':' && isInstitution(name.text)
    ? { who: { name: name.text }, carries: false }
    : null;
}

/** "The fund cut its forecast to", "the joint statement sets a goal of". */
function forecastOf(tokens: readonly Token[], outside: (index: number) => boolean): Attribution | null {
  for (let index = 1; index < tokens.length - 2; index++) {
    if (!outside(index)) continue;
    const { low } = tokens[index]!;
    const isCut =
      /^(cut|cuts|raised|raises|lowered|lowers|trimmed|trims|revised|revises|upgraded|upgrades|downgraded|kept|keeps|left|leaves|maintained|lifted|lifts|slashed)$/.test(
        low,
      ) &&
      tokens
        .slice(index + 1, index + 6)
        .some((each) => /^(forecast|forecasts|outlook|estimate|projection|guidance|target)$/.test(each.low));
    const isGoal =
      /^(sets|set)$/.test(low) &&
      /^(a|the|itself)$/.test(tokens[index + 1]?.low ?? '') &&
      tokens.slice(index + 1, index + 5).some((each) => /^(goal|target)$/.test(each.low));
    if (!isCut && !isGoal) continue;
    const who = subjectBefore(tokens, index);
    if (who && !('nobody' in who)) return { who, carries: false };
  }
  return null;
}

/** An institution a sentence is about: "The Kazakh Invest Monitor, a private database, has gone through the list". */
export function institutionIn({ tokens }: Sentence): string | null {
  const name = nameAt(tokens, 0);
  if (!name?.text.includes(' ') || isPerson(plainName(name.text))) return null;
  const next = tokens[name.next];
  return next?.text === ',' ||
    (next?.kind === 'word' && /^(is|was|has|had|which|on|in|and|will|plans|[a-z]+(?:s|ed))$/.test(next.low))
    ? name.text
    : null;
}

/** A person brought in at the beginning of a sentence: "Roza Tulegenova, who edits …", "When Zarina Toktosunova posted …", "Her partner Liu Yang". */
export function personIn({ tokens }: Sentence): string | null {
  const office = personBehind(tokens, 0);
  for (let from = 0; from < Math.min(tokens.length - 1, 8); from++) {
    if (!/^\p{Lu}/u.test(tokens[from]!.text) || tokens[from]!.kind !== 'word') continue;
    let end = from;
    while (end < tokens.length && tokens[end]!.kind === 'word' && /^\p{Lu}/u.test(tokens[end]!.text)) end++;
    const name = plainName(
      written(tokens, from, end).replace(/^(?:When|As|For|If|After|But|And|While|Dr|Mr|Ms|Mrs) /, ''),
    );
    const isOwner = /['’]s$/.test(tokens[end - 1]!.text);
    const isSubject =
      /^(?:,|:|who|is|was|has|had|of|and|came|began|put|got|took|set|can|could|will|knows|[a-z]+(?:s|ed))$/;
    if (isPerson(name) && (isOwner || isSubject.test(tokens[end]?.low ?? ''))) return name;
    from = end;
  }
  return office;
}
