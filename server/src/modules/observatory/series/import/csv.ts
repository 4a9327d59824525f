/** Plain CSV by a saved mapping: which column is the period, the value, and each dimension. */

import type { Mapping } from './api.ts';
import { groupedDecimal } from './decimal.ts';
import { afterLines, isWhole, type Row, recordsOf } from './delimited.ts';
import type { Raw, ReadSettings } from './stated.ts';

export function* readMappedCsv(text: string, settings: ReadSettings): Generator<Raw> {
  const { mapping, faults } = settings;
  if (mapping === undefined) {
    faults.add(
      'the import',
      'a plain CSV needs a mapping that says which column is which: save one (PUT /api/v1/mappings/{name}) and name it',
    );
    return;
  }
  if (mapping.period === '' || mapping.value === '') {
    faults.add(`the mapping ${mapping.name}`, 'names no column for the period, or none for the value');
    return;
  }
  const records = recordsOf(text, mapping.delimiter, faults, afterLines(text, mapping.skipLines));
  const header = records.next();
  const columns = header.done ? null : columnsOf(header.value, mapping, settings);
  if (columns === null) return;
  for (const record of records) {
    if (!isWhole(record, columns.size, faults)) continue;
    const raw = rawIn(record, columns, mapping, settings);
    if (raw) yield raw;
  }
}

/** Where each column stands. */
type Columns = ReadonlyMap<string, number>;

function columnsOf({ cells, line }: Row, mapping: Mapping, { faults }: ReadSettings): Columns | null {
  const columns = new Map(cells.map((cell, at) => [cell.trim(), at]));
  const wanted = [
    mapping.period,
    mapping.value,
    ...Object.values(mapping.dimensions),
    ...Object.keys(mapping.where),
  ];
  const lacking = [...new Set(wanted)].filter((name) => !columns.has(name));
  const at = `line ${line}`;
  if (lacking.length > 0)
    faults.add(
      at,
      `there is no column ${lacking.map((name) => `“${name}”`).join(', ')}. The mapping ${mapping.name} expects ${wanted.join(', ')}, set apart by “${mapping.delimiter === '\t' ? 'tab' : mapping.delimiter}”; the header has ${cells.slice(0, 20).join(', ').slice(0, 300)}`,
      cells.slice(0, 20).map((cell) => cell.slice(0, 60)),
    );
  else if (columns.size < cells.length)
    faults.add(at, 'names two columns alike: give each a name of its own');
  else return columns;
  return null;
}

function rawIn(
  { cells, start, end, line }: Row,
  columns: Columns,
  mapping: Mapping,
  { faults, leftOut }: ReadSettings,
): Raw | null {
  const cell = (name: string) => cells[columns.get(name)!]!.trim();
  for (const [name, wanted] of Object.entries(mapping.where))
    if (cell(name) !== wanted) {
      leftOut.add(`the mapping takes rows where ${name} is ${wanted}`);
      return null;
    }
  const said = cell(mapping.value);
  const value = isNone(said) ? null : groupedDecimal(said, mapping.decimal);
  if (value === null && !isNone(said)) {
    const mark = mapping.decimal === '.' ? 'point' : 'comma';
    faults.add(
      `line ${line}, ${mapping.value}`,
      `“${said.slice(0, 60)}” is no number with a decimal ${mark}: correct it, or change “decimal” of the mapping`,
    );
    return null;
  }
  const dimensions = Object.fromEntries(
    Object.entries(mapping.dimensions).map(([ours, theirs]) => [ours, cell(theirs)]),
  );
  return {
    at: `line ${line}`,
    start,
    end,
    indicator: null,
    dimensions,
    period: cell(mapping.period),
    value,
    unit: null,
    places: 0,
    status: null,
  };
}

/** How offices write that there is no value. */
const isNone = (text: string): boolean => /^(|-|–|—|\.\.|…|:|n\/?a|nan|null)$/i.test(text);
