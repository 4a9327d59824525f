/** Who speaks in each sentence of a text: named in it, going on from the one before, or inside a quotation that is somebody's. */
import { attributionOf, institutionIn, personIn } from './speaker.ts';
import { isPerson } from './speaker-name.ts';
import { partsOf, type Speaking } from './speaker-parts.ts';
import { type Quoted, quotesOf } from './speaker-quotes.ts';
import { attributionInRussian } from './speaker-russian.ts';
import type { Attribution } from './speaker-source.ts';
import { isCapital, isVerbal, nameAt, nameEndingAt } from './speaker-span.ts';
import type { Who } from './speaker-subject.ts';
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
    answering =
      inLine(sentence, told) ??
      (talk.questions.has(paragraph)
        ? { speaker: null, paragraph }
        : talk.answers.has(paragraph)
          ? { speaker: told.people[0] ?? null, paragraph }
          : answering);
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

/** Who was told of so far. */
interface Told {
  people: string[];
  person: string | null;
  institution: string | null;
}

function remember(told: Told, name: string): void {
  if (isPerson(name)) {
    if (!told.people.includes(name)) told.people.push(name);
    told.person = name;
  } else if (told.people.some((each) => each.split(' ').includes(name))) told.person = fullName(told, name);
  else if (isFirstName(name)) {
    told.people.push(name);
    told.person = name;
  } else told.institution = name;
}

/** Somebody told of before, by the last name at the head of a sentence: "For Abenov the queue is good business". */
function mentioned({ tokens }: Sentence, { people }: Told): string | null {
  for (const { text } of tokens.slice(0, 3)) {
    if (!/^\p{Lu}/u.test(text)) continue;
    const last = text.replace(/['’]s$/, '');
    const found = people.findLast((each) => each.split(' ').at(-1) === last);
    if (found) return found;
  }
  return null;
}

/** Somebody with one name: no country or capital, and no agency. */
const isFirstName = (name: string): boolean =>
  /^\p{Lu}\p{Ll}+$/u.test(name) &&
  !/^(?:China|Russia|Kazakhstan|Uzbekistan|Kyrgyzstan|Tajikistan|Turkmenistan|Azerbaijan|Georgia|Armenia|Turkey|Iran|India|Pakistan|Afghanistan|Mongolia|Japan|Germany|France|Europe|Beijing|Astana|Almaty|Tashkent|Bishkek|Dushanbe|Ashgabat|Moscow|Baku|Tbilisi|Washington|Brussels|London|Reuters|Xinhua|Interfax|Bloomberg|Customs|Parliament|Police|Congress|Eurostat|Comtrade|Statement|Government)$/.test(
    name,
  );

/** "Tan" is Tan Rui, who was told of before. */
const fullName = ({ people }: Told, name: string): string =>
  name.includes(' ') ? name : (people.findLast((each) => each.split(' ').includes(name)) ?? name);

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
    : (told.institution ?? who.office);
}

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

/** Two or more paragraphs that only ask make a conversation: what follows each is the answer. */
function conversationOf(sentences: readonly Sentence[], quoted: readonly Quoted[]) {
  const [questions, answers] = [new Set<number>(), new Set<number>()];
  const isQuestion = new Map<number, boolean>();
  sentences.forEach(({ tokens, paragraph }, index) => {
    isQuestion.set(paragraph, tokens.at(-1)!.text === '?' && !quoted[index]!.any && tokens.length <= 40);
  });
  for (const [paragraph, asks] of isQuestion) if (asks) questions.add(paragraph);
  if (questions.size < 2) return { questions: new Set<number>(), answers };
  for (const [paragraph, asks] of isQuestion)
    if (!asks && (questions.has(paragraph - 1) || answers.has(paragraph - 1))) answers.add(paragraph);
  return { questions, answers };
}

/** "A: We turn around …", "Karimov: …", "DK: …": a line of a conversation. */
function inLine(
  { tokens, paragraph }: Sentence,
  told: Told,
): { speaker: string | null; paragraph: number } | null {
  // "Aidana Bekova, CEO: Thank you."
  const name = nameAt(tokens, 0);
  if (name && isPerson(name.text) && /^[,(]$/.test(tokens[name.next]?.text ?? '')) {
    const colon = tokens.slice(name.next, name.next + 9).findIndex((each) => each.text === ':');
    const between = tokens.slice(name.next, name.next + Math.max(0, colon));
    if (colon > 1 && !between.some((each) => each.kind === 'number' || isVerbal(each))) {
      remember(told, name.text);
      return { speaker: name.text, paragraph };
    }
  }
  const colon = tokens.slice(0, 5).findIndex((each) => each.text === ':');
  if (colon < 1 || colon > 4 || tokens[colon + 1]?.kind === 'number') return null;
  const head = tokens
    .slice(0, colon)
    .map((each) => each.text)
    .join(' ');
  if (/^(?:Q|Question)$/.test(head)) return { speaker: null, paragraph };
  if (/^(?:A|Answer)$/.test(head)) return { speaker: told.people[0] ?? null, paragraph };
  const person = told.people.find(
    (each) =>
      each === head ||
      each.split(' ').at(-1) === head ||
      each.replace(/[^\p{Lu}]/gu, '') === head.replace(/[ .]/g, ''),
  );
  return person ? { speaker: person, paragraph } : null;
}

/** A colon before what is quoted. */
const introduces = ({ tokens }: Sentence, quoted: Quoted): boolean =>
  [...quoted.tokens].some((index) => tokens[index - 1]?.text === ':' || tokens[index - 2]?.text === ':');
