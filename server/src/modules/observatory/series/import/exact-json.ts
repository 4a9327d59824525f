/** JSON whose numbers keep the digits they are written with, and whose values say where they stand. JSON.parse would make floats of them. */

export type JsonNode = {
  start: number;
  end: number;
  /** Of a member: where its name begins. */
  nameAt?: number;
} & (
  | { kind: 'object'; members: Map<string, JsonNode> }
  | { kind: 'list'; items: JsonNode[] }
  /** `text` is the string's value, the number as written, or the word. */
  | { kind: 'string' | 'number' | 'word'; text: string }
);

export class JsonFault extends Error {
  readonly at: number;
  constructor(problem: string, at: number) {
    super(problem);
    this.at = at;
  }
}

const depthMax = 60;

/** Throws a JsonFault, which `readJson` makes a fault of the file. */
export function parseExact(text: string): JsonNode {
  const reader = { text, at: 0 };
  const node = valueAt(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) throw new JsonFault('something follows the end of the JSON', reader.at);
  return node;
}

interface Reader {
  text: string;
  at: number;
}

function valueAt(reader: Reader, depth: number): JsonNode {
  if (depth > depthMax) throw new JsonFault(`is nested more than ${depthMax} deep`, reader.at);
  skipSpace(reader);
  const { text, at: start } = reader;
  switch (text[start]) {
    case '{':
      return objectAt(reader, depth);
    case '[':
      return listAt(reader, depth);
    case '"':
      return { kind: 'string', start, text: stringAt(reader), end: reader.at };
  }
  scalar.lastIndex = start;
  const match = scalar.exec(text);
  if (!match)
    throw new JsonFault(start >= text.length ? 'the JSON ends in the middle' : 'stops being JSON', start);
  reader.at = scalar.lastIndex;
  return { kind: match[1] === undefined ? 'word' : 'number', text: match[0], start, end: reader.at };
}
const scalar = /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|true|false|null/y;
const space = /[ \t\r\n]*/y;

function skipSpace(reader: Reader): void {
  space.lastIndex = reader.at;
  space.exec(reader.text);
  reader.at = space.lastIndex;
}

/** The mark that follows, of two it may be. */
function markAt(reader: Reader, more: string, end: string): boolean {
  skipSpace(reader);
  const mark = reader.text[reader.at];
  if (mark !== more && mark !== end)
    throw new JsonFault(`stops being JSON: “${more}” or “${end}” has to stand here`, reader.at);
  reader.at += 1;
  return mark === more;
}

function objectAt(reader: Reader, depth: number): JsonNode {
  const start = reader.at;
  const members = new Map<string, JsonNode>();
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === '}') reader.at += 1;
  else {
    do {
      skipSpace(reader);
      const at = reader.at;
      if (reader.text[at] !== '"')
        throw new JsonFault('stops being JSON: a name in quotation marks has to stand here', at);
      const name = stringAt(reader);
      skipSpace(reader);
      if (reader.text[reader.at] !== ':')
        throw new JsonFault('stops being JSON: “:” has to stand here', reader.at);
      reader.at += 1;
      if (members.has(name))
        throw new JsonFault(
          `“${name.slice(0, 60)}” stands twice in one object, so which is meant can’t be told`,
          at,
        );
      const value = valueAt(reader, depth + 1);
      value.nameAt = at;
      members.set(name, value);
    } while (markAt(reader, ',', '}'));
  }
  return { kind: 'object', members, start, end: reader.at };
}

function listAt(reader: Reader, depth: number): JsonNode {
  const start = reader.at;
  const items: JsonNode[] = [];
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === ']') reader.at += 1;
  else
    do items.push(valueAt(reader, depth + 1));
    while (markAt(reader, ',', ']'));
  return { kind: 'list', items, start, end: reader.at };
}

function stringAt(reader: Reader): string {
  const { text, at: start } = reader;
  let at = start + 1;
  for (; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') break;
    if (letter === '\\') at += 1;
  }
  if (at >= text.length) throw new JsonFault('a quotation mark is opened and never closed', start);
  reader.at = at + 1;
  try {
    return JSON.parse(text.slice(start, at + 1)) as string;
  } catch {
    throw new JsonFault('is no JSON string', start);
  }
}

/** Line and column, from 1. */
export function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
