import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sdmxCsv } from '../sdmx/csv.ts';
import { sdmxJson } from '../sdmx/json.ts';
import { type SdmxRow, timePeriod } from '../sdmx/structure.ts';
import { isSame, shifted, times } from './decimal.ts';
import { readPeriod } from './period.ts';
import { readSdmxCsv } from './sdmx-csv.ts';
import { readSdmxJson } from './sdmx-json.ts';
import { settle } from './settle.ts';
import { Faults, LeftOut, type ReadFormat, type ReadSettings, type Stated } from './stated.ts';

/** Messages of what nobody ever measured: series, periods of every length, values of any number of digits. */
const digits = fc.stringMatching(/^(0|[1-9]\d{0,24})(\.\d{1,12})?$/);
const value = fc.option(
  fc.tuple(fc.boolean(), digits).map(([minus, text]) => (minus && /[1-9]/.test(text) ? `-${text}` : text)),
  { freq: 8 },
);
const two = (number: number) => String(number).padStart(2, '0');
const period = fc
  .tuple(
    fc.integer({ min: 1990, max: 2040 }),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('year', 'half', 'quarter', 'month', 'day', 'months', 'days'),
    fc.integer({ min: 1, max: 40 }),
  )
  .map(([year, month, kind, count]) => {
    const begin = `${year}-${two(kind === 'half' ? (month > 6 ? 7 : 1) : kind === 'quarter' ? month - ((month - 1) % 3) : month)}-01`;
    const text = {
      year: `${year}`,
      half: `${begin}/P6M`,
      quarter: `${begin}/P3M`,
      month: begin.slice(0, 7),
      day: begin,
      months: `${begin}/P${count}M`,
      days: `${begin}/P${count}D`,
    }[kind];
    return readPeriod(text)!;
  });
const row = fc.record({
  reporter: fc.constantFrom('CN', 'KZ', 'UZ'),
  partner: fc.constantFrom('KG', 'WLD', 'central-asia', 'TM', 'eu'),
  flow: fc.constantFrom('export', 'import', 'total'),
  category: fc.constantFrom('total', '8502', '850231', 'wind-turbines', '01'),
  period,
  value,
  kind: fc.constantFrom('official' as const, 'model' as const),
});
const nameOf = ({
  reporter,
  partner,
  flow,
  category,
  period: of,
}: {
  reporter: string;
  partner: string;
  flow: string;
  category: string;
  period: { periodStart: string; periodEnd: string };
}) => [reporter, partner, flow, category, of.periodStart, of.periodEnd].join(' ');
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 30, selector: nameOf });

const settings = (): ReadSettings => ({
  ...{ indicator: undefined, mapping: undefined, faults: new Faults(), leftOut: new LeftOut() },
  indicators: new Map([
    [
      'trade-value',
      {
        id: 'trade-value',
        name: 'Trade',
        unit: 'USD',
        nature: 'flow',
        frequency: 'month',
        definition: '',
        rule: '',
      },
    ],
  ]),
  dimensionsOf: () => ['reporter', 'partner', 'flow', 'category'],
  parties: { idOf: (name) => name },
});
function read(text: string, format: ReadFormat): string[] {
  const asked = settings();
  const stated = settle(format(text, asked), asked);
  expect(asked.faults.list).toEqual([]);
  return stated.map(toldOf).sort();
}
const toldOf = ({
  dimensions: { reporter = '', partner = '', flow = '', category = '' },
  value,
  kind,
  ...of
}: Stated) => `${nameOf({ reporter, partner, flow, category, period: of })} ${value} ${kind}`;
type Row = typeof row extends fc.Arbitrary<infer Of> ? Of : never;
const told = (each: Row) => `${nameOf(each)} ${each.value} ${each.kind}`;

/** As our own downloads have it. */
const sdmxRow = (each: Row): SdmxRow => ({
  ...each.period,
  dimensions: [
    ...([
      ['INDICATOR', 'trade-value'],
      ['FREQ', 'M'],
      ['REPORTER', each.reporter],
      ['PARTNER', each.partner],
    ] as const),
    ...([
      ['FLOW', each.flow],
      ['CATEGORY', each.category],
      ['SOURCE', 'series:office'],
    ] as const),
  ],
  time: timePeriod(each.period),
  value: each.value,
  attributes: {
    ...{ UNIT_MEASURE: 'USD', PUBLISHER: 'An office', SOURCE_TITLE: 'A title', SOURCE_ADDRESS: '' },
    ...{
      OBS_STATUS: each.value === null ? 'M' : each.kind === 'model' ? 'I' : 'A',
      KIND: each.kind,
      RECORDED_AT: '2026-11-22T00:00:00.000Z',
      OBSERVATION_ID: 'x',
    },
  },
});
const names = {
  indicator: { id: 'trade-value', name: 'Trade', definition: '' },
  valueName: (_: string, id: string) => id,
  lang: 'en',
  prepared: new Date(0),
  citation: '',
};
/** A missing value has one status, so of what kind it is can't be told. */
const expressible = rows.map((all) =>
  all.map((each) => (each.value === null ? { ...each, kind: 'official' as const } : each)),
);

/** Version 1.0 with all dimensions at the observation, each value with as many noughts left out as somebody likes. */
function versionOne(all: readonly Row[], powers: readonly number[]): string {
  const values = new Map<string, string[]>();
  const at = (concept: string, id: string) => {
    const known = values.get(concept) ?? [];
    values.set(concept, known);
    if (!known.includes(id)) known.push(id);
    return known.indexOf(id);
  };
  const observations = all.map((each, index) => {
    const power = powers[index % powers.length]!;
    const key = [
      at('REF_AREA', each.reporter),
      at('COUNTERPART_AREA', each.partner),
      at('TRADE_FLOW', each.flow),
      at('PRODUCT', each.category),
      at('TIME_PERIOD', timePeriod(each.period)),
    ].join(':');
    return `"${key}": [${each.value === null ? null : shifted(each.value, -power)}, ${at('UNIT_MULT', String(power))}, ${each.kind === 'model' ? 1 : 'null'}]`;
  });
  const component = (concept: string) => ({
    id: concept,
    name: concept,
    values: (values.get(concept) ?? []).map((id) => ({ id, name: id })),
  });
  const status = { id: 'OBS_STATUS', name: 'Status', values: [{ id: 'A' }, { id: 'F' }] };
  const structure = {
    dimensions: {
      observation: ['REF_AREA', 'COUNTERPART_AREA', 'TRADE_FLOW', 'PRODUCT', 'TIME_PERIOD'].map(component),
    },
    attributes: { observation: [component('UNIT_MULT'), status] },
  };
  return `{"header": {}, "structure": ${JSON.stringify(structure)}, "dataSets": [{"action": "Append", "observations": {${observations.join(', ')}}}]}`;
}

describe('what is written is what is read', () => {
  it('SDMX-JSON 2.1 of our own, digit by digit', () => {
    fc.assert(
      fc.property(expressible, (all) => {
        expect(read(JSON.stringify(sdmxJson(all.map(sdmxRow), names)), readSdmxJson)).toEqual(
          all.map(told).sort(),
        );
      }),
    );
  });
  it('SDMX-CSV 2.0 of our own, digit by digit', () => {
    fc.assert(
      fc.property(expressible, (all) => {
        expect(read(sdmxCsv('trade-value', all.map(sdmxRow)), readSdmxCsv)).toEqual(all.map(told).sort());
      }),
    );
  });
  it('SDMX-JSON 1.0 with UNIT_MULT, number by number', () => {
    const given = fc.tuple(rows, fc.array(fc.integer({ min: -6, max: 9 }), { minLength: 1, maxLength: 5 }));
    const asNumber = (line: string) => line.replace(/(\.\d*?)0+( \w+)$/, '$1$2').replace(/\.( \w+)$/, '$1');
    fc.assert(
      fc.property(given, ([all, powers]) => {
        const asked = settings();
        asked.indicator = 'trade-value';
        const stated = settle(readSdmxJson(versionOne(all, powers), asked), asked);
        expect(asked.faults.list).toEqual([]);
        expect(stated.map(toldOf).map(asNumber).sort()).toEqual(all.map(told).map(asNumber).sort());
      }),
    );
  });
  it('a message cut anywhere is refused, and nothing of it is read', () => {
    const whole = fc.tuple(expressible, fc.double({ min: 0, max: 0.999, noNaN: true }));
    fc.assert(
      fc.property(whole, ([all, share]) => {
        const text = JSON.stringify(sdmxJson(all.map(sdmxRow), names));
        const asked = settings();
        expect([...readSdmxJson(text.slice(0, Math.floor(text.length * share)), asked)]).toEqual([]);
        expect(asked.faults.count).toBe(1);
      }),
    );
  });
});

describe('decimals', () => {
  it('a point moved there and back is where it was', () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: -30, max: 30 }), (text, places) => {
        expect(isSame(shifted(shifted(text, places), -places), text)).toBe(true);
      }),
    );
  });
  it('a product has the digits of the product of integers', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.nat(8),
        (a, b, places) => {
          expect(
            isSame(times(shifted(a.toString(), -places), b.toString()), shifted((a * b).toString(), -places)),
          ).toBe(true);
        },
      ),
    );
  });
});

describe('periods', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-S2', '2024-07-01', '2024-12-31'],
    ['2024-T3', '2024-09-01', '2024-12-31'],
    ['2024-Q1', '2024-01-01', '2024-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024-M02', '2024-02-01', '2024-02-29'],
    ['202402', '2024-02-01', '2024-02-29'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2024-W01', '2024-01-01', '2024-01-07'],
    ['2024-D366', '2024-12-31', '2024-12-31'],
    ['2024-05-31', '2024-05-31', '2024-05-31'],
    ['2024-05-31T00:00:00', '2024-05-31', '2024-05-31'],
    ['31.05.2024', '2024-05-31', '2024-05-31'],
    ['2025-01-01/P5M', '2025-01-01', '2025-05-31'],
    ['2025-01-01/2025-05-31', '2025-01-01', '2025-05-31'],
    ['Sept. 2024', '2024-09-01', '2024-09-30'],
    ['2024年5月', '2024-05-01', '2024-05-31'],
  ])('%s is from %s to %s', (text, periodStart, periodEnd) => {
    expect(readPeriod(text)).toEqual({ periodStart, periodEnd });
  });
  it.each([
    '2024-13',
    '2024-00',
    '2024-Q5',
    '2021-W53',
    '2023-D366',
    '2023-02-29',
    '2024-05-31T09:30:00',
    '24',
    'Q1',
    '2025-01-01/P0M',
    '2025-05-31/2025-01-01',
    'May',
    '',
  ])('“%s” is none', (text) => {
    expect(readPeriod(text)).toBeNull();
  });
});
