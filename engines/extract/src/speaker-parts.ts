/** Two speakers in one sentence: each clause with a source of its own. */
import { attributionOf } from './speaker.ts';
import type { Who } from './speaker-subject.ts';
import type { Sentence, Token } from './text.ts';

/** Who speaks in a sentence, and from which token on somebody else does. */
export interface Speaking {
  speaker: string | null;
  others: { from: number; speaker: string }[];
}
export const speakerAt = ({ speaker, others }: Speaking, token: number): string | null =>
  others.findLast(({ from }) => from <= token)?.speaker ?? speaker;

/** "Omarov said 400, while the union put it at 350": the clauses with a source of their own, where there are two or more. */
export function partsOf(
  { start, end, tokens, paragraph }: Sentence,
  outside: (token: number) => boolean,
): { from: number; who: Who }[] {
  const begins = [0, ...tokens.keys()].filter((at) => at === 0 || (outside(at) && beginsPart(tokens, at)));
  if (begins.length < 2) return [];
  const parts = [...new Set(begins)].flatMap((from, index, all) => {
    const part = { start, end, paragraph, tokens: tokens.slice(from, all[index + 1]) };
    const found = attributionOf(part, (token) => outside(from + token));
    return found && !('nobody' in found.who) ? [{ from, who: found.who }] : [];
  });
  return parts.length < 2 ? [] : parts;
}

const beginsPart = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.text === ';' ||
  (tokens[at - 1]?.text === ',' &&
    (/^(?:while|but|whereas|and|though|although)$/.test(tokens[at]!.low) ||
      /^(?:while|although)$/.test(tokens[0]!.low) ||
      (tokens[at]!.low === 'a' && /^(?:figure|number)$/.test(tokens[at + 1]?.low ?? ''))));
