/** What stands above the rows of a customs table: title, unit, flows and months. */
import type { Period } from '../period.ts';
import type { TableLine } from './gacc-lines.ts';
import { monthOf, monthsOf } from './period.ts';
import type { ReadSettings } from './stated.ts';
import { type StatedUnit, unitOf } from './unit.ts';

type Flow = 'export' | 'import' | 'total' | 'balance';
export interface Head {
  by: 'country' | 'goods';
  indicator: string;
  unit: StatedUnit;
  columns: { flow: Flow; period: Period }[];
  /** Columns of changes in per cent behind them. */
  changes: number;
  /** How many lines it takes. */
  rows: number;
}

const expected =
  'Expected are a title with month and year (“Imports and Exports by Country (Region), 5.2025”), a line “Unit: US$1,000”, a row of Exports and Imports, and below it the month and “1 to N” of each';

/** Null where it is no head of such a table; the faults say why. */
export function gaccHead(lines: readonly TableLine[], settings: ReadSettings): Head | null {
  const { faults } = settings;
  const at = lines.findIndex((line) => isHeader(line));
  if (at === -1) {
    faults.add('line 1', `no row names months under exports and imports. ${expected}`);
    return null;
  }
  const above = lines.slice(0, at + 1);
  const said = above.map(({ cells }) => cells.join(' ')).join('\n');
  const where = `line ${lines[at]!.line}`;
  const month = titleMonth(said);
  if (month === null) {
    faults.add(where, `no title above this row says the month and the year. ${expected}`);
    return null;
  }
  const by = subjectOf(said);
  if (by === null) {
    faults.add(
      where,
      'this table is neither by country nor by HS section and chapter (customs regimes, locations and kinds of firms tell no series apart here): take table 2 or table 4 of the monthly bulletin',
    );
    return null;
  }
  const unit = unitIn(said, settings);
  const columns = columnsOf(above, month, where, settings);
  if (unit === null || columns === null) return null;
  const indicator = indicatorFor(unit, settings);
  if (!settings.indicators.has(indicator) && unit.unit !== 'USD') {
    faults.add(
      'the unit',
      `the table is in ${unit.unit}, and there is no indicator ${indicator}: nothing is converted here, so take the table in US dollars`,
    );
    return null;
  }
  return { by, unit, indicator, ...columns, rows: at + 1 };
}

const monthToken =
  /(\d{1,2})\s*月?\s*(?:to|-|–|~|至)\s*(\d{1,2})\s*月?|(?<![\d.,])(\d{1,2})\s*月?(?![\d.,])|(?:([a-z]{3,4})[a-z]*\.?\s*(?:to|-|–)\s*)?([a-z]{3,4})[a-z]*\b\.?/gi;
interface Months {
  from: number;
  to: number;
}

/** Months in the order they stand; words that are no month are none. */
function monthsIn(text: string): Months[] {
  return [...text.matchAll(monthToken)].flatMap(([, from, to, single, fromName, name]): Months[] => {
    if (from !== undefined) return [{ from: Number(from), to: Number(to) }];
    if (single !== undefined) return [{ from: Number(single), to: Number(single) }];
    const last = monthWord(name ?? '');
    return last === 0 ? [] : [{ from: fromName === undefined ? last : monthWord(fromName), to: last }];
  });
}
const monthWord = (word: string): number =>
  /^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)$/i.test(word) ? monthOf(word) : 0;

const flowToken =
  /(imports?\s*(?:&|and)\s*exports?|exports?\s*(?:&|and)\s*imports?|\btotal\b|进出口(?:总值|总额)?)|(balance|贸易差额|差额)|(\bexports?\b|出口(?!最终))|(\bimports?\b|进口(?!原产))/gi;
function flowsIn(text: string): Flow[] {
  return [...text.matchAll(flowToken)].map(([, total, balance, out]) =>
    total !== undefined
      ? 'total'
      : balance !== undefined
        ? 'balance'
        : out !== undefined
          ? 'export'
          : 'import',
  );
}
const changesToken = /percentage|growth|\byoy\b|±|％|%|同比|change/i;

/** The row of months: months in all its cells but names of flows and changes, and no value. */
function isHeader({ cells }: TableLine): boolean {
  const text = cells.join(' ').replaceAll(/\b20\d\d\b/g, '');
  if (/unit\s*[:：]|单位/i.test(text) || titleMonth(cells.join(' ')) !== null) return false;
  const months = monthsIn(text);
  const rest = text.replaceAll(monthToken, (whole) =>
    /\d|月/.test(whole) || monthWord(whole.replaceAll(/[^a-z]/gi, '')) > 0 ? '' : whole,
  );
  return (
    months.length >= 2 &&
    months.every(({ from, to }) => from >= 1 && to >= from && to <= 12) &&
    !/\d/.test(rest)
  );
}

/** `5.2025`, `1-7.2026`, `May 2025`, `2025年5月`. The last month it names. */
function titleMonth(text: string): { year: number; month: number } | null {
  const forms: readonly [RegExp, (match: RegExpExecArray) => readonly [string, string | number]][] = [
    [/(?:\d{1,2}\s*[-–]\s*)?(?<!\d)(\d{1,2})\s*\.\s*((?:19|20)\d\d)(?!\d)/, (m) => [m[2]!, m[1]!]],
    [/((?:19|20)\d\d)年\s*(?:1?\d\s*[-–至到]\s*)?(\d{1,2})月/, (m) => [m[1]!, m[2]!]],
    [
      /\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s*((?:19|20)\d\d)\b/i,
      (m) => [m[2]!, monthOf(m[1]!)],
    ],
    [/((?:19|20)\d\d)\.(\d{1,2})(?!\d)/, (m) => [m[1]!, m[2]!]],
  ];
  for (const [pattern, read] of forms) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year, month] = read(match).map(Number);
    if (month! >= 1 && month! <= 12) return { year: year!, month: month! };
  }
  return null;
}

function subjectOf(said: string): Head['by'] | null {
  if (/country|countries|国别|国家/i.test(said)) return /\bHS\b|类章/i.test(said) ? null : 'country';
  return /\bHS\b|类章/i.test(said) ? 'goods' : null;
}

function unitIn(said: string, { mapping, faults }: ReadSettings): StatedUnit | null {
  const words = /(?:unit|单位)\s*[:：]\s*([^\n]+)/i.exec(said)?.[1] ?? mapping?.unit ?? '';
  const unit = unitOf(words);
  if (/^[A-Z]{3}$/.test(unit.unit)) return unit;
  faults.add(
    'the unit',
    words === ''
      ? 'no line “Unit: US$1,000” stands above the table: say the unit in a mapping (“unit”)'
      : `“${words.slice(0, 60)}” names no currency`,
  );
  return null;
}

/** In another currency than dollars the indicator is another one, named after it. */
const indicatorFor = ({ unit }: StatedUnit, { indicator, mapping }: ReadSettings): string =>
  indicator ?? mapping?.indicator ?? (unit === 'USD' ? 'trade-value' : `trade-value-${unit.toLowerCase()}`);

/** Flows in one row and months below them, evenly; or both in one row, each month behind its flow. */
function columnsOf(
  above: readonly TableLine[],
  { year, month }: { year: number; month: number },
  at: string,
  { faults }: ReadSettings,
): Pick<Head, 'columns' | 'changes'> | null {
  const header = above.at(-1)!;
  const text = header.cells.join(' ');
  const own = /\d|月/.test(text) && flowsIn(text.slice(0, text.search(/\d/))).length > 0;
  const found = own ? inOneRow(header) : inTwoRows(above, header);
  const wrong = found.columns.find(({ months }) => months.to !== month);
  const even = found.columns.length > 0;
  if (!even) faults.add(at, `${found.problem}. ${expected}`);
  else if (wrong)
    faults.add(
      at,
      `names ${wrong.months.from === wrong.months.to ? 'month' : 'months up to'} ${wrong.months.to}, and the title month ${month} of ${year}`,
    );
  if (!even || wrong) return null;
  return {
    columns: found.columns.map(({ flow, months }) => ({
      flow,
      period: monthsOf(year, months.from, months.to)!,
    })),
    changes: found.changes,
  };
}

interface FoundColumns {
  columns: { flow: Flow; months: Months }[];
  changes: number;
  problem: string;
}

function inOneRow({ cells, hasCells }: TableLine): FoundColumns {
  const columns: FoundColumns['columns'] = [];
  let changes = 0;
  let flow: Flow | null = null;
  for (const cell of hasCells ? cells : cells[0]!.split(/(?<=\d)\s+(?=[A-Z])/)) {
    flow = flowsIn(cell)[0] ?? flow;
    if (changesToken.test(cell)) changes += 1;
    else if (flow !== null)
      for (const months of monthsIn(cell.replaceAll(flowToken, ''))) columns.push({ flow, months });
  }
  return { columns, changes, problem: 'no month stands behind a flow' };
}

function inTwoRows(above: readonly TableLine[], header: TableLine): FoundColumns {
  const row = above
    .slice(0, -1)
    .findLast(({ cells }) => flowsIn(cells.join(' ')).length > 0 && titleMonth(cells.join(' ')) === null);
  const said = row?.cells.join(' ') ?? '';
  const cut = said.search(changesToken);
  const flows = flowsIn(withoutLabel(cut === -1 ? said : said.slice(0, cut), row));
  const months = monthsIn(header.cells.join(' '));
  if (flows.length === 0 || months.length % flows.length !== 0)
    return { columns: [], changes: 0, problem: `${flows.length} flows stand above ${months.length} months` };
  const each = months.length / flows.length;
  const below = flowsIn(header.cells.join(' ')).length;
  // Changes are named by flow below their own heading, or beside it.
  const changes = cut === -1 ? 0 : Math.max(below, flowsIn(said.slice(cut)).length, flows.length);
  return {
    columns: months.map((found, index) => ({ flow: flows[Math.floor(index / each)]!, months: found })),
    changes,
    problem: '',
  };
}

/** The first cell names what rows are: “Export Destination” is no flow. */
const withoutLabel = (said: string, row: TableLine | undefined): string =>
  row?.hasCells ? said.slice(row.cells[0]!.length) : said;
