/**
 * What each column of each pack table may hold. One description serves the CSV reader, the database store and the test that
 * holds every `datapackage.json` to it. A column kind turns a cell into a value or says what is wrong with it and the mend.
 */
import type { PackRows } from './rows.ts';

export interface ColumnKind {
  /** The Frictionless type that datapackage.json states. */
  type: 'string' | 'number' | 'integer';
  parse: (cell: string) => { value: unknown } | { problem: string; mend: string };
}

const ok = (value: unknown) => ({ value });
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const pattern = (form: RegExp, what: string, optional = false): ColumnKind => ({
  type: 'string',
  parse: (cell) =>
    form.test(cell) || (optional && cell === '')
      ? ok(cell)
      : { problem: cell === '' ? 'is empty' : `"${cell}" is not ${what}`, mend: `Write ${what}.` },
});
const oneOf = (...values: string[]): ColumnKind => ({
  type: 'string',
  parse: (cell) =>
    values.includes(cell)
      ? ok(cell)
      : {
          problem: `"${cell}" is not one of ${values.filter(Boolean).join(', ')}`,
          mend: 'Use one of those words.',
        },
});
const list = (form: RegExp, what: string, least = 0): ColumnKind => ({
  type: 'string',
  parse: (cell) => {
    const parts = cell.split(' ').filter(Boolean);
    const bad = parts.find((part) => !form.test(part));
    if (bad !== undefined)
      return { problem: `"${bad}" is not ${what}`, mend: `Separate ${what}s by one space.` };
    return parts.length < least
      ? { problem: `names ${parts.length}`, mend: `Name at least ${least}, separated by one space.` }
      : ok(parts);
  },
});
const number = (least: number, most: number, what: string): ColumnKind => ({
  type: 'number',
  parse: (cell) => {
    const value = Number(cell);
    return /^-?\d+(\.\d+)?$/.test(cell) && value >= least && value <= most
      ? ok(value)
      : { problem: `"${cell}" is not ${what}`, mend: `Write a decimal number from ${least} to ${most}.` };
  },
});
const days: ColumnKind = {
  type: 'string',
  parse: (cell) => {
    const parts = cell.split(' ').filter(Boolean);
    return parts.every((part) => /^[1-7]$/.test(part)) && new Set(parts).size === parts.length
      ? ok(parts.map(Number))
      : {
          problem: `"${cell}" is not a list of ISO weekdays`,
          mend: 'Write 1 (Monday) to 7 (Sunday), each once, separated by one space, or leave it empty.',
        };
  },
};

const text: ColumnKind = {
  type: 'string',
  parse: (cell) => (cell === '' ? { problem: 'is empty', mend: 'Fill it in.' } : ok(cell)),
};
const optional: ColumnKind = { type: 'string', parse: ok };
const id = pattern(slug, 'a lower-case slug such as khorgos-altynkol');
const idOrNone = pattern(slug, 'a lower-case slug', true);
const country = pattern(/^[A-Z]{2}$/, 'an ISO 3166 alpha-2 code');
const currency = pattern(/^[A-Z]{3}$/, 'an ISO 4217 code');
const lat = number(-90, 90, 'a latitude in degrees');
const lon = number(-180, 180, 'a longitude in degrees');
const locode = pattern(/^[A-Z]{2}[A-Z2-9]{3}$/, 'a UN/LOCODE of five characters', true);
const gauge = pattern(/^\d{4}$/, 'a gauge in mm');
const gaugeOrNone = pattern(/^\d{4}$/, 'a gauge in mm', true);
const ids = list(slug, 'id');
const subject = pattern(/^[a-z]+:[A-Za-z0-9-]+$/, 'kind:id, such as crossing:khorgos-altynkol');
const node = pattern(/^(place|terminal):[a-z0-9-]+$/, 'place:id');
const mode = oneOf('rail', 'sea', 'road');
const decimal: ColumnKind = {
  type: 'number',
  parse: (cell) =>
    /^-?\d+(\.\d+)?$/.test(cell)
      ? ok(cell)
      : {
          problem: `"${cell}" is not a decimal number`,
          mend: 'Write digits with a point for decimals, no spaces or separators.',
        },
};
const date = pattern(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a date as 2024, 2024-07 or 2024-07-05', true);

const party = pattern(/^([A-Z]{2}|WLD|[a-z]+(-[a-z]+)*)$/, 'a country, a region or WLD', true);

export const columns = {
  countries: {
    id: country,
    alpha3: pattern(/^[A-Z]{3}$/, 'an ISO 3166 alpha-3 code'),
    continent: oneOf('asia', 'europe', 'africa'),
    gauge: gaugeOrNone,
    currency,
  },
  currencies: { id: currency, digits: { ...number(0, 4, 'a number of decimals'), type: 'integer' } },
  places: {
    id,
    kind: oneOf('city', 'town', 'port', 'junction'),
    country,
    lat,
    lon,
    zone: text,
    locode,
    coordSource: id,
  },
  terminals: {
    id,
    place: id,
    kind: oneOf('rail', 'port', 'dry-port'),
    gauges: list(/^\d{4}$/, 'gauge', 0),
    lat,
    lon,
    precision: oneOf('terminal', 'town'),
    locode,
    stationCode: optional,
    operator: idOrNone,
    coordSource: id,
  },
  crossings: {
    id,
    kind: oneOf('gauge-change', 'border'),
    from: id,
    to: id,
    fromGauge: gauge,
    toGauge: gauge,
    status: oneOf('open', 'closed', 'planned'),
    calendar: text,
  },
  legs: {
    id,
    from: node,
    to: node,
    mode,
    gauge: gaugeOrNone,
    via: ids,
    traction: oneOf('electric', 'diesel', 'mixed', ''),
  },
  services: {
    id,
    mode,
    operator: idOrNone,
    calls: list(slug, 'terminal id', 2),
    days,
    routeSource: idOrNone,
    note: optional,
  },
  goods: {
    id: pattern(/^\d{2}(\d{2}){0,2}$/, 'an HS code of 2, 4 or 6 digits'),
    parent: pattern(/^\d{2}(\d{2})?$/, 'an HS code', true),
  },
  parties: {
    id,
    kind: text,
    country: pattern(/^[A-Z]{2}$/, 'an ISO 3166 alpha-2 code', true),
    address: optional,
  },
  sources: {
    id,
    kind: oneOf('official', 'reported', 'attested', 'model'),
    publisher: text,
    title: text,
    address: pattern(/^(https?:\/\/|docs\/)\S+$/, 'a web address (or a page of docs/)', true),
    date,
    licence: optional,
  },
  measures: {
    id,
    units: {
      type: 'string',
      parse: (cell: string) =>
        cell ? ok(cell.split(' ')) : { problem: 'is empty', mend: 'Name the units, separated by one space.' },
    },
    subjects: list(/^[a-z]+$/, 'kind of subject', 1),
    meaning: text,
  },
  methods: { id, measure: text, unit: text, formula: text, note: optional },
  omissions: { id, what: text, reason: text },
  regions: {
    id,
    countries: list(/^[A-Z]{2}$/, 'an ISO 3166 alpha-2 code', 2),
    sources: list(slug, 'source id', 1),
  },
  assets: {
    id,
    kind: oneOf('wind', 'solar', 'hydro', 'nuclear', 'coal', 'gas'),
    country,
    district: optional,
    sources: list(slug, 'source id', 1),
  },
  names: {
    subject,
    lang: pattern(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a language tag such as en or zh'),
    name: text,
    kind: oneOf('name', 'alias', 'former', 'adjective', 'definition'),
  },
  indicators: {
    id,
    unit: text,
    nature: oneOf('flow', 'stock'),
    frequency: oneOf('year', 'quarter', 'month', 'day', 'none'),
    dimensions: list(/^(reporter|partner|flow|category)$/, 'dimension'),
    measures: list(slug, 'measure of claims'),
    units: list(/^\S+$/, 'unit'),
    words: list(/^\S+$/, 'word'),
    near: oneOf('sentence', 'paragraph'),
    parties: oneOf('pair', 'one', 'none'),
    fixed: list(/^(flow|category)=[a-z0-9-]+$/, 'dimension=value'),
    definition: text,
    rule: optional,
  },
  observations: {
    series: id,
    indicator: id,
    reporter: party,
    partner: party,
    flow: oneOf('export', 'import', 'total', ''),
    category: pattern(/^[A-Za-z0-9-]+$/, 'a category', true),
    period: text,
    value: decimal,
    source: id,
    note: optional,
  },
  facts: {
    subject,
    measure: id,
    lo: decimal,
    hi: decimal,
    unit: text,
    period: optional,
    source: id,
    confidence: oneOf('published', 'estimated'),
    formula: optional,
    note: optional,
  },
} as const satisfies { [Table in keyof PackRows]: { [Column in keyof PackRows[Table][number]]: ColumnKind } };

export type TableName = keyof PackRows;
export const tableNames = Object.keys(columns) as TableName[];
