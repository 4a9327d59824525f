/** Who speaks in each sentence of a text: named in it, going on from the one before, or inside a quotation that is somebody's. */
import { attributionOf, institutionIn, personIn } from './speaker.ts';
import { conversationOf, inLine } from './speaker-conversation.ts';
import { isPerson, isState } from './speaker-name.ts';
import { partsOf, type Speaking } from './speaker-parts.ts';
import { type Quoted, quotesOf } from './speaker-quotes.ts';
import { attributionInRussian } from './speaker-russian.ts';
import type { Attribution } from './speaker-source.ts';
import { isCapital, nameAt, nameEndingAt } from './speaker-span.ts';
import type { Who } from './speaker-subject.ts';
import { fullName, mentioned, remember, type Told } from './speaker-told.ts';
import type { Sentence, Token } from './text.ts';

export function speakersOf(text: string, sentences: readonly Sentence[]): Speaking[] {
  const quoted = quotesOf(sentences);
  const own = sentences.map(
    (sentence, index) =>
      attributionOf(sentence, (token) => !quoted[index]!.tokens.has(token)) ??
      attributionInRussian(text.slice(sentence.start, sentence.end)),
  );
  const told: Told = { people: [], person: null, institution: null };
  const speakers: (string | null)[] = [];
  const others: Speaking['others'][] = sentences.map(() => []);
  let carried: { speaker: string; paragraph: number } | null = null;
  let brought: { person: string; paragraph: number } | null = null;
  const talk = conversationOf(sentences, quoted);
  let list: { speaker: string; paragraph: number } | null = null;
  let answering: { speaker: string | null; paragraph: number } | null = null;
  sentences.forEach((sentence, index) => {
    const { paragraph } = sentence;
    const inside = quoted[index]!.begins;
    const person = inside ? null : personIn(sentence);
    const again = inside || person !== null ? null : mentioned(sentence, told);
    if (again !== null) {
      told.person = again;
      brought = { person: again, paragraph };
    }
    if (person !== null) {
      remember(told, person);
      brought = { person, paragraph };
      if (carried && carried.speaker !== person) carried = null;
    }
    const institution = inside ? null : institutionIn(sentence);
    if (institution !== null) told.institution = institution;
    // Somebody else is brought in: the conversation is over.
    if (person !== null && person !== told.people[0])
      for (let over = paragraph; talk.answers.delete(over); ) over++;
    const line = inLine(sentence, told, sentences.slice(0, index));
    // Who begins each line with a name needs no guess at whose the answers are.
    if (line?.speaker) talk.answers.clear();
    if (line) answering = line;
    else if (talk.questions.has(paragraph)) answering = { speaker: null, paragraph };
    else if (answering?.paragraph !== paragraph && talk.answers.has(paragraph))
      answering = { speaker: told.people[0] ?? null, paragraph };
    if (answering?.paragraph === paragraph) {
      speakers.push(answering.speaker);
      return;
    }
    const said = own[index] ?? null;
    if (said) {
      const parts = partsOf(sentence, (token) => !quoted[index]!.tokens.has(token));
      const speaker = named(parts[0]?.who ?? said.who, told, sentences, index);
      if (speaker !== null) remember(told, speaker);
      for (const { from, who } of parts.slice(1)) {
        const other = named(who, told, sentences, index);
        if (other !== null && other !== speaker) others[index]!.push({ from, speaker: other });
        if (other !== null) remember(told, other);
      }
      carried = said.carries && speaker !== null && parts.length === 0 ? { speaker, paragraph } : null;
      list = speaker !== null && sentence.tokens.at(-1)!.text === ':' ? { speaker, paragraph } : null;
      speakers.push(speaker);
      return;
    }
    if (inside) {
      // Going on, or to be named behind; else whose the paragraph is, or who spoke last.
      const before =
        quoted[index - 1]?.any && sentences[index - 1]!.paragraph === paragraph ? speakers[index - 1] : null;
      const behind = before ? null : sayingBehind(sentences, quoted, own, index);
      const speaker =
        before ??
        (behind && named(behind.who, told, sentences, index)) ??
        (brought?.paragraph === paragraph ? brought.person : told.person);
      speakers.push(speaker);
      return;
    }
    // "Kairat Omarov is more cautious: “Perhaps …”".
    // "According to the bank:" and a list.
    if (list && (paragraph === list.paragraph + 1 || /^[-–—•*·]$/.test(sentence.tokens[0]!.text)))
      list.paragraph = paragraph;
    else if (list?.paragraph !== paragraph) list = null;
    const carrier = carried?.paragraph === paragraph ? carried.speaker : (list?.speaker ?? null);
    speakers.push(introduces(sentence, quoted[index]!) ? (person ?? carrier ?? told.person) : carrier);
  });
  return speakers.map((speaker, index) => ({
    speaker: speaker ?? betweenSame(sentences, speakers, own, index),
    others: others[index]!,
  }));
}

/** Between two sentences of one person's, in whose paragraph it begins: reported speech goes on to the name at its end. */
function betweenSame(
  sentences: readonly Sentence[],
  speakers: readonly (string | null)[],
  own: readonly (Attribution | null)[],
  index: number,
): string | null {
  const [before, after] = [speakers[index - 1], speakers[index + 1]];
  return before &&
    before === after &&
    !own[index] &&
    isPerson(before) &&
    own[index - 1]?.carries === true &&
    sentences[index + 1]!.paragraph === sentences[index]!.paragraph
    ? before
    : null;
}

function named(who: Who, told: Told, sentences: readonly Sentence[], index: number): string | null {
  if ('nobody' in who) return null;
  if ('person' in who) return (who.of && inOffice(who.of, told, sentences, index)) ?? told.person;
  if ('name' in who) return fullName(told, who.name);
  if (who.office === '') return told.institution;
  const kind = who.office.split(' ').at(-1)!.toLowerCase();
  if (told.institution?.toLowerCase().split(' ').includes(kind)) return told.institution;
  for (let before = index; before >= 0; before--) {
    const name = nameOfKind(sentences[before]!.tokens, kind);
    if (name) return name;
  }
  const isGeneral =
    /^(company|firm|group|agency|operator|carrier|developer|outlook|report|survey|study|organisation|organization|lender|retailer|institution|producer|statement)$/.test(
      kind,
    );
  if (!isGeneral || who.office.includes(' ')) return who.office;
  // "The operator" is who was called one; "the company" whatever was told of last.
  const isTold = /^(operator|carrier|developer|agency|lender|retailer|producer)$/.test(kind);
  return isTold && !isCalled(told.institution, kind, sentences, index)
    ? null
    : (told.institution ?? ownerOfResults(sentences.slice(0, index + 1)) ?? who.office);
}

/** "Net profit of KazGeoMetals …, the company said": whose results a text tells of. */
function ownerOfResults(sentences: readonly Sentence[]): string | null {
  for (const { tokens } of sentences.toReversed())
    for (let at = 1; at < tokens.length - 1; at++) {
      if (!results.test(tokens[at]!.low)) continue;
      const owner = /['’]s$/.test(tokens[at - 1]!.text) ? nameEndingAt(tokens, at) : null;
      const name = tokens[at + 1]!.low === 'of' ? nameAt(tokens, at + 2) : owner;
      if (name && !isPerson(name.text) && !isState(name.text)) return name.text;
    }
  return null;
}
const results = /^(?:profits?|revenues?|sales|earnings|income|loss|losses|shares|turnover|output)$/;

/** "The minister" is Transport Minister Absattar Syrgabaev, or "Timur Serikbayev, head of …": who was told of with that office. */
function inOffice(office: string, told: Told, sentences: readonly Sentence[], index: number): string | null {
  for (let before = index - 1; before >= 0; before--) {
    const { tokens } = sentences[before]!;
    for (let at = 0; at < tokens.length; at++) {
      if (tokens[at]!.low !== office) continue;
      const behind = isCapital(tokens[at + 1]) ? nameAt(tokens, at + 1) : null;
      if (behind && told.people.includes(behind.text)) return behind.text;
      const comma = tokens.slice(Math.max(0, at - 6), at).findLastIndex(({ text }) => text === ',');
      const apposed = comma < 0 ? null : nameEndingAt(tokens, Math.max(0, at - 6) + comma);
      if (apposed && told.people.includes(apposed.text)) return apposed.text;
    }
  }
  return null;
}

/** Whether a sentence before names the institution and says what it is: "KTZ, the railway operator". */
function isCalled(name: string | null, kind: string, sentences: readonly Sentence[], index: number): boolean {
  const last = name?.split(' ').at(-1)?.toLowerCase();
  return sentences
    .slice(0, index + 1)
    .some(({ tokens }) => tokens.some(({ low }) => low === kind) && tokens.some(({ low }) => low === last));
}

/** "The ministry" is the Ministry of Energy, told in full before. */
function nameOfKind(tokens: readonly Token[], kind: string): string | null {
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]!.low !== kind) continue;
    // "The carriers' union KazAvtoTrans".
    if (!/^\p{Lu}/u.test(tokens[index]!.text)) {
      const apposed = isCapital(tokens[index + 1]) ? nameAt(tokens, index + 1) : null;
      if (apposed && !isPerson(apposed.text)) return apposed.text;
      continue;
    }
    const from = nameEndingAt(tokens, index + 1)?.from ?? index;
    const name = nameAt(tokens, from);
    if (name?.text.includes(' ')) return name.text;
  }
  return null;
}

/** In the sentences of the same quotation, else in the one right behind it. */
function sayingBehind(
  sentences: readonly Sentence[],
  quoted: readonly Quoted[],
  own: readonly (Attribution | null)[],
  index: number,
): Attribution | null {
  for (let next = index + 1; next < sentences.length; next++) {
    if (sentences[next]!.paragraph !== sentences[index]!.paragraph) return null;
    if (own[next] && (quoted[next]!.begins || next === index + 1)) return own[next]!;
    if (!quoted[next]!.begins) return null;
  }
  return null;
}

/** A colon before what is quoted. */
const introduces = ({ tokens }: Sentence, quoted: Quoted): boolean =>
  [...quoted.tokens].some((index) => tokens[index - 1]?.text === ':' || tokens[index - 2]?.text === ':');
