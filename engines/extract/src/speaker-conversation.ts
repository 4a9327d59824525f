/** Conversations: questions and answers, and lines that begin with who speaks. */
import { isPerson, plainName } from './speaker-name.ts';
import type { Quoted } from './speaker-quotes.ts';
import { isCapital, isVerbal, nameAt, nameEndingAt } from './speaker-span.ts';
import { remember, type Told } from './speaker-told.ts';
import type { Sentence } from './text.ts';

/** Two or more paragraphs that only ask make a conversation: what follows each is the answer. */
export function conversationOf(sentences: readonly Sentence[], quoted: readonly Quoted[]) {
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
export function inLine(
  { tokens, paragraph }: Sentence,
  told: Told,
  before: readonly Sentence[],
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
  const person =
    told.people.find(
      (each) =>
        each === head ||
        each.split(' ').at(-1) === head ||
        each.replace(/[^\p{Lu}]/gu, '') === head.replace(/[ .]/g, ''),
    ) ?? calledBefore(head, before);
  if (!person) return null;
  remember(told, person);
  return { speaker: person, paragraph };
}

/** "Hong:" is Hong Yanling, to whom the questions were put: a last name may stand first, and who answers need not have done anything yet. */
function calledBefore(head: string, before: readonly Sentence[]): string | null {
  if (head.includes(' ')) return null;
  for (const { tokens } of before)
    for (let at = 0; at < tokens.length; at++) {
      if (!isCapital(tokens[at]) || tokens[at]!.low !== head.toLowerCase()) continue;
      for (const name of [nameAt(tokens, at)?.text, nameEndingAt(tokens, at + 1)?.text])
        if (name && isPerson(plainName(name))) return plainName(name);
    }
  return null;
}
