/** The day a text says it is of, in a line `Date: YYYY-MM-DD`. */
export const dateLine = (text: string): string | null =>
  /^Date:[ \t]*(\d{4}-\d{2}-\d{2})\b/m.exec(text)?.[1] ?? null;
