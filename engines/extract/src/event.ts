/** What happened, is planned or was agreed: a verb of the corridor's doings with what it is done to. */
import { clauseStart, textOf } from './modifier.ts';
import type { Token } from './text.ts';

export type EventKind =
  | 'signed'
  | 'launched'
  | 'opened'
  | 'commissioned'
  | 'completed'
  | 'trained'
  | 'agreed'
  | 'planned'
  | 'held'
  | 'began-construction';

export interface EventFound {
  event: EventKind;
  /** Token indices: from the verb to the end of what it is done to. */
  from: number;
  to: number;
  modality: 'reported' | 'forecast' | 'target';
}

const kinds: readonly (readonly [EventKind, RegExp])[] = [
  ['signed', /^(?:signed|sign|signs|signing|inked|inks|concluded|ratified)$/],
  ['launched', /^(?:launched|launches|launch|launching|inaugurated|unveiled|kicked)$/],
  ['opened', /^(?:opened|opens|reopened)$/],
  ['commissioned', /^(?:commissioned|connected|energized|energised)$/],
  ['completed', /^(?:completed|finished|finalized|finalised)$/],
  ['trained', /^(?:trained|training|graduated|undergone)$/],
  ['agreed', /^(?:agreed|agree|agrees|pledged|committed)$/],
  ['planned', /^(?:plans|planned|planning|intends|intend|aims|exploring|explores|considering)$/],
  ['held', /^(?:hosted|hosts|held|convened|convene)$/],
];

/** At most one a verb; a verb used as an adjective ("contracted projects signed between") still tells what was done. */
export function eventsOf(tokens: readonly Token[]): EventFound[] {
  const found: EventFound[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const each = tokens[index]!;
    if (each.kind !== 'word') continue;
    const event = kindOf(tokens, index);
    if (!event) continue;
    const to = endOfObject(tokens, index);
    const left = textOf(tokens, clauseStart(tokens, index), index);
    found.push({ event, from: index, to, modality: modalityOf(event, left) });
    index = to - 1;
  }
  return found;
}

function kindOf(tokens: readonly Token[], at: number): EventKind | null {
  const { low } = tokens[at]!;
  const [before, after] = [tokens[at - 1]?.low ?? '', tokens[at + 1]?.low ?? ''];
  const next = `${after} ${tokens[at + 2]?.low ?? ''}`;
  if (/^(?:broke|break|breaking)$/.test(low) && after === 'ground') return 'began-construction';
  if (/^(?:began|begins|begin|started|starts|starting|commenced)$/.test(low))
    return /^(?:construction|building|work on)/.test(next)
      ? 'began-construction'
      : /^(?:operation|operations|production|commercial)/.test(next)
        ? 'commissioned'
        : null;
  if (
    /^(?:put|went|goes|came|entered)$/.test(low) &&
    /^(?:into (?:operation|service|use|force)|online|operational|on stream|on line)/.test(next)
  )
    return 'commissioned';
  const kind = kinds.find(([, pattern]) => pattern.test(low))?.[0];
  if (!kind) return null;
  // Nouns and adjectives of the same form: "the launch of", "planned projects", "vocational training", "held by".
  if (
    /^(?:launch|sign|plans|training|agree|intend)$/.test(low) &&
    /^(?:the|a|an|its|their|his|new|vocational|technical|talent|of|for|and|our|such|this)$/.test(before) &&
    low !== 'sign'
  )
    return null;
  if (low === 'training' && !/^(?:is|are|was|were|been|by)$/.test(before)) return null;
  if (low === 'undergone' && !/training/.test(next)) return null;
  if (low === 'connected' && !/^to (?:the|grid)/.test(next)) return null;
  if (low === 'planned' && /^(?:the|a|an|its|their|of|and)$/.test(before)) return null;
  if (
    low === 'held' &&
    !/^(?:was|were|be|been|is|are|has|have|had|,)$/.test(before) &&
    !/^(?:a|an|the|its|talks)$/.test(after)
  )
    return null;
  if (low === 'kicked' && after !== 'off') return null;
  if (/^(?:completed)$/.test(low) && /^(?:a|an|the|its|of)$/.test(before)) return null;
  return kind;
}

const modalityOf = (event: EventKind, left: string): EventFound['modality'] =>
  /\b(?:will|would|won't(?: be)?|expected to|set to|(?:is|are) to|to be|preparing to|about to|scheduled to|due to|could|may) (?:\S+ ){0,2}$/.test(
    left,
  ) || /\b(?:will|(?:is|are) to|expected to|scheduled to|due to|set to) .*\band (?:then )?be $/.test(left)
    ? 'forecast'
    : event === 'planned'
      ? 'target'
      : 'reported';

/** To the end of the phrase the verb is done to: a comma, a new clause, or twelve words. */
function endOfObject(tokens: readonly Token[], at: number): number {
  let end = at + 1;
  for (; end < tokens.length && end < at + 14; end++) {
    const { low, kind, text } = tokens[end]!;
    if (/^[,;:()“”"]$/.test(text) || (kind === 'mark' && /^[.!?]$/.test(text) && !tokens[end + 1]?.glued))
      break;
    if (
      /^(?:while|which|who|where|when|as|after|before|but|that|according|under|through|following|showing)$/.test(
        low,
      )
    )
      break;
  }
  return end;
}
