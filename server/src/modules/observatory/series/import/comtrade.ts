/** UN Comtrade: the legacy CSV of 35 columns (and its shorter form), and Comtrade+ as CSV or JSON. Values are US dollars. */
import { plainDecimal } from './decimal.ts';
import { isWhole, recordsOf } from './delimited.ts';
import { JsonFault, type JsonNode, lineAndColumn, parseExact } from './exact-json.ts';
import type { Raw, ReadSettings } from './stated.ts';

/** What is read of a row, by the names both layouts have for it once case, spaces and brackets are gone. */
const fields = {
  classification: ['classification', 'classificationcode'],
  period: ['period'],
  flow: ['tradeflowcode', 'flowcode'],
  reporter: ['reportercode'],
  reporterIso: ['reporteriso'],
  partner: ['partnercode'],
  partnerIso: ['partneriso'],
  category: ['commoditycode', 'cmdcode'],
  value: ['tradevalueus', 'tradevalue', 'primaryvalue'],
  secondPartner: ['2ndpartnercode', 'partner2code'],
  customs: ['customsproccode', 'customscode'],
  transport: ['modeoftransportcode', 'motcode'],
  supply: ['moscode'],
} as const;
type Field = keyof typeof fields;
const needed: readonly Field[] = ['period', 'flow', 'reporter', 'partner', 'category', 'value'];
type Cells = Readonly<Partial<Record<Field, string>>>;

const expected = {
  legacy:
    'Classification,Year,Period,…,Trade Flow Code,…,Reporter Code,…,Partner Code,…,Commodity Code,…,Trade Value (US$),…,Flag',
  plus: 'typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,…,flowCode,…,partnerCode,…,cmdCode,…,primaryValue,…',
};

export function readComtrade(text: string, settings: ReadSettings): Iterable<Raw> {
  return /^\s*[{[]/.test(text) ? readJson(text, settings) : readCsv(text, settings);
}

function* readCsv(text: string, settings: ReadSettings): Generator<Raw> {
  const { faults } = settings;
  const records = recordsOf(text, ',', faults);
  const header = records.next();
  if (header.done) return;
  const names = header.value.cells.map(plain);
  const columns = Object.entries(fields).map(
    ([field, known]) =>
      [field as Field, names.findIndex((name) => (known as readonly string[]).includes(name))] as const,
  );
  const lacking = columns
    .filter(([field, at]) => at === -1 && needed.includes(field))
    .map(([field]) => fields[field].join(' or '));
  if (lacking.length > 0) {
    faults.add(
      `line ${header.value.line}`,
      `this is no header of UN Comtrade: there is no column ${lacking.join(', ')}. Expected is ${expected.legacy} (legacy), or ${expected.plus} (Comtrade+)`,
    );
    return;
  }
  const there = columns.filter(([, at]) => at !== -1);
  // Downloads of Comtrade+ end each row, or only the header, with a comma.
  const count = names.at(-1) === '' ? names.length - 1 : names.length;
  for (const record of records) {
    if (record.cells.length === count + 1 && record.cells[count] === '') record.cells.pop();
    if (!isWhole(record, count, faults)) continue;
    const cells: Cells = Object.fromEntries(there.map(([field, at]) => [field, record.cells[at]!.trim()]));
    const raw = rawOf(cells, { at: `line ${record.line}`, start: record.start, end: record.end }, settings);
    if (raw) yield raw;
  }
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** `{"data": [{…}]}` as the API answers, or the list by itself. */
function* readJson(text: string, settings: ReadSettings): Generator<Raw> {
  const { faults } = settings;
  let message: JsonNode;
  try {
    message = parseExact(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    faults.add(lineAndColumn(text, error.at), error.message);
    return;
  }
  const path = message.kind === 'list' ? '' : 'data';
  const rows =
    message.kind === 'object' ? (message.members.get('data') ?? message.members.get('dataset')) : message;
  if (rows?.kind !== 'list') {
    faults.add(
      path || 'the message',
      'has to be the list of rows that Comtrade+ answers: {"data": [{"period": …, "reporterCode": …, "primaryValue": …}]}',
    );
    return;
  }
  for (const [index, row] of rows.items.entries()) {
    const at = `${path}[${index}]`;
    const cells = row.kind === 'object' ? cellsOf(row.members) : {};
    const lacking = needed
      .filter((field) => cells[field] === undefined && field !== 'value')
      .map((field) => fields[field].at(-1)!);
    if (lacking.length > 0) faults.add(at, `says no ${lacking.join(', no ')}`);
    else {
      const raw = rawOf(cells, { at, start: row.start, end: row.end }, settings);
      if (raw) yield raw;
    }
  }
}

function cellsOf(members: ReadonlyMap<string, JsonNode>): Cells {
  const named = new Map([...members].map(([name, node]) => [plain(name), node]));
  const cells: Partial<Record<Field, string>> = {};
  for (const [field, known] of Object.entries(fields)) {
    const node = known.map((name) => named.get(name)).find((each) => each !== undefined);
    if (node && node.kind !== 'object' && node.kind !== 'list')
      cells[field as Field] = node.text === 'null' && node.kind === 'word' ? '' : node.text.trim();
  }
  return cells;
}

/** Re-exports are in the exports, and breakdowns in their totals: taken beside them they would count twice. */
function whyLeftOut(cells: Cells): string | null {
  const flow = cells.flow ?? '';
  if (!/^(1|2|M|X)$/i.test(flow))
    return `trade flow ${flow}: only imports (1, M) and exports (2, X), which hold re-imports and re-exports`;
  const isWhole = (value: string | undefined, whole: RegExp) =>
    value === undefined || value === '' || whole.test(value);
  if (!isWhole(cells.secondPartner, /^0$/)) return 'broken down by a second partner';
  if (!isWhole(cells.customs, /^(C00|0)$/i)) return 'broken down by customs procedure';
  if (!isWhole(cells.transport, /^0$/)) return 'broken down by mode of transport';
  if (!isWhole(cells.supply, /^0$/)) return 'broken down by mode of supply';
  return null;
}

function rawOf(cells: Cells, place: Pick<Raw, 'at' | 'start' | 'end'>, settings: ReadSettings): Raw | null {
  const { faults, leftOut } = settings;
  const why = whyLeftOut(cells);
  if (why !== null) {
    leftOut.add(why);
    return null;
  }
  const { classification = '', category = '', value: said = '' } = cells;
  const isTotal = /^total$/i.test(category);
  if (!isTotal && classification !== '' && !/^H/i.test(classification)) {
    faults.add(
      place.at,
      `classifies goods by ${classification}, and categories here are HS codes: download it by HS`,
    );
    return null;
  }
  const value = said === '' ? null : plainDecimal(said);
  if (value === null && said !== '') {
    faults.add(place.at, `the trade value “${said.slice(0, 60)}” is no decimal number`);
    return null;
  }
  return {
    ...place,
    indicator: null,
    dimensions: {
      reporter: partyOf(cells.reporter, cells.reporterIso, settings),
      partner: partyOf(cells.partner, cells.partnerIso, settings),
      flow: /^(2|X)$/i.test(cells.flow ?? '') ? 'export' : 'import',
      category: isTotal ? 'total' : category,
    },
    ...{ period: cells.period ?? '', value, unit: 'USD', places: 0, status: null },
  };
}

/** The ISO code where it is one; Comtrade's numbers go beyond the standard (842 is the United States with Puerto Rico). */
const partyOf = (code = '', iso = '', { parties }: ReadSettings): string =>
  /^[A-Z]{3}$/.test(iso) && parties.idOf(iso) !== null ? iso : code;
