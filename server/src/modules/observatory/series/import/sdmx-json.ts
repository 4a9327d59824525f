/** SDMX-JSON data messages 1.0 and 2.x: dimensions of data set, series and observation; attributes at each level and of groups. */
import { JsonFault, type JsonNode, lineAndColumn, parseExact } from './exact-json.ts';
import { list, member, object, PathFault, pathTo, scalarOf } from './json-path.ts';
import { rawOf } from './sdmx.ts';
import { type Component, type Structure, structureOf } from './sdmx-structure.ts';
import type { Raw, ReadSettings } from './stated.ts';

export function* readSdmxJson(text: string, settings: ReadSettings): Generator<Raw> {
  try {
    const message = parseExact(text);
    const root = member(message, 'data')
      ? { node: member(message, 'data')!, path: 'data' }
      : { node: message, path: '' };
    const sets = list(
      member(root.node, 'dataSets'),
      pathTo(root.path, 'dataSets'),
      'the data sets of an SDMX-JSON message',
    );
    for (const [index, set] of sets.entries()) {
      const path = pathTo(root.path, `dataSets[${index}]`);
      yield* readSet(set, structureOf(root, set, path), { path, settings });
    }
  } catch (error) {
    if (error instanceof PathFault) settings.faults.add(error.path, error.message);
    else if (error instanceof JsonFault) settings.faults.add(lineAndColumn(text, error.at), error.message);
    else throw error;
  }
}

interface Reading {
  path: string;
  settings: ReadSettings;
}
type Values = [concept: string, value: string, isTime: boolean][];

function* readSet(set: JsonNode, structure: Structure, reading: Reading): Generator<Raw> {
  const { path } = reading;
  const action = scalarOf(member(set, 'action')) ?? 'Information';
  if (!/^(informational|information|append|merge|replace|delete)$/i.test(action))
    throw new PathFault(`${path}.action`, `“${action.slice(0, 40)}” is no action of SDMX`);
  const isDeleted = /^delete$/i.test(action);
  const whole: Values = structure.dataSet.map((each, index) => {
    if (each.values.length !== 1 && structure.dataSet.length > 0 && each.values.length !== 0)
      throw new PathFault(
        `${path}`,
        `the dimension ${each.id} stands with the data set and has ${each.values.length} values`,
      );
    const [value] = each.values;
    if (value === undefined)
      throw new PathFault(
        `${path}`,
        `the dimension ${each.id} (number ${index + 1}) of the data set has no value`,
      );
    return [each.id, value, each.isTime];
  });
  const attributes = attributesOf(
    member(set, 'attributes'),
    structure.attributes.dataSet,
    `${path}.attributes`,
  );
  const groups = groupsOf(member(set, 'dimensionGroupAttributes'), structure, path);
  const series = member(set, 'series');
  const flat = member(set, 'observations');
  if (series === undefined && flat === undefined)
    throw new PathFault(path, 'has neither series nor observations');
  const read = (
    observations: JsonNode,
    at: string,
    key: Values,
    indexes: string[],
    own: Map<string, string>,
  ) =>
    readObservations(
      observations,
      { at, key, indexes, attributes: own, groups, structure, isDeleted },
      reading,
    );
  if (flat !== undefined) yield* read(flat, `${path}.observations`, whole, [], attributes);
  if (series === undefined) return;
  for (const [name, node] of object(series, `${path}.series`).members) {
    const at = `${path}.series[${JSON.stringify(name)}]`;
    const observations = member(node, 'observations');
    if (observations === undefined) continue;
    const indexes = name.split(':');
    const own = new Map([
      ...attributes,
      ...attributesOf(member(node, 'attributes'), structure.attributes.series, `${at}.attributes`),
    ]);
    yield* read(
      observations,
      `${at}.observations`,
      [...whole, ...valuesAt(indexes, structure.series, at)],
      indexes,
      own,
    );
  }
}

interface Place {
  at: string;
  key: Values;
  indexes: string[];
  attributes: ReadonlyMap<string, string>;
  groups: readonly Group[];
  structure: Structure;
  isDeleted: boolean;
}

function* readObservations(node: JsonNode, place: Place, { settings }: Reading): Generator<Raw> {
  const { structure, isDeleted } = place;
  for (const [name, observation] of object(node, place.at).members) {
    const at = `${place.at}[${JSON.stringify(name)}]`;
    const cells = list(observation, at, 'a list: value first, then attributes');
    const [first] = cells;
    if (structure.measures > 1) throw new PathFault(at, 'holds several measures: ask for one of them');
    if (first === undefined && !isDeleted)
      throw new PathFault(at, 'is empty: a value, or null, has to stand first');
    if (first?.kind === 'list' || first?.kind === 'object') throw new PathFault(`${at}[0]`, 'is no value');
    const value = scalarOf(first) ?? '';
    const indexes = name.split(':');
    const all = [...place.key, ...valuesAt(indexes, structure.observation, at)];
    const period = all.find(([, , time]) => time)?.[1];
    if (period === undefined)
      throw new PathFault(at, 'has no period: no dimension of the message is TIME_PERIOD');
    const attributes = new Map(place.attributes);
    for (const group of place.groups)
      if (holds(group, [...place.indexes, ...indexes]))
        for (const [id, said] of group.attributes) attributes.set(id, said);
    for (const [id, said] of attributesOf(
      observation,
      structure.attributes.observation,
      at,
      structure.measures,
    ))
      attributes.set(id, said);
    const dimensions = all.flatMap(([concept, each, time]) => (time ? [] : [[concept, each] as const]));
    // The name is part of the quote: without it `[1.5931]` says nothing of when.
    const start = observation.nameAt ?? observation.start;
    const raw = rawOf(
      { at, start, end: observation.end, dimensions, attributes, period, value, isDeleted },
      settings,
    );
    if (raw) yield raw;
  }
}

function valuesAt(indexes: readonly string[], components: readonly Component[], path: string): Values {
  if (indexes.length !== components.length)
    throw new PathFault(
      path,
      `has a key of ${indexes.length} where there are ${components.length} dimensions`,
    );
  return components.map((each, index) => {
    const value = /^\d{1,9}$/.test(indexes[index]!) ? each.values[Number(indexes[index])] : undefined;
    if (value === undefined)
      throw new PathFault(
        path,
        `${each.id} has no value number ${indexes[index]!.slice(0, 20)}: there are ${each.values.length}, counted from 0`,
      );
    return [each.id, value, each.isTime];
  });
}

/** An index into the attribute's values, the value itself, or null for none (then the default). */
function attributesOf(
  node: JsonNode | undefined,
  components: readonly Component[],
  path: string,
  from = 0,
): Map<string, string> {
  const said = new Map<string, string>();
  if (components.length === 0) return said;
  const cells = node === undefined ? [] : list(node, path, 'a list of attributes').slice(from);
  for (const [index, { id, values, fallback }] of components.entries()) {
    const cell = cells[index];
    let value: string | null = null;
    if (cell?.kind === 'number' && values.length > 0) {
      value = values[Number(cell.text)] ?? null;
      if (value === null)
        throw new PathFault(`${path}[${index + from}]`, `${id} has no value number ${cell.text}`);
    } else value = scalarOf(cell);
    value ??= fallback;
    if (value !== null) said.set(id, value);
  }
  return said;
}

interface Group {
  /** By dimension of series and observation; null: any. */
  indexes: (string | null)[];
  attributes: Map<string, string>;
}

function groupsOf(node: JsonNode | undefined, structure: Structure, path: string): Group[] {
  if (node === undefined) return [];
  const at = `${path}.dimensionGroupAttributes`;
  const count = structure.series.length + structure.observation.length;
  return [...object(node, at).members].map(([name, values]) => {
    const indexes = name.split(':').map((index) => (index === '' || index === '~' ? null : index));
    // Keys name all dimensions, those of the data set first, or leave them out.
    const own = indexes.length > count ? indexes.slice(indexes.length - count) : indexes;
    return {
      indexes: own,
      attributes: attributesOf(values, structure.attributes.dimensionGroup, `${at}[${JSON.stringify(name)}]`),
    };
  });
}
const holds = (group: Group, indexes: readonly string[]): boolean =>
  group.indexes.every((index, at) => index === null || index === indexes[at]);
