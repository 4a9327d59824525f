/** What an SDMX-JSON message says of its own form: which dimensions and attributes there are at which level, and their values. */
import type { JsonNode } from './exact-json.ts';
import { list, member, object, PathFault, pathTo, scalarOf } from './json-path.ts';
import { isTime } from './sdmx.ts';

export interface Component {
  id: string;
  isTime: boolean;
  /** Ids of its values; of an attribute without ids what it says itself. */
  values: readonly string[];
  /** Periods that values say with start and end, where the id is none. */
  fallback: string | null;
}
export interface Structure {
  dataSet: Component[];
  series: Component[];
  observation: Component[];
  attributes: Record<'dataSet' | 'series' | 'observation' | 'dimensionGroup', Component[]>;
  measures: number;
}
/** 1.0 has one structure; 2.x a list of them, and each data set names its own. */
export function structureOf(root: { node: JsonNode; path: string }, set: JsonNode, path: string): Structure {
  const many = member(root.node, 'structures');
  const number = scalarOf(member(set, 'structure')) ?? '0';
  const at = many ? pathTo(root.path, `structures[${number}]`) : pathTo(root.path, 'structure');
  const node = many
    ? list(many, pathTo(root.path, 'structures'), 'a list of structures')[Number(number)]
    : member(root.node, 'structure');
  if (!node)
    throw new PathFault(
      many ? `${path}.structure` : at,
      many
        ? `names structure ${number}, which is not in the message`
        : 'is missing: a message without its structure can’t be read',
    );
  const dimensions = object(member(node, 'dimensions'), `${at}.dimensions`);
  const attributes = member(node, 'attributes');
  const measures = member(member(node, 'measures'), 'observation');
  const of = (from: JsonNode | undefined, name: string, what: string) =>
    componentsOf(member(from, name), `${at}.${what}.${name}`);
  return {
    dataSet: of(dimensions, 'dataSet', 'dimensions').concat(of(dimensions, 'dataset', 'dimensions')),
    series: of(dimensions, 'series', 'dimensions'),
    observation: of(dimensions, 'observation', 'dimensions'),
    attributes: {
      dataSet: of(attributes, 'dataSet', 'attributes').concat(of(attributes, 'dataset', 'attributes')),
      series: of(attributes, 'series', 'attributes'),
      observation: of(attributes, 'observation', 'attributes'),
      dimensionGroup: of(attributes, 'dimensionGroup', 'attributes'),
    },
    measures: measures
      ? Math.max(1, list(measures, `${at}.measures.observation`, 'a list of measures').length)
      : 1,
  };
}

function componentsOf(node: JsonNode | undefined, path: string): Component[] {
  if (node === undefined) return [];
  return list(node, path, 'a list of components').map((each, index) => {
    const at = `${path}[${index}]`;
    const id = scalarOf(member(each, 'id'));
    if (id === null) throw new PathFault(`${at}.id`, 'is missing: a component is known by its id');
    const concept = id.toUpperCase();
    const values = member(each, 'values');
    const roles = member(each, 'roles') ?? member(each, 'role');
    const hasTimeRole =
      roles?.kind === 'list'
        ? roles.items.some((role) => isTime(scalarOf(role) ?? ''))
        : isTime(scalarOf(roles) ?? '');
    const fallback = scalarOf(member(each, 'default')) ?? null;
    const said =
      values === undefined
        ? []
        : list(values, `${at}.values`, 'a list of values').map((value, place) =>
            valueIn(value, `${at}.values[${place}]`),
          );
    return { id: concept, isTime: isTime(concept) || hasTimeRole, values: said, fallback };
  });
}

/** `{"id": "KZ"}`, `{"value": "US dollars"}`, or the bare value; null stands for none. */
function valueIn(node: JsonNode, path: string): string {
  if (node.kind !== 'object') return scalarOf(node) ?? '';
  const id =
    scalarOf(member(node, 'id')) ?? scalarOf(member(node, 'value')) ?? scalarOf(member(node, 'name'));
  if (id === null) throw new PathFault(path, 'has no id');
  return id;
}
