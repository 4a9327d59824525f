/** Who speaks in each sentence of a text: named in it, going on from the one before, or inside a quotation that is somebody's. */
import { attributionOf } from './speaker.ts';
import { isPerson } from './speaker-name.ts';
import { attributionInRussian } from './speaker-russian.ts';
import type { Sentence } from './text.ts';

export function speakersOf(text: string, sentences: readonly Sentence[]): (string | null)[] {
  const speakers: (string | null)[] = [];
  const inside = quotedOf(text, sentences);
  let person: string | null = null;
  let carried: { speaker: string; paragraph: number } | null = null;
  const own = sentences.map(
    (sentence) => attributionOf(sentence) ?? attributionInRussian(text.slice(sentence.start, sentence.end)),
  );
  sentences.forEach((sentence, index) => {
    const said = own[index] ?? null;
    const named = said?.speaker.startsWith('\u0000') ? person : (said?.speaker ?? null);
    if (named !== null && isPerson(named)) person = named;
    if (said && named !== null) {
      carried = said.carries ? { speaker: named, paragraph: sentence.paragraph } : null;
      speakers.push(named);
      return;
    }
    if (inside[index]) {
      // A quotation is whoever's is named in the sentence after it, else of who spoke before.
      const next = own[index + 1];
      const after =
        next &&
        !next.speaker.startsWith('\u0000') &&
        sentences[index + 1]?.paragraph === sentence.paragraph &&
        inside[index + 1]
          ? next.speaker
          : null;
      speakers.push(after ?? person);
      return;
    }
    speakers.push(carried?.paragraph === sentence.paragraph ? carried.speaker : null);
  });
  return speakers;
}

/** Whether a sentence begins inside a quotation. Straight marks open and close in turn, and a paragraph begins anew. */
function quotedOf(text: string, sentences: readonly Sentence[]): boolean[] {
  const quoted: boolean[] = [];
  let [open, paragraph, at] = [false, -1, 0];
  for (const sentence of sentences) {
    if (sentence.paragraph !== paragraph) [open, paragraph, at] = [false, sentence.paragraph, sentence.start];
    for (; at < sentence.start; at++) open = turned(text[at] ?? '', open);
    quoted.push(open || /^["“«„]/.test(text.slice(sentence.start, sentence.start + 1)));
    for (; at < sentence.end; at++) open = turned(text[at] ?? '', open);
  }
  return quoted;
}
const turned = (sign: string, open: boolean): boolean =>
  sign === '"' ? !open : /[“«„]/.test(sign) ? true : /[”»]/.test(sign) ? false : open;
