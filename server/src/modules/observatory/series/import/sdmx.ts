/** What SDMX-JSON and SDMX-CSV have in common: which concept is which of our dimensions, and which only describes the value. */
import { plainDecimal } from './decimal.ts';
import type { Raw, ReadSettings } from './stated.ts';

const dimensionNames: Readonly<Record<string, string>> = {
  ...{
    REF_AREA: 'reporter',
    REPORTER: 'reporter',
    REPORTING_AREA: 'reporter',
    LOCATION: 'reporter',
    DECLARANT: 'reporter',
  },
  ...{ COUNTERPART_AREA: 'partner', PARTNER: 'partner', COUNTERPART: 'partner', COU_PARTNER: 'partner' },
  ...{ FLOW: 'flow', TRADE_FLOW: 'flow', FLOW_TYPE: 'flow' },
  ...{
    CATEGORY: 'category',
    COMMODITY: 'category',
    PRODUCT: 'category',
    COMMODITY_CODE: 'category',
    HS: 'category',
  },
};
/** Said of the value and no part of what tells series apart; the frequency is the indicator's and the period's. */
const units = ['UNIT', 'UNIT_MEASURE', 'CURRENCY', 'CURRENCY_CODE'];
const multipliers = ['UNIT_MULT', 'UNIT_MULTIPLIER', 'POWERCODE', 'POWER_CODE'];
const frequencies = ['FREQ', 'FREQUENCY'];
export const isTime = (concept: string): boolean => /^TIME(_PERIOD)?$/.test(concept);

/** A row of a message by its concepts, ids in capitals. */
export interface Row {
  at: string;
  start: number;
  end: number;
  /** All dimensions but time. */
  dimensions: readonly (readonly [concept: string, value: string])[];
  attributes: ReadonlyMap<string, string>;
  period: string | Raw['period'];
  /** As written; empty where there is none. */
  value: string;
  isDeleted: boolean;
}

/** Null where the row is left out, or where there is a fault. */
export function rawOf(row: Row, settings: ReadSettings): Raw | null {
  const { mapping, faults, indicators } = settings;
  const concepts = new Map([...row.attributes, ...row.dimensions]);
  for (const [concept, wanted] of Object.entries(mapping?.where ?? {}))
    if (concepts.get(concept) !== wanted) {
      settings.leftOut.add(`the mapping takes rows where ${concept} is ${wanted}`);
      return null;
    }
  const named = new Map(
    Object.entries(mapping?.dimensions ?? {}).map(([ours, theirs]) => [theirs.toUpperCase(), ours]),
  );
  // What the mapping makes a dimension is one, also where it is called as units are.
  const of = (names: readonly string[]) =>
    names
      .filter((name) => !named.has(name))
      .map((name) => concepts.get(name))
      .find((value) => value !== undefined && value !== '');
  const dimensions: Record<string, string> = {};
  let indicator: string | null = null;
  for (const [concept, value] of row.dimensions) {
    const ours = named.get(concept);
    // Where rows of several shapes share a header, what a row does not have is empty.
    if (value === '') continue;
    if (ours !== undefined) dimensions[ours] = value;
    else if (concept === 'INDICATOR' && indicators.has(value)) indicator = value;
    else if (
      [...units, ...multipliers, ...frequencies].includes(concept) ||
      (mapping && concept in mapping.where)
    )
      continue;
    else dimensions[dimensionNames[concept] ?? concept.toLowerCase().replaceAll('_', '-')] = value;
  }
  const power = of(multipliers) ?? '0';
  if (!/^[+-]?\d{1,2}$/.test(power)) {
    faults.add(
      row.at,
      `UNIT_MULT is “${power.slice(0, 40)}”: it has to be the number of noughts left out, such as 6`,
    );
    return null;
  }
  const value = row.isDeleted || isNone(row.value) ? null : plainDecimal(row.value);
  if (value === null && !row.isDeleted && !isNone(row.value)) {
    faults.add(row.at, `“${row.value.slice(0, 60)}” is no decimal number`);
    return null;
  }
  const { at, start, end, period } = row;
  return {
    ...{ at, start, end, indicator, dimensions, period, value, places: Number(power) },
    ...{ unit: of(units) ?? null, status: concepts.get('OBS_STATUS') ?? null },
  };
}

const isNone = (value: string): boolean => value === '' || /^nan$/i.test(value);
