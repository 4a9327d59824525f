/** What was typed and not yet sent, for as long as the tab is open: a session that ends, a reload or a way back from sign-in loses none of it. */
import type { Attempt } from './attempt.ts';
import type { Lot } from './lots.ts';

export interface Draft {
  lots: Lot[];
  reference: string;
  /** Of what was sent last; its answer may have been lost on the way. */
  attempt: Attempt | null;
}

const nameOf = (key: string) => `serai.book ${key}`;

// storage may be refused (private windows): the draft then lasts as long as the page
export function recallDraft(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(nameOf(key));
    const draft = text ? (JSON.parse(text) as Draft) : null;
    return draft && Array.isArray(draft.lots) ? draft : null;
  } catch {
    return null;
  }
}
export function keepDraft(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify(draft));
  } catch {}
}
export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(nameOf(key));
  } catch {}
}
