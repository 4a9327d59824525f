/** Who speaks in each sentence of a text: named in it, going on from the one before, or inside a quotation that is somebody's. */
import { type Attribution, attributionOf, personIn } from './speaker.ts';
import { isPerson } from './speaker-name.ts';
import { attributionInRussian } from './speaker-russian.ts';
import { nameAt, nameEndingAt, type Who } from './speaker-subject.ts';
import type { Sentence, Token } from './text.ts';

export function speakersOf(text: string, sentences: readonly Sentence[]): (string | null)[] {
  const quoted = quotesOf(sentences);
  const own = sentences.map(
    (sentence, index) =>
      attributionOf(sentence, (token) => !quoted[index]!.tokens.has(token)) ??
      attributionInRussian(text.slice(sentence.start, sentence.end)),
  );
  const told: Told = { people: [], person: null, institution: null };
  const speakers: (string | null)[] = [];
  let carried: { speaker: string; paragraph: number } | null = null;
  let brought: { person: string; paragraph: number } | null = null;
  let answering: { speaker: string | null; paragraph: number } | null = null;
  sentences.forEach((sentence, index) => {
    const { paragraph } = sentence;
    const inside = quoted[index]!.begins;
    const person = inside ? null : personIn(sentence);
    if (person !== null) {
      remember(told, person);
      brought = { person, paragraph };
      if (carried && carried.speaker !== person) carried = null;
    }
    answering = inLine(sentence, told) ?? answering;
    if (answering?.paragraph === paragraph) {
      speakers.push(answering.speaker);
      return;
    }
    const said = own[index] ?? null;
    if (said) {
      const speaker = named(said.who, told, sentences, index);
      if (speaker !== null) remember(told, speaker);
      carried = said.carries && speaker !== null ? { speaker, paragraph } : null;
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
    speakers.push(carried?.paragraph === paragraph ? carried.speaker : null);
  });
  return speakers;
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
  else if (/\p{Lu}/u.test(name)) told.institution = name;
}

/** "Tan" is Tan Rui, who was told of before. */
const fullName = ({ people }: Told, name: string): string =>
  name.includes(' ') ? name : (people.findLast((each) => each.split(' ').includes(name)) ?? name);

function named(who: Who, told: Told, sentences: readonly Sentence[], index: number): string | null {
  if ('nobody' in who) return null;
  if ('person' in who) return told.person;
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
  return isGeneral && !who.office.includes(' ') ? (told.institution ?? who.office) : who.office;
}

/** "The ministry" is the Ministry of Energy, told in full before. */
function nameOfKind(tokens: readonly Token[], kind: string): string | null {
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]!.low !== kind || !/^\p{Lu}/u.test(tokens[index]!.text)) continue;
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

/** "A: We turn around …", "Karimov: …", "DK: …": a line of a conversation. */
function inLine(
  { tokens, paragraph }: Sentence,
  told: Told,
): { speaker: string | null; paragraph: number } | null {
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

interface Quoted {
  /** It begins inside a quotation, or with one. */
  begins: boolean;
  /** Something in it is quoted. */
  any: boolean;
  /** Indices of the tokens that are. */
  tokens: Set<number>;
}

/** Straight marks open and close in turn, and a paragraph begins anew. */
function quotesOf(sentences: readonly Sentence[]): Quoted[] {
  let [open, paragraph] = [false, -1];
  return sentences.map((sentence) => {
    if (sentence.paragraph !== paragraph) [open, paragraph] = [false, sentence.paragraph];
    const begins = open || /^["“«„]/.test(sentence.tokens[0]?.text ?? '');
    const tokens = new Set<number>();
    sentence.tokens.forEach(({ text }, index) => {
      const was = open;
      if (text === '"') open = !open;
      else if (/^[“«„]$/.test(text)) open = true;
      else if (/^[”»]$/.test(text)) open = false;
      if (was && open) tokens.add(index);
    });
    return { begins, any: begins || tokens.size > 0, tokens };
  });
}
