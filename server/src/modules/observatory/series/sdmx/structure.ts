/** An indicator's official observations as SDMX has them: dimensions that tell them apart, one measure, attributes that describe it. */
import type { Cited } from '../citation.ts';
import { dimensionNames } from '../names.ts';
import { daysIn, type Frequency, frequencyOf, monthsIn, type Period } from '../period.ts';
import type { PlacedPoint } from '../points.ts';

export interface SdmxRow extends Period {
  /** By id, in the order of the structure; time apart. */
  dimensions: readonly (readonly [id: string, value: string])[];
  time: string;
  value: string | null;
  attributes: Readonly<Record<AttributeId, string>>;
}
export const seriesAttributes = ['UNIT_MEASURE', 'PUBLISHER', 'SOURCE_TITLE', 'SOURCE_ADDRESS'] as const;
export const observationAttributes = ['OBS_STATUS', 'KIND', 'RECORDED_AT', 'OBSERVATION_ID'] as const;
export type AttributeId = (typeof seriesAttributes)[number] | (typeof observationAttributes)[number];

export const structureId = (indicator: string): string => conceptOf(indicator);
/** `trade-value` is `TRADE_VALUE`. */
export const conceptOf = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

/** What texts state is no observation and stays out: the plain table has it. */
export function sdmxRows(
  indicator: string,
  points: readonly PlacedPoint[],
  sources: ReadonlyMap<string, Cited>,
): SdmxRow[] {
  return points
    .filter(({ type }) => type === 'observation')
    .map((point) => {
      const { periodStart, periodEnd, figure, source } = point;
      return {
        ...{ periodStart, periodEnd, time: timePeriod(point), value: figure.value },
        dimensions: [
          ['INDICATOR', indicator],
          ['FREQ', frequencyCode(point.frequency)],
          ...namesOf(point).map((name) => [conceptOf(name), point.dimensions[name] ?? ''] as const),
          // Two offices that state the same thing are two series.
          ['SOURCE', source.id],
        ],
        attributes: {
          ...{ UNIT_MEASURE: figure.unit, PUBLISHER: source.publisher, SOURCE_TITLE: source.title },
          SOURCE_ADDRESS: sources.get(source.id)?.address ?? '',
          OBS_STATUS: statusOf(point),
          ...{ KIND: figure.kind, RECORDED_AT: point.recordedAt, OBSERVATION_ID: point.id },
        },
      };
    });
}

/** Known dimensions in their order, then others by name. */
function namesOf({ dimensions }: PlacedPoint): string[] {
  const known = dimensionNames.filter((name) => name in dimensions);
  const others = Object.keys(dimensions).filter((name) => !known.includes(name as never));
  return [...known, ...others.sort()];
}

/** SDMX's own codes: normal, missing, imputed by a model. */
const statusOf = ({ figure }: PlacedPoint): string =>
  figure.value === null ? 'M' : figure.kind === 'model' ? 'I' : 'A';

const codes: Readonly<Record<Frequency, string>> = {
  ...{ year: 'A', half: 'S', quarter: 'Q', month: 'M', day: 'D' },
  ...{ 'to-date': '_O', other: '_O' },
};
const frequencyCode = (frequency: Frequency): string => codes[frequency];
export const frequencyNames: Readonly<Record<string, string>> = {
  ...{ A: 'Annual', S: 'Half-yearly', Q: 'Quarterly', M: 'Monthly', D: 'Daily', _O: 'Other' },
};

/** `2024`, `2024-S1`, `2024-Q1`, `2024-05`, a day; what is none of them by its first day and how long it lasts: `2025-01-01/P5M`. */
export function timePeriod(period: Period): string {
  const { periodStart } = period;
  const [year, month] = [periodStart.slice(0, 4), Number(periodStart.slice(5, 7))];
  switch (frequencyOf(period)) {
    case 'year':
      return year;
    case 'half':
      return `${year}-S${month === 1 ? 1 : 2}`;
    case 'quarter':
      return `${year}-Q${(month + 2) / 3}`;
    case 'month':
      return periodStart.slice(0, 7);
    case 'day':
      return periodStart;
    default: {
      const months = monthsIn(period);
      return `${periodStart}/P${months === null ? `${daysIn(period)}D` : `${months}M`}`;
    }
  }
}
