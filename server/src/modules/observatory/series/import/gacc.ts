/**
 * Tables of China's customs (GACC): imports and exports by country or by HS section and chapter, of a month and of the year up to it. The
 * reporter is China. What the layout says: a title with month and year, a unit, flows, under each flow the month and “1 to N”, rows of values,
 * each followed by a row of changes in per cent that has no name, or with the changes in the last columns.
 */
import { groupedDecimal } from './decimal.ts';
import { gaccHead, type Head } from './gacc-head.ts';
import { linesOf, type TableLine } from './gacc-lines.ts';
import type { Raw, ReadSettings } from './stated.ts';

export function readGacc(text: string, settings: ReadSettings): Raw[] {
  const { faults } = settings;
  const lines = linesOf(text, faults);
  const head = gaccHead(lines, settings);
  if (head === null) return [];
  const raws: Raw[] = [];
  let hadValues = false;
  for (const line of lines.slice(head.rows)) {
    const row = rowOf(line, head);
    if (row === null) continue;
    if (row === 'end') break;
    if (row.label === '') {
      // Changes over a year earlier stand below the values they belong to.
      if (!hadValues)
        faults.add(
          `line ${line.line}`,
          'has numbers and no name: rows of changes stand below a row of values',
        );
      continue;
    }
    hadValues = true;
    raws.push(...valuesOf(row, line, head, settings));
  }
  if (raws.length === 0 && faults.count === 0)
    faults.add(`line ${lines[head.rows - 1]?.line ?? 1}`, 'no row of values follows the header');
  return raws;
}

interface LabelledRow {
  label: string;
  cells: string[];
}

const isNumber = (cell: string): boolean => /^[+\-\u2212]?[\d,]*\.?\d+%?$/.test(cell) || isNone(cell);
const isNone = (cell: string): boolean => /^[-–—−]{1,3}$/.test(cell);

/** Null for a line that is no row; the notes below the table end it. */
function rowOf(line: TableLine, head: Head): LabelledRow | null | 'end' {
  const [first = ''] = line.cells;
  if (/^(notes?|注|说明|备注|source|数据来源)\b|^(注|说明|备注)/i.test(first)) return 'end';
  if (line.hasCells) {
    const cells = line.cells.slice(1);
    return cells.some((cell) => cell !== '') ? { label: first, cells } : null;
  }
  // Words and numbers in one text: the numbers are as many at the end as there are columns; names may end with a number themselves.
  const words = first.split(/\s+/);
  let from = words.length;
  while (from > 0 && isNumber(words[from - 1]!)) from -= 1;
  const numbers = words.length - from;
  if (numbers === 0) return null;
  const wanted =
    numbers >= head.columns.length + head.changes ? head.columns.length + head.changes : head.columns.length;
  const at = Math.max(from, words.length - wanted);
  return { label: words.slice(0, at).join(' '), cells: words.slice(at) };
}

function valuesOf({ label, cells }: LabelledRow, line: TableLine, head: Head, settings: ReadSettings): Raw[] {
  const { faults, leftOut } = settings;
  const at = `line ${line.line}`;
  const given = trimEnd(cells, head.columns.length);
  if (given.length < head.columns.length || given.length > head.columns.length + head.changes) {
    faults.add(
      at,
      `“${label.slice(0, 60)}” has ${given.length} values where the header has ${head.columns.length} columns${head.changes > 0 ? ` and ${head.changes} of changes` : ''}`,
    );
    return [];
  }
  const party = partyOf(label, head);
  return head.columns.flatMap(({ flow, period }, index): Raw[] => {
    const cell = given[index]!;
    if (flow === 'balance') {
      leftOut.add('the balance, which is exports less imports');
      return [];
    }
    const value = isNone(cell) || cell === '' ? null : groupedDecimal(cell, '.');
    if (value === null && !isNone(cell) && cell !== '') {
      faults.add(`${at}, column ${index + 2}`, `“${cell.slice(0, 60)}” is no number`);
      return [];
    }
    return [
      {
        ...{ at: `${at}, column ${index + 2}`, start: line.start, end: line.end, indicator: head.indicator },
        dimensions: { reporter: 'CN', ...party, flow },
        ...{ period, value, unit: head.unit.unit, places: head.unit.places, status: null },
      },
    ];
  });
}

/** Cells that a table has and does not use. */
function trimEnd(cells: readonly string[], min: number): string[] {
  const kept = [...cells];
  while (kept.length > min && kept.at(-1) === '') kept.pop();
  return kept;
}

/** By country all goods are meant, by chapter all countries. */
function partyOf(label: string, { by }: Head): { partner: string; category: string } {
  const name = label.replaceAll(/\s+/g, ' ').trim();
  if (by === 'country') return { partner: name, category: 'total' };
  if (/^(total|总值|合计|总计)$/i.test(name)) return { partner: 'WLD', category: 'total' };
  const section =
    /^section\s+([ivxl]+|\d{1,2})\b/i.exec(name)?.[1] ?? /^第([一二三四五六七八九十]+)类/.exec(name)?.[1];
  if (section !== undefined) return { partner: 'WLD', category: `section-${numberOf(section)}` };
  const chapter = /^(?:chapter\s+|第)?(\d{1,2})(?=章|\s|[.、:：]|\p{Script=Han}|$)/iu.exec(name)?.[1];
  return { partner: 'WLD', category: chapter === undefined ? name : chapter.padStart(2, '0') };
}

const roman = [
  '',
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
  'xvi',
  'xvii',
  'xviii',
  'xix',
  'xx',
  'xxi',
  'xxii',
];
const digits = '零一二三四五六七八九';

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[ivxl]+$/i.test(text)) return roman.indexOf(text.toLowerCase());
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : digits.indexOf(tens!)) : 0;
  return ten * 10 + (ones === '' ? 0 : digits.indexOf(ones!));
}
