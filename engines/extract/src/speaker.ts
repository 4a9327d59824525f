/** Who says so in one sentence: the person or institution it names as its source. */
import { isInstitution, isPerson, isState, personBehind, plainName, written } from './speaker-name.ts';
import { type Attribution, according, byCount, dataOf, saying } from './speaker-source.ts';
import { nameAt, nameEndingAt, unnamed } from './speaker-span.ts';
import { subjectBefore, subjectBehind, type Who } from './speaker-subject.ts';
import type { Sentence, Token } from './text.ts';

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
  /^(said|says|added|adds|noted|notes|stated|states|explained|explains|asked|asks|recalls|recalled|admitted|admits|laughed|laughs|sighs|sighed|shrugs|shrugged|complains|complained|warned|warns|insists|insisted|argues|argued|replied|replies|answered|answers|remarked|remarks|observed|observes|remembers|remembered|jokes|joked|wrote|writes|reckons|reckoned|estimates|estimated|promised|promises|declared|declares|countered|counters|concludes|concluded|continued|continues|boasts|boasted|vowed|vows|claims|claimed|reported|reports|predicted|predicts|smiles|smiled|grumbles|muses|mused|quips|quipped|announced|commented|thinks|believes|stressed|emphasized|emphasised|pointed|confirmed|confirms|cautioned|cautions|conceded|concedes|maintains|objected|objects|retorted|retorts|agreed|agrees|suggested|suggests|believes|notes|assured|assures|clarified|specified|underlined|reiterated|repeated|repeats|informed|hopes|responded|responds|revealed|recommended)$/;
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
      // "His colleague, Dana Omarova, thinks it is".
      const direct = tokens[index - 1]!.text === ',' ? nameEndingAt(tokens, index - 1) : null;
      const isDirect = direct !== null && direct.from > 1 && isPerson(plainName(direct.text));
      const who = isApposed || isDirect ? null : subjectBehind(tokens, index + 1);
      // A quotation that has ended: what follows is the writer's own again.
      if (who) return { who, carries: false };
    }
    // "Analysts at the bank expect": many, and of somebody with a name.
    if (/^(?:say|expect|estimate|predict|reckon|believe|warn|project)$/.test(each.low)) {
      const who = subjectBefore(tokens, index);
      const isOfMany = tokens.slice(Math.max(0, index - 9), index).some(({ low }) => unnamed.test(low));
      if (isOfMany && who && 'name' in who && isInstitution(who.name)) return { who, carries: false };
    }
    if (phraseAt(tokens, index)) {
      const who = subjectBefore(tokens, index);
      if (who && (isOne(who) || 'office' in who)) return { who, carries: isOne(who) };
    }
    if (wanting.test(each.low)) {
      const who = subjectBefore(tokens, index);
      const isTheirs =
        who !== null &&
        (each.low === 'would'
          ? 'person' in who
          : (isOne(who) && !('name' in who && isState(who.name))) ||
            ('office' in who && who.office === '' && index < 6));
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

/** What is as good as saying so: "drew attention to", "is confident that". */
const phraseAt = (tokens: readonly Token[], at: number): boolean =>
  /^(?:drew|draws|went|goes|is|was|made|makes|has)$/.test(tokens[at]!.low) &&
  phrase.test(
    tokens
      .slice(at, at + 5)
      .map(({ low }) => low)
      .join(' '),
  );
const phrase =
  /^(?:(?:drew|draws) attention to|(?:went|goes) on to (?:say|note|add|explain|warn)|(?:is|was) (?:confident|convinced|certain|sure|adamant) (?:that|of)|(?:made|makes) (?:it )?(?:clear|known) that|has no doubt) /;

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
  // "Charging points: 1,860".
  if (/^point(?:s|ed)$/.test(tokens[index]!.low)) return /^(?:out|to)$/.test(next?.low ?? '');
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
  return name &&
    tokens[name.next]?.text === ':' &&
    isInstitution(name.text) &&
    (name.text.includes(' ') || /^(?:Customs|Parliament|Statement|Police)$/.test(name.text))
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
  if (
    /^(in|on|at|by|for|from|with|after|before|since|during|as|but|and|when|while|if|under|over|between|to|among|of|last|next|this|that|these|those)$/.test(
      tokens[0]!.low,
    )
  )
    return null;
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
  for (let from = 0; from < tokens.length - 1; from++) {
    // Later on only where a clause begins: "… in the street, and Nargiza Tolipova had counted them".
    if (from >= 8 && !/^(?:and|but|where|while|whereas)$/.test(tokens[from - 1]!.low)) continue;
    if (!/^\p{Lu}/u.test(tokens[from]!.text) || tokens[from]!.kind !== 'word') continue;
    let end = from;
    while (end < tokens.length && tokens[end]!.kind === 'word' && /^\p{Lu}/u.test(tokens[end]!.text)) end++;
    const name = plainName(
      written(tokens, from, end).replace(/^(?:When|As|For|If|After|But|And|While|Dr|Mr|Ms|Mrs) /, ''),
    );
    const isOwner = /['’]s$/.test(tokens[end - 1]!.text);
    const isSubject =
      /^(?:,|:|who|is|was|has|had|of|and|came|began|put|got|took|set|can|could|will|knows|drew|spoke|ran|went|saw|stood|sat|held|led|made|gave|left|met|kept|won|lost|built|bought|sold|paid|sent|grew|taught|thought|found|wrote|told|brought|rose|broke|chose|drove|flew|cut|[a-z]+(?:s|ed))$/;
    const isClause = from < 8 || /^(?:has|had|was|is)$/.test(tokens[end]?.low ?? '');
    if (isPerson(name) && isClause && (isOwner || isSubject.test(tokens[end]?.low ?? ''))) return name;
    from = end;
  }
  return office;
}
