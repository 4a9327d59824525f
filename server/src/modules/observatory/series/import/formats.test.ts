import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corridorFromFiles } from '../../../../corridor/index.ts';
import { isRefusal } from '../../../../platform/errors.ts';
import { root } from '../../../../platform/root.ts';
import { definitionsOf } from '../indicators.ts';
import { type DescribedImport, type Mapping, savedMapping } from './api.ts';
import { type FileRead, readFile } from './formats.ts';

/** Every number in the fixtures was invented for these tests. */
const folder = join(import.meta.dirname, 'fixtures');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');
const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
const indicators = new Map(definitionsOf(corridor).map((each) => [each.id, each]));
type Format = DescribedImport['format'];

const outcome = (
  text: string,
  format: Format,
  more: { indicator?: string; mapping?: Mapping | undefined } = {},
) =>
  readFile(text, {
    described: { format, ...(more.indicator === undefined ? {} : { indicator: more.indicator }) },
    mapping: more.mapping,
    indicators,
    corridor,
  });
async function read(
  text: string,
  format: Format,
  more: Parameters<typeof outcome>[2] = {},
): Promise<FileRead> {
  const answer = await outcome(text, format, more);
  if ('refused' in answer) throw new Error(JSON.stringify(answer, null, 1));
  return answer;
}
const rowsOf = ({ stated }: FileRead) =>
  stated.map(({ dimensions: { reporter, partner, flow, category }, periodStart, periodEnd, value, kind }) =>
    [reporter, partner, flow, category, periodStart, periodEnd, value, kind].join(' '),
  );
async function refusal(text: string, format: Format, more: Parameters<typeof outcome>[2] = {}) {
  const answer = await outcome(text, format, more);
  if (!isRefusal(answer)) throw new Error('was not refused');
  return answer;
}
const faultsOf = async (...given: Parameters<typeof refusal>) =>
  (await refusal(...given)).faults!.map(({ at, problem }) => `${at}: ${problem}`);

describe('China customs', () => {
  const text = fixture('gacc-countries.txt');
  it('reads month and “1 to N” of exports and imports, and leaves rows of changes alone', async () => {
    const answer = await read(text, 'gacc');
    const rows = rowsOf(answer);
    expect(rows).toHaveLength(20);
    expect(rows).toContain('CN KZ export total 2025-05-01 2025-05-31 2100001000 official');
    expect(rows).toContain('CN KZ export total 2025-01-01 2025-05-31 9500002000 official');
    expect(rows).toContain('CN KG import total 2025-01-01 2025-05-31 40008000 official');
    expect(rows).toContain('CN WLD import total 2025-05-01 2025-05-31 200000333000 official');
    expect(rows).toContain('CN asean export total 2025-05-01 2025-05-31 55000012000 official');
    const none = answer.stated.find(
      ({ dimensions, periodStart, value }) =>
        dimensions.partner === 'TJ' && periodStart === '2025-05-01' && value === null,
    );
    expect(none).toMatchObject({ dimensions: { flow: 'import' } });
    expect(text.slice(none!.start, none!.end)).toBe('Tajikistan 310,009  1,300,010  - 90,011 ');
  });
  it('reads the Chinese page: totals, names of countries, changes in the last columns', async () => {
    const html = fixture('gacc-countries.html.txt');
    const answer = await read(html, 'gacc');
    const rows = rowsOf(answer);
    expect(rows).toHaveLength(24);
    expect(rows).toContain('CN KZ total total 2025-01-01 2025-05-31 16800006000 official');
    expect(rows).toContain('CN KG export total 2025-05-01 2025-05-31 1900005000 official');
    expect(rows).toContain('CN HK import total 2025-01-01 2025-05-31 20000 official');
    const [first] = answer.stated;
    expect(html.slice(first!.start, first!.end)).toMatch(/^<tr><td>总值<\/td>.*<\/tr>$/);
    expect(first!.at).toBe('line 7, column 2');
  });
  it('reads HS sections and chapters as goods traded with the world', async () => {
    const rows = rowsOf(await read(fixture('gacc-chapters.csv'), 'gacc'));
    expect(rows).toHaveLength(16);
    expect(rows).toContain('CN WLD export total 2025-02-01 2025-02-28 1000500000 official');
    expect(rows).toContain('CN WLD export 01 2025-01-01 2025-02-28 3000000 official');
    expect(rows).toContain('CN WLD import section-1 2025-02-01 2025-02-28 11000000 official');
    expect(rows).toContain('CN WLD import 01 2025-02-01 2025-02-28  official');
  });
  it.each([
    ['US$1,000', '2100001000'],
    ['US$1 million', '2100001000000'],
    ['US$100 million', '210000100000000'],
    ['千美元', '2100001000'],
    ['万美元', '21000010000'],
    ['百万美元', '2100001000000'],
    ['亿美元', '210000100000000'],
  ])('the unit %s makes 2,100,001 to %s', async (unit, value) => {
    const { stated } = await read(text.replace('US$1,000', unit), 'gacc');
    expect(stated.find(({ dimensions }) => dimensions.partner === 'KZ')!.value).toBe(value);
  });
  it.each([
    ['without a unit', text.replace(/Unit.*\n/, ''), 'the unit: no line “Unit: US$1,000”'],
    [
      'in yuan, for which there is no indicator',
      text.replace('US$1,000', 'RMB 10,000'),
      'the unit: the table is in CNY, and there is no indicator trade-value-cny',
    ],
    [
      'without a title',
      text.replace(/.*5\.2025.*\n/, ''),
      'line 3: no title above this row says the month and the year',
    ],
    [
      'whose title is of another month',
      text.replace('5.2025', '6.2025'),
      'line 4: names month 5, and the title month 6 of 2025',
    ],
    [
      'without months',
      text.replace(/^5 1 to 5.*\n/m, ''),
      'line 1: no row names months under exports and imports',
    ],
    [
      'by customs regime',
      text.replaceAll(/Country \(Region\)/g, 'Customs Regime'),
      'line 4: this table is neither by country nor by HS',
    ],
    [
      'with a name nobody knows',
      text.replace('Kyrgyzstan', 'Kirgisien'),
      'line 9, column 2: “Kirgisien” is no partner known here',
    ],
    [
      'with a row cut short',
      text.replace(' 1,400,003  7,300,004', ''),
      'line 7: “Kazakhstan” has 2 values where the header has 4 columns',
    ],
    [
      'with a row that contradicts another',
      text.replace('ASEAN 55,000,012', 'Kazakhstan 55,000,012'),
      'line 13, column 2: says 55000012000 where line 7, column 2 says 2100001000',
    ],
  ])('a table %s is refused', async (_what, bad, fault) => {
    expect((await faultsOf(bad, 'gacc'))[0]).toContain(fault);
  });
});

describe('UN Comtrade', () => {
  it('reads the 35 columns; re-exports are in the exports already', async () => {
    const answer = await read(fixture('comtrade-legacy.csv'), 'comtrade');
    expect(rowsOf(answer)).toEqual([
      'KZ CN import total 2023-01-01 2023-12-31 1234567890 official',
      'KZ CN export total 2023-01-01 2023-12-31 987654321 official',
      'KZ WLD export 2709 2023-01-01 2023-12-31 555 official',
      'US KG export 850231 2024-01-01 2024-01-31 12.50 official',
    ]);
    expect(answer.leftOut).toEqual([{ rows: 1, why: expect.stringContaining('trade flow 3') }]);
  });
  const plus = [
    'CN KZ export total 2024-05-01 2024-05-31 2100001234.567 official',
    'CN KZ import total 2024-05-01 2024-05-31 1400003000 official',
    'CN WLD export 8502 2024-05-01 2024-05-31 31.4 official',
    'CN un-899 export total 2024-05-01 2024-05-31 8 official',
  ];
  it.each(['comtrade-plus.csv', 'comtrade-plus.json.txt'])(
    'reads %s with the digits as they are',
    async (name) => {
      const answer = await read(fixture(name), 'comtrade');
      expect(rowsOf(answer)).toEqual(plus);
      expect(answer.leftOut.map(({ why }) => why)).toEqual([
        expect.stringContaining('mode of transport'),
        expect.stringContaining('trade flow RX'),
      ]);
    },
  );
  it('a row of JSON is quoted whole', async () => {
    const text = fixture('comtrade-plus.json.txt');
    const [first] = (await read(text, 'comtrade')).stated;
    expect(JSON.parse(text.slice(first!.start, first!.end))).toMatchObject({ primaryValue: 2100001234.567 });
    expect(first!.at).toBe('data[0]');
  });
  it.each([
    [
      'a header that is none names what is expected',
      'Year,Country,Value\n2023,KZ,1\n',
      'line 1: this is no header of UN Comtrade: there is no column period',
    ],
    [
      'a row with a cell too many',
      `${fixture('comtrade-legacy.csv')}H5,2023,1,2\n`,
      'line 7: has 4 cells where the header has 35',
    ],
    [
      'a value that is no number',
      fixture('comtrade-legacy.csv').replace('987654321', 'n/a'),
      'line 3: the trade value “n/a” is no decimal number',
    ],
    [
      'another classification',
      fixture('comtrade-legacy.csv').replace(
        'H5,2023,2023,2023,0,0,2,Export,398,Kazakhstan,KAZ,0',
        'S4,2023,2023,2023,0,0,2,Export,398,Kazakhstan,KAZ,0',
      ),
      'line 4: classifies goods by S4',
    ],
    ['JSON that breaks off', fixture('comtrade-plus.json.txt').slice(0, 900), 'line 2, column'],
    ['JSON of something else', '{"items": []}', 'data: has to be the list of rows'],
  ])('%s: refused', async (_what, bad, fault) => {
    expect((await faultsOf(bad, 'comtrade'))[0]).toContain(fault);
  });
});

describe('SDMX', () => {
  const trade = { indicator: 'trade-value' };
  it('JSON 2.x: dimensions and attributes at every level, UNIT_MULT shifts the point', async () => {
    const text = fixture('sdmx-2.json.txt');
    const answer = await read(text, 'sdmx-json', trade);
    expect(rowsOf(answer)).toEqual([
      'KZ CN export total 2025-01-01 2025-01-31 1500000 official',
      'KZ CN export total 2025-02-01 2025-02-28 12000000 official',
      'KZ CN export total 2025-01-01 2025-03-31  official',
      'KZ KG import total 2025-01-01 2025-01-31 98765432109876543210.12 official',
    ]);
    expect(answer.stated.map(({ isEstimate }) => isEstimate)).toEqual([false, true, false, false]);
    expect(answer.stated[3]!.at).toBe('data.dataSets[0].series["1:1:0"].observations["0"]');
    expect(text.slice(answer.stated[0]!.start, answer.stated[0]!.end).replaceAll(/\s/g, '')).toBe(
      '"0":[1.50,0]',
    );
  });
  it('JSON 1.0, all dimensions at the observation, attributes by default', async () => {
    expect(rowsOf(await read(fixture('sdmx-1.json.txt'), 'sdmx-json', trade))).toEqual([
      'CN UZ export total 2023-01-01 2023-12-31 7500 official',
      'CN WLD export total 2024-01-01 2024-06-30 8.0 official',
      'CN UZ export total 2024-02-12 2024-02-18 4000 official',
    ]);
  });
  it('CSV 1.0: columns behind the value describe it', async () => {
    expect(rowsOf(await read(fixture('sdmx-1.csv'), 'sdmx-csv', trade))).toEqual([
      'KZ CN export total 2023-01-01 2023-12-31 9900000000 official',
      'KZ CN import total 2023-01-01 2023-12-31 8250000000 official',
      'KZ CN export 2709 2024-05-01 2024-05-31  official',
    ]);
  });
  it('CSV 2.0: labels, another delimiter, actions; a deletion withdraws the value', async () => {
    expect(rowsOf(await read(fixture('sdmx-2.csv'), 'sdmx-csv', trade))).toEqual([
      'UZ CN export total 2025-01-01 2025-01-31 100000 official',
      'UZ CN export total 2025-02-01 2025-02-28 200000 official',
      'UZ CN export total 2025-03-01 2025-03-31  official',
    ]);
  });
  const json = fixture('sdmx-2.json.txt');
  it.each([
    [
      'a key that names no value',
      json.replace('"1:1:0": {', '"1:7:0": {'),
      'data.dataSets[0].series["1:7:0"]: FLOW has no value number 7',
    ],
    [
      'a key too short',
      json.replace('"1:1:0": {', '"1:1": {'),
      'data.dataSets[0].series["1:1"]: has a key of 2 where there are 3 dimensions',
    ],
    ['no structure', '{"data": {"dataSets": [{"series": {}}]}}', 'data.structure: is missing'],
    ['no data sets', '{"data": {}}', 'data.dataSets: is missing'],
    [
      'a value that is no number',
      json.replace('1.50', '"about 2"'),
      'data.dataSets[0].series["0:0:0"].observations["0"]: “about 2” is no decimal number',
    ],
    [
      'an attribute out of range',
      json.replace(/(1\.50,\s*)0/, '$19'),
      'observations["0"][1]: OBS_STATUS has no value number 9',
    ],
    ['one name twice', json.replace('"1:1:0"', '"0:0:0"'), 'stands twice in one object'],
    [
      'no JSON',
      json.replace('"dataSets": [\n   {\n    "structure"', '"dataSets": [\n   {\n    structure'),
      ': stops being JSON: a name in quotation marks',
    ],
    ['JSON without end', json.slice(0, 700), 'line '],
    [
      'another currency',
      json.replace('"id": "USD"', '"id": "EUR"'),
      'is stated in EUR, and trade-value is in USD: nothing is converted',
    ],
    [
      'a status that says there is none',
      json.replace(/(1\.50,\s*)0/, '$12'),
      'has the value 1.50 and the status M',
    ],
    [
      'another dimension with two values',
      json.replaceAll('"CATEGORY"', '"ADJUSTMENT"'),
      'nothing says category',
    ],
    ['a period that is none', json.replaceAll('2025-02"', '2025-13"'), '“2025-13” is no period'],
  ])('JSON with %s is refused with its path', async (_what, bad, fault) => {
    expect((await faultsOf(bad, 'sdmx-json', trade)).join('\n')).toContain(fault);
  });
  const csv = fixture('sdmx-2.csv');
  it.each([
    [
      'another header',
      csv.replace('STRUCTURE;', 'TABLE;'),
      'line 1: the first column is “TABLE” where SDMX-CSV has DATAFLOW (1.0) or STRUCTURE (2.0)',
    ],
    ['no value column', csv.replace('OBS_VALUE', 'AMOUNT'), 'line 1: there is no column OBS_VALUE'],
    ['an action that is none', csv.replace(';R;', ';X;'), 'line 3: the action “X” is none of I, A, M, R, D'],
    [
      'a deletion of a whole series',
      csv.replace(';2025-03;;', ';;;'),
      'line 4: deletes more than one observation',
    ],
    [
      'two values of one period',
      csv.replace(';2025-02;', ';2025-01;'),
      'line 3: says 200000 where line 2 says 100000',
    ],
    ['UNIT_MULT in words', csv.replace(';3: Thousands;A', ';many;A'), 'line 2: UNIT_MULT is “many”'],
  ])('CSV with %s is refused with its line', async (_what, bad, fault) => {
    expect((await faultsOf(bad, 'sdmx-csv', trade))[0]).toContain(fault);
  });
  it('a message that names no indicator of ours asks for one', async () => {
    expect((await faultsOf(json, 'sdmx-json'))[0]).toContain(
      'the file does not say which indicator it is of',
    );
  });

  const official = join(root, '../shared/schemas/sdmx-json/exr-time-series.json');
  it.skipIf(!existsSync(official))(
    'the standard’s own example is read: two currencies, their days',
    async () => {
      const text = readFileSync(official, 'utf8');
      const rate = {
        id: 'rate',
        name: 'Rate',
        unit: 'NZD',
        nature: 'flow',
        frequency: 'day',
        definition: '',
        rule: '',
      } as const;
      const answer = await readFile(text, {
        described: { format: 'sdmx-json', indicator: 'rate' },
        mapping: savedMapping.parse({ name: 'exr', indicator: 'rate', dimensions: { currency: 'CURRENCY' } }),
        indicators: new Map([['rate', rate]]),
        corridor,
      });
      if ('refused' in answer) throw new Error(answer.detail);
      expect(
        answer.stated.map(({ dimensions, periodStart, value }) => [dimensions.currency, periodStart, value]),
      ).toEqual([
        ['NZD', '2013-01-18', '1.5931'],
        ['NZD', '2013-01-21', '1.5925'],
        ['RUB', '2013-01-18', '40.3426'],
        ['RUB', '2013-01-21', '40.3'],
      ]);
    },
  );
});

describe('plain CSV by a mapping', () => {
  const mapping = savedMapping.parse(JSON.parse(fixture('office.mapping.json')));
  const text = fixture('office.csv');
  it('takes columns, constants, rows that are asked for; decimal commas and thousands apart', async () => {
    const answer = await read(text, 'csv', { mapping });
    expect(rowsOf(answer)).toEqual([
      'KZ CN export total 2025-01-01 2025-01-31 1234500 official',
      'KZ CN import total 2025-01-01 2025-01-31 2000250 official',
      'KZ UZ export total 2025-02-01 2025-02-28  official',
    ]);
    expect(answer.leftOut).toEqual([{ rows: 1, why: 'the mapping takes rows where Вид is факт' }]);
  });
  it.each([
    ['no mapping', text, undefined, 'a plain CSV needs a mapping'],
    [
      'a column the file has not',
      text,
      { ...mapping, value: 'Сумма' },
      'line 3: there is no column “Сумма”. The mapping office expects Период, Сумма',
    ],
    [
      'the other decimal mark',
      text,
      { ...mapping, decimal: '.' as const },
      'line 4, Стоимость: “1 234,5” is no number with a decimal point',
    ],
    ['a flow in other words', text.replaceAll('Импорт', 'Ввоз'), mapping, 'line 5: “Ввоз” is no flow'],
    [
      'a dimension nobody gives',
      text,
      { ...mapping, constants: { reporter: 'KZ' } },
      'and nothing says category',
    ],
    [
      'a quotation mark without its pair',
      `${text}2025-03;"Китай;Экспорт;1;факт\n`,
      mapping,
      'line 8, column 2: a quotation mark is opened and never closed',
    ],
  ])('with %s: refused', async (_what, bad, given, fault) => {
    expect((await faultsOf(bad, 'csv', { mapping: given }))[0]).toContain(fault);
  });
  it('the file’s own words are told in the mapping', async () => {
    const codes = { flow: { Ввоз: 'import' } };
    expect(
      rowsOf(await read(text.replaceAll('Импорт', 'Ввоз'), 'csv', { mapping: { ...mapping, codes } })),
    ).toHaveLength(3);
  });
  it('of many faults twenty are told, and all are counted', async () => {
    const bad =
      text + Array.from({ length: 30 }, (_, at) => `2025-${at + 20};Китай;Экспорт;1;факт\n`).join('');
    const answer = await refusal(bad, 'csv', { mapping });
    expect(answer.faults).toHaveLength(20);
    expect(answer.detail).toContain('29 more faults');
  });
});
