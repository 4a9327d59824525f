/**
 * One attempt, however often it is sent: whoever means the same sends the same body under the same key, so that pressing twice, a lost answer
 * or a reloaded page is still one booking. What is meant leaves out what changes by itself, such as the moment of the plan.
 */
export interface Attempt<Body = unknown> {
  meant: string;
  key: string;
  body: Body;
}

export function attemptOf<Body>(
  before: Attempt | null,
  meant: unknown,
  body: Body,
  makeKey: () => string,
): Attempt<Body> {
  const text = JSON.stringify(meant);
  // the body of the same meaning was made by this function
  return before?.meant === text ? (before as Attempt<Body>) : { meant: text, key: makeKey(), body };
}

/** Random enough for a key on plain http as well, where browsers have no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
