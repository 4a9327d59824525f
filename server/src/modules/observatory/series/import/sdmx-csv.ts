/** SDMX-CSV 1.0 (`DATAFLOW` first) and 2.0 (`STRUCTURE`, `STRUCTURE_ID`, `ACTION`), also with labels (`REF_AREA: Reference area`). */
import { isWhole, type Row as Record, recordsOf } from './delimited.ts';
import { isTime, rawOf } from './sdmx.ts';
import type { Raw, ReadSettings } from './stated.ts';

interface Columns {
  /** Where the action stands; -1 for a file of version 1.0 or without one, which only adds. */
  action: number;
  dimensions: readonly (readonly [number, string])[];
  time: number;
  value: number;
  attributes: readonly (readonly [number, string])[];
  count: number;
  hasLabels: boolean;
}

export function* readSdmxCsv(text: string, settings: ReadSettings): Generator<Raw> {
  const { faults } = settings;
  const delimiter = /^[^\r\n]*?([,;\t])/.exec(text)?.[1] ?? ',';
  const records = recordsOf(text, delimiter, faults);
  const header = records.next();
  const columns = header.done ? null : columnsOf(header.value, settings);
  if (columns === null) return;
  for (const record of records) {
    if (!isWhole(record, columns.count, faults)) continue;
    const raw = rawIn(record, columns, settings);
    if (raw) yield raw;
  }
}

/** With labels a cell is `KZ: Kazakhstan`; a colon without a space is part of a value. */
const idOf = (cell: string): string => (cell.split(': ')[0] ?? '').trim();

function columnsOf({ cells, line }: Record, { faults, mapping }: ReadSettings): Columns | null {
  const ids = cells.map((cell) => idOf(cell).toUpperCase());
  const at = `line ${line}`;
  const first = ids[0]?.replace(/\[.*\]$/, '');
  if (first !== 'DATAFLOW' && first !== 'STRUCTURE') {
    faults.add(
      at,
      `the first column is “${(cells[0] ?? '').slice(0, 60)}” where SDMX-CSV has DATAFLOW (1.0) or STRUCTURE (2.0): DATAFLOW,FREQ,REF_AREA,…,TIME_PERIOD,OBS_VALUE,…`,
    );
    return null;
  }
  if (first === 'STRUCTURE' && ids[1] !== 'STRUCTURE_ID') {
    faults.add(at, 'the second column has to be STRUCTURE_ID after STRUCTURE (SDMX-CSV 2.0)');
    return null;
  }
  const named =
    first === 'STRUCTURE' ? ['STRUCTURE', 'STRUCTURE_ID', 'STRUCTURE_NAME', 'ACTION'] : ['DATAFLOW'];
  let from = 1;
  while (named.includes(ids[from] ?? '')) from += 1;
  const value = ids.indexOf(mapping?.value.toUpperCase() || 'OBS_VALUE');
  const time = ids.findIndex((id, index) => index >= from && isTime(id));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (value === -1) faults.add(at, `there is no column ${mapping?.value || 'OBS_VALUE'}`);
  if (time === -1) faults.add(at, 'there is no column TIME_PERIOD');
  if (twice !== undefined) faults.add(at, `the column ${twice.slice(0, 60)} stands twice`);
  if (faults.count > 0) return null;
  const others = ids
    .map((id, index) => [index, id] as const)
    .filter(([index]) => index >= from && index !== time && index !== value);
  return {
    action: ids.indexOf('ACTION') < from ? ids.indexOf('ACTION') : -1,
    // The standard's order: dimensions, then the value, then what is said of it.
    dimensions: others.filter(([index]) => index < value),
    attributes: others.filter(([index]) => index > value),
    ...{ time, value, count: ids.length, hasLabels: cells.some((cell) => cell.includes(': ')) },
  };
}

function rawIn({ cells, start, end, line }: Record, columns: Columns, settings: ReadSettings): Raw | null {
  const { faults, leftOut } = settings;
  const at = `line ${line}`;
  const cell = (index: number) =>
    columns.hasLabels ? idOf(cells[index] ?? '') : (cells[index] ?? '').trim();
  const action = columns.action === -1 ? 'I' : cell(columns.action).toUpperCase() || 'I';
  if (!['I', 'A', 'M', 'R', 'D'].includes(action)) {
    faults.add(at, `the action “${action.slice(0, 20)}” is none of I, A, M, R, D`);
    return null;
  }
  const [period, value] = [cell(columns.time), cell(columns.value)];
  const dimensions = columns.dimensions.map(([index, id]) => [id, cell(index)] as const);
  if (action === 'D' && (period === '' || dimensions.some(([, each]) => each === ''))) {
    faults.add(
      at,
      'deletes more than one observation: name each that is withdrawn with all its dimensions and its period',
    );
    return null;
  }
  if (period === '' && value === '') {
    leftOut.add('rows of attributes without an observation');
    return null;
  }
  const attributes = new Map(columns.attributes.map(([index, id]) => [id, cell(index)] as const));
  return rawOf(
    { at, start, end, dimensions, attributes, period, value, isDeleted: action === 'D' },
    settings,
  );
}
