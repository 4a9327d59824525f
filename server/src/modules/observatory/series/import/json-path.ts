/** Going into a JSON message, and saying where something is missing or is not what it should be. */
import type { JsonNode } from './exact-json.ts';

/** What is wrong, and where in the message. */
export class PathFault extends Error {
  readonly path: string;
  constructor(path: string, problem: string) {
    super(problem);
    this.path = path || 'the message';
  }
}

export const pathTo = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
export const member = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.members.get(name) : undefined;
/** Null for what is no scalar, and for null itself. */
export const scalarOf = (node: JsonNode | undefined): string | null =>
  node === undefined ||
  node.kind === 'object' ||
  node.kind === 'list' ||
  (node.kind === 'word' && node.text === 'null')
    ? null
    : node.text;

export function list(node: JsonNode | undefined, path: string, what: string): JsonNode[] {
  if (node?.kind === 'list') return node.items;
  throw new PathFault(
    path,
    node === undefined ? `is missing: ${what} has to stand here` : `is no list: ${what} has to stand here`,
  );
}
export function object(node: JsonNode | undefined, path: string): JsonNode & { kind: 'object' } {
  if (node?.kind === 'object') return node;
  throw new PathFault(path, node === undefined ? 'is missing' : 'is no object');
}
