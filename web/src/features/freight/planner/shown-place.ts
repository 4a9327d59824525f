import type { NetworkAnswer, Place } from '../../../api/freight.ts';

export interface ShownPlace {
  name: string;
  code: string | null;
}

/**
 * What a place field shows for what is asked: the server's name for it once it has answered this question, before that the
 * network's name for the id, and otherwise the text as it was typed.
 */
export function shownPlace(
  asked: string | undefined,
  answered: Place | undefined,
  fresh: boolean,
  network: NetworkAnswer | undefined,
): ShownPlace {
  if (answered && (fresh || answered.id === asked)) return { name: answered.name, code: answered.locode };
  const terminal = network?.terminals.find((found) => found.id === asked || found.place === asked);
  if (!terminal) return { name: asked ?? '', code: null };
  return { name: terminal.place === asked ? terminal.placeName : terminal.name, code: null };
}
