/**
 * Where a text stops being JSON, as an index into it. Node names the place only sometimes, and in words that change from one
 * version to the next. Goes through the text once and keeps its own stack, so that no nesting is too deep for it.
 */
export function jsonFaultAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expected: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'next' = 'value';
  for (;;) {
    at = endOf(space, text, at) ?? at;
    const character = text[at];
    const inside = open.at(-1);
    if (expected === 'next') {
      if (character === ',' && inside) expected = inside === '{' ? 'key' : 'value';
      else if (character === closing(inside)) open.pop();
      else return at;
      at += 1;
    } else if (expected === ':') {
      if (character !== ':') return at;
      expected = 'value';
      at += 1;
    } else if ((expected === 'key or }' || expected === 'value or ]') && character === closing(inside)) {
      open.pop();
      expected = 'next';
      at += 1;
    } else if (expected === 'key' || expected === 'key or }') {
      const end = endOf(string, text, at);
      if (end === undefined) return at;
      expected = ':';
      at = end;
    } else if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'key or }' : 'value or ]';
      at += 1;
    } else {
      const end = endOf(scalar, text, at);
      if (end === undefined) return at;
      expected = 'next';
      at = end;
    }
  }
}

const space = /[ \t\r\n]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a JSON string may not hold them unescaped.
const string = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = new RegExp(
  `${string.source}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null`,
  'y',
);

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const closing = (inside: '{' | '[' | undefined) => (inside === '{' ? '}' : inside === '[' ? ']' : undefined);
