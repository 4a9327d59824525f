/** Who says so: the person or institution a sentence names as its source. */
import { isPerson, personBehind, plainName } from './speaker-name.ts';
import type { Sentence, Token } from './text.ts';

export interface Attribution {
  speaker: string;
  /** Said in words of their own that the next sentences may go on with. */
  carries: boolean;
}

const verbs =
  'said|saying|says|told|tells|stated|states|noted|notes|added|adds|reported|reports|announced|announces|stressed|emphasized|emphasised|explained|mentioned|revealed|estimated|estimates|indicated|indicates|shows|showed|show|wrote|claims|claimed|confirmed|pointed|highlighted|forecasts|forecast|predicts|predicted|projected|projects|disclosed|remarked|observed|argued|believes|recalled|suggests|suggested|found|finds|thinks|thought|expects|expected|hopes|hoped|reckons|reckoned|warns|warned|promises|promised|insists|insisted|quotes|recalls|cautions|cautioned|calculates|calculated|wants';
const verb = new RegExp(`^(?:${verbs})$`);

/** The attribution of a sentence, or null. Names end at a comma: their office is not part of them. */
export function attributionOf({ tokens }: Sentence): Attribution | null {
  const found =
    byPronoun(tokens) ?? according(tokens) ?? dataOf(tokens) ?? namedData(tokens) ?? speech(tokens);
  return found && { ...found, speaker: plainName(found.speaker) };
}

/** "In his words", "by her count", "according to him": whoever spoke last. */
function byPronoun(tokens: readonly Token[]): Attribution | null {
  for (let index = 0; index < tokens.length - 2; index++) {
    const words = tokens
      .slice(index, index + 3)
      .map((each) => each.low)
      .join(' ');
    if (
      /^(?:in|by|on|to) (?:his|her) (?:words|count|estimate|reckoning|account|view|calculations|figures|opinion)$/.test(
        words,
      ) ||
      /^according to (?:him|her)$/.test(words)
    )
      return { speaker: '\u0000', carries: true };
  }
  return null;
}

/** "Statistics Agency data show", "Customs figures showed". */
function namedData(tokens: readonly Token[]): Attribution | null {
  for (let index = 1; index < tokens.length - 1; index++) {
    if (!/^(data|figures|statistics|estimates|calculations|records)$/.test(tokens[index]!.low)) continue;
    if (!/^(show|shows|showed|indicate|indicated|suggest|suggested|put)$/.test(tokens[index + 1]!.low))
      continue;
    const name = nameEndingAt(tokens, index);
    if (name) return { speaker: name.text, carries: false };
  }
  return null;
}

/** "according to X", "as reported by X", "citing X". */
function according(tokens: readonly Token[]): Attribution | null {
  for (let index = 0; index < tokens.length; index++) {
    const words = tokens
      .slice(index, index + 3)
      .map((each) => each.low)
      .join(' ');
    let from = -1;
    if (/^according to/.test(words)) from = index + 2;
    else if (
      /^(?:as )?(?:reported|cited|estimated|announced|published|released|compiled|provided|quoted) by/.test(
        words,
      )
    )
      from = index + words.split(' ').indexOf('by') + 1;
    else if (/^citing/.test(words)) from = index + 1;
    else if (/^per the/.test(words)) from = index + 1;
    if (from < 0) continue;
    // "according to data released by China's customs": the institution, not the data.
    const by = tokens.findIndex(
      (each, at) =>
        at > from &&
        at < from + 10 &&
        /^(by|from|of)$/.test(each.low) &&
        /^(data|figures|statistics|report|reports|estimates|survey|calculations|information|results|numbers|study|research|released|published|provided|issued|statement|document|documents|analysis)$/.test(
          tokens[at - 1]?.low ?? '',
        ),
    );
    const person = personBehind(tokens, from);
    const name = nameAt(tokens, by >= 0 ? by + 1 : from);
    if (person) return { speaker: person, carries: false };
    if (name) return { speaker: name.text, carries: false };
    const office = officeAt(tokens, from);
    if (office) return { speaker: office, carries: false };
  }
  return null;
}

/** "According to the ministry": an institution told again by its kind. */
function officeAt(tokens: readonly Token[], from: number): string | null {
  if (!/^(the|its|their)$/.test(tokens[from]?.low ?? '')) return null;
  for (let end = from + 2; end <= Math.min(tokens.length, from + 6); end++) {
    const office = officeEndingAt(tokens, end);
    if (office) return office;
  }
  return null;
}

/** "Data from X show …", "Research from X indicates …", "X's data showed", "A report by X". */
function dataOf(tokens: readonly Token[]): Attribution | null {
  for (let index = 0; index < Math.min(tokens.length, 12); index++) {
    if (
      !/^(data|figures|statistics|research|report|study|survey|estimates|analysis|numbers|calculations)$/.test(
        tokens[index]!.low,
      )
    )
      continue;
    let at = index + 1;
    while (
      /^(released|published|provided|issued|compiled|prepared|obtained|produced)$/.test(tokens[at]?.low ?? '')
    )
      at++;
    if (!/^(from|by|of)$/.test(tokens[at]?.low ?? '')) continue;
    const name = nameAt(tokens, at + 1);
    if (
      name &&
      tokens
        .slice(name.next, name.next + 14)
        .some((each) => verb.test(each.low) || /^(show|indicate|suggest|reveal)$/.test(each.low))
    )
      return { speaker: name.text, carries: false };
  }
  return null;
}

/** "X said", "said X", "X, an analyst at Y, told Z". */
function speech(tokens: readonly Token[]): Attribution | null {
  for (let index = 0; index < tokens.length; index++) {
    const each = tokens[index]!;
    if (!verb.test(each.low)) continue;
    // "X was quoted as saying".
    const quoted =
      /^(saying)$/.test(each.low) && tokens[index - 1]?.low === 'as' && tokens[index - 2]?.low === 'quoted';
    if (quoted) {
      const name = nameEndingAt(tokens, index - 3);
      if (name) return { speaker: name.text, carries: true };
    }
    if (each.low === 'saying') continue;
    // After it: "… ,” said Cui Zheng, director of …".
    if (/^(said|says|added|noted|stated|explained)$/.test(each.low)) {
      const person = personBehind(tokens, index + 1);
      const behind = person ? { text: person } : nameAt(tokens, index + 1);
      if (behind && index > 0 && /^[,”"'’]$/.test(tokens[index - 1]!.text))
        // A quotation that has ended: what follows is the writer's own again.
        return { speaker: behind.text, carries: false };
    }
    // "Recent projects include": the same word is a noun, unless what is said follows.
    if (
      /^(reports|estimates|claims|forecasts|projects|notes|shows|showed|show|finds|forecast|counts|counted|puts|put|quotes|wants|thought|expected|found)$/.test(
        each.low,
      ) &&
      !/^(that|a|an|the|its|to|growth|it|turnover|output|trade)$/.test(tokens[index + 1]?.low ?? '') &&
      tokens[index + 1]?.kind !== 'number'
    )
      continue;
    const front = nameBefore(tokens, index);
    if (front)
      return {
        speaker: front,
        carries:
          (front.startsWith('\u0000') || isPerson(front) || !front.includes(' ')) &&
          /^(said|stated|noted|told|added|mentioned|stressed|emphasized|explained|announced)$/.test(each.low),
      };
  }
  return null;
}

/** The subject of a verb at `at`: the capitalised name before it, over an apposition between commas. */
function nameBefore(tokens: readonly Token[], at: number): string | null {
  let end = at;
  while (/^(has|have|had|also|further|recently|previously|then|earlier)$/.test(tokens[end - 1]?.low ?? ''))
    end--;
  if (tokens[end - 1]?.text === ')') {
    // "Kazakhstan Temir Zholy (KTZ) said".
    while (end > 0 && tokens[end - 1]!.text !== '(') end--;
    end--;
  }
  if (tokens[end - 1]?.text === ',') {
    // "Laziz Kudratov, Uzbekistan's minister of investment, industry and trade, told": back over the apposition to a name that begins a clause.
    const apposed = nameEndingAt(tokens, end - 1);
    if (apposed && isPerson(apposed.text) && tokens[end - 2 - apposed.text.split(' ').length]?.text === ',')
      return apposed.text;
    for (let start = end - 2; start >= 0 && start > end - 40; start--) {
      if (tokens[start]!.text !== ',') continue;
      const name = nameEndingAt(tokens, start);
      if (name && isPerson(name.text)) return name.text;
    }
    return null;
  }
  const name = nameEndingAt(tokens, end);
  if (name) return name.text;
  const office = officeEndingAt(tokens, end);
  if (office) return office;
  const pronoun = tokens[end - 1]?.low;
  return pronoun === 'he' || pronoun === 'she' ? `\u0000${pronoun}` : null;
}

/** "The provincial commerce department said": an institution without a name of its own. */
function officeEndingAt(tokens: readonly Token[], end: number): string | null {
  if (
    !/^(ministry|department|committee|agency|bureau|administration|office|company|association|bank|operator|government|authority|customs|commission|institute|regulator|carrier|developer|consortium)$/.test(
      tokens[end - 1]?.low ?? '',
    )
  )
    return null;
  for (let from = end - 1; from >= Math.max(0, end - 6); from--) {
    if (tokens[from]!.kind !== 'word' || /^(and|or|to|in|with|of|by)$/.test(tokens[from]!.low)) return null;
    if (/^(the|its|their|a)$/.test(tokens[from]!.low))
      return from + 1 < end ? written(tokens, from + 1, end) : null;
  }
  return null;
}

const joins = /^(of|for|and|the|de|&)$/;

/** A name that begins here: capitalised words with small words between them, without a leading article. */
function nameAt(tokens: readonly Token[], at: number): { text: string; next: number } | null {
  let from = at;
  while (
    /^(the|a|an|its|his|her|their|local|official|latest|new|state|recent)$/.test(tokens[from]?.low ?? '') &&
    !/^\p{Lu}/u.test(tokens[from]!.text)
  )
    from++;
  if (tokens[from]?.low === 'the') from++;
  let [end, next] = [from, from];
  for (; next < tokens.length; next++) {
    const each = tokens[next]!;
    const dash = /^[-–&.]$/.test(each.text) && each.glued;
    const list = each.text === ',' && end > from && isListed(tokens, next);
    if (each.kind === 'word' && /^\p{Lu}/u.test(each.text)) end = next + 1;
    else if (
      !(
        (each.kind === 'word' && joins.test(each.low) && end > from) ||
        dash ||
        list ||
        (each.kind === 'number' && end > from)
      )
    )
      break;
  }
  if (end === from) return null;
  return { text: written(tokens, from, end), next: end };
}

/** "Russia, Eastern Europe and Central Asia": a list inside an institution's name goes on after an "and". */
function isListed(tokens: readonly Token[], comma: number): boolean {
  const ahead = tokens.slice(comma + 1, comma + 7);
  return (
    ahead[0] !== undefined &&
    /^\p{Lu}/u.test(ahead[0].text) &&
    ahead.some((each) => each.low === 'and') &&
    !ahead.some((each) => verb.test(each.low)) &&
    tokens.slice(Math.max(0, comma - 6), comma).some((each) => each.low === 'for' || each.low === 'of')
  );
}

function nameEndingAt(tokens: readonly Token[], end: number): { text: string } | null {
  let from = end;
  while (from > 0) {
    const each = tokens[from - 1]!;
    const capital = each.kind === 'word' && /^\p{Lu}/u.test(each.text);
    const joint =
      each.kind === 'word' &&
      joins.test(each.low) &&
      from < end &&
      from > 1 &&
      /^\p{Lu}/u.test(tokens[from - 2]!.text);
    const mark = /^[-–&.]$/.test(each.text) && each.glued && from < end;
    if (!capital && !joint && !mark) break;
    from--;
  }
  while (
    from < end &&
    /^(the|and|of|for|but|in|on|however|meanwhile|moreover|furthermore|also|while|as)$/.test(
      tokens[from]!.low,
    )
  )
    from++;
  if (from >= end) return null;
  const first = tokens[from]!;
  if (
    end - from === 1 &&
    /^(it|this|that|he|she|they|we|i|which|these|those|there|experts|reports|officials|data|analysts|who|what)$/.test(
      first.low,
    )
  )
    return null;
  return { text: written(tokens, from, end) };
}

/** As it stands in the text, its line breaks made spaces; a possessive is taken off its end. */
function written(tokens: readonly Token[], from: number, end: number): string {
  let out = '';
  for (let index = from; index < end; index++)
    out += (index > from && !tokens[index]!.glued ? ' ' : '') + tokens[index]!.text;
  return out.replace(/['’]s$/, '');
}
