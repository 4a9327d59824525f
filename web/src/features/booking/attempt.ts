/**
 * One attempt, however often it is sent: the same body keeps its key, so that pressing twice, a lost answer or a reloaded page is still one
 * booking. A changed body is another attempt.
 */
export interface Attempt {
  body: string;
  key: string;
}

export function attemptOf(before: Attempt | null, body: unknown, newKey: () => string): Attempt {
  const text = JSON.stringify(body);
  return before?.body === text ? before : { body: text, key: newKey() };
}

/** Random enough for a key on plain http as well, where browsers have no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
