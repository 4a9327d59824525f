/**
 * A refusal in the reader's words: its code says what was wrong. Features name the codes they have words for; one that nobody has words for is
 * told in the server's own, which are English.
 */
import { ProblemError, ServerUnreachable } from '../api/client.ts';
import type { MessageKey, Translate } from '../i18n/index.ts';

/** Of all features that are loaded. */
export const wordedCodes = (): string[] => [...words.keys()];

export interface RefusalText {
  text: string;
  /** Set where the words are not in the reader's language. */
  lang?: 'en';
}

const busy = ['rate-limited', 'overloaded', 'not-ready', 'timed-out'];
/** The page asked for something in a shape the server doesn't take: by an address that was typed, or a page older than the server. */
const unread = ['body-invalid', 'query-invalid'];
const words = new Map<string, MessageKey>();

/** A feature gives its own words for the codes of its module's error table. */
export function wordsForRefusals(given: Readonly<Record<string, MessageKey>>): void {
  for (const [code, key] of Object.entries(given)) words.set(code, key);
}

export function refusalText(error: unknown, t: Translate): RefusalText {
  if (error instanceof ServerUnreachable) return { text: t('shell.form.silent') };
  if (!(error instanceof ProblemError)) return { text: t('shell.broken.text') };
  return codeText(error.problem, t);
}

/** Of one thing among several, which an answer tells of by its code. */
export function codeText({ code, detail }: { code: string; detail: string }, t: Translate): RefusalText {
  const key = words.get(code);
  if (key) return { text: t(key) };
  if (busy.includes(code)) return { text: t('shell.form.busy') };
  if (code === 'not-permitted') return { text: t('shell.form.notPermitted') };
  if (['session-ended', 'not-signed-in'].includes(code)) return { text: t('shell.form.signedOut') };
  if (code.endsWith('cursor-invalid')) return { text: t('shell.form.listChanged') };
  if (unread.includes(code)) return { text: t('shell.form.unread') };
  if (code === 'internal') return { text: t('shell.broken.text') };
  return { text: detail, lang: 'en' };
}

/** Whether somebody has words for it: then the whole is said in them, above what the server says about single fields. */
export const hasWords = (error: unknown): boolean =>
  error instanceof ProblemError && words.has(error.problem.code);
