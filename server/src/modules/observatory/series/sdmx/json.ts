/**
 * SDMX-JSON 2.1 data messages. Rows that have other dimensions than the rest are a data set with a structure of their own, so that nothing has to
 * be filled in.
 */
import { groupBy } from '../group.ts';
import {
  frequencyNames,
  observationAttributes,
  type SdmxRow,
  seriesAttributes,
  structureId,
} from './structure.ts';

export const sdmxJsonType = 'application/vnd.sdmx.data+json; version=2.1.0; charset=utf-8';

export interface SdmxNames {
  indicator: { id: string; name: string; definition: string };
  /** Of a dimension's value, for people. */
  valueName(concept: string, value: string): string;
  lang: string;
  prepared: Date;
  citation: string;
}

export function sdmxJson(rows: readonly SdmxRow[], names: SdmxNames): unknown {
  const shapes = [...groupBy(rows, ({ dimensions }) => dimensions.map(([id]) => id).join(' ')).values()];
  const parts = shapes.map((shape, index) => partOf(shape, index, names));
  return {
    $schema: 'https://json.sdmx.org/2.1/sdmx-json-data-schema.json',
    meta: {
      id: `SERAI_${structureId(names.indicator.id)}_${names.prepared.getTime()}`,
      prepared: names.prepared.toISOString(),
      contentLanguages: [names.lang],
      sender: { id: 'SERAI', name: 'Serai' },
    },
    data: {
      structures: parts.map(({ structure }) => structure),
      dataSets: parts.map(({ dataSet }) => dataSet),
    },
  };
}

function partOf(rows: readonly [SdmxRow, ...SdmxRow[]], index: number, names: SdmxNames) {
  const dimensions = rows[0].dimensions.map(([id]) => new Values(id));
  const times = new Values('TIME_PERIOD');
  const [status, kind] = [new Values('OBS_STATUS'), new Values('KIND')];
  const spans = new Map<string, SdmxRow>();
  const series = new Map<string, { attributes: string[]; observations: Record<string, unknown[]> }>();
  for (const row of rows) {
    const key = row.dimensions.map(([, value], at) => dimensions[at]!.at(value)).join(':'); // rows of one shape
    const held = series.get(key) ?? {
      attributes: seriesAttributes.map((id) => row.attributes[id]),
      observations: {},
    };
    series.set(key, held);
    spans.set(row.time, row);
    const { OBS_STATUS, KIND, RECORDED_AT, OBSERVATION_ID } = row.attributes;
    held.observations[times.at(row.time)] = [
      ...[numberOf(row.value), status.at(OBS_STATUS), kind.at(KIND), RECORDED_AT, OBSERVATION_ID],
    ];
  }
  const { indicator, citation, valueName } = names;
  return {
    dataSet: { structure: index, action: 'Information', series: Object.fromEntries(series) },
    structure: {
      name: indicator.name,
      description: indicator.definition,
      dataSets: [index],
      links: [
        {
          urn: `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=SERAI:${structureId(indicator.id)}(1.0)`,
          rel: 'dataflow',
        },
      ],
      dimensions: {
        series: dimensions.map((values, at) => values.dimension(at, (value) => valueName(values.id, value))),
        observation: [times.time(dimensions.length, spans)],
      },
      measures: {
        observation: [{ id: 'OBS_VALUE', name: indicator.name, format: { dataType: 'Decimal' } }],
      },
      attributes: {
        series: seriesAttributes.map((id) => ({
          ...{ id, name: attributeNames[id] },
          relationship: { dimensions: dimensions.map((values) => values.id) },
        })),
        observation: observationAttributes.map((id) => ({
          ...{ id, name: attributeNames[id], relationship: { observation: {} } },
          ...(id === 'OBS_STATUS' ? { values: status.coded((value) => statusNames[value] ?? value) } : {}),
          ...(id === 'KIND' ? { values: kind.coded((value) => value) } : {}),
        })),
      },
      annotations: [{ id: 'CITATION', type: 'citation', text: citation }],
    },
  };
}

const attributeNames = {
  ...{ UNIT_MEASURE: 'Unit', PUBLISHER: 'Publisher', SOURCE_TITLE: 'Title of the source' },
  ...{ SOURCE_ADDRESS: 'Address of the source', OBS_STATUS: 'Status', KIND: 'What kind of figure it is' },
  ...{ RECORDED_AT: 'When Serai recorded it', OBSERVATION_ID: 'Its record in Serai’s evidence ledger' },
};
const statusNames: Readonly<Record<string, string>> = {
  ...{ A: 'Normal value', M: 'Missing value', I: 'Imputed value' },
};

/** A JSON number where it says exactly what was stated, else its digits. */
const numberOf = (value: string | null): number | string | null =>
  value !== null && String(Number(value)) === value ? Number(value) : value;

/** Values of a component in the order they are first met. */
class Values {
  readonly id: string;
  private readonly places = new Map<string, number>();
  constructor(id: string) {
    this.id = id;
  }
  at(value: string): number {
    const place = this.places.get(value) ?? this.places.size;
    this.places.set(value, place);
    return place;
  }
  coded(nameOf: (value: string) => string) {
    return [...this.places.keys()].map((value) => identified(value, nameOf(value)));
  }
  dimension(keyPosition: number, nameOf: (value: string) => string) {
    const isFrequency = this.id === 'FREQ';
    return {
      ...{ id: this.id, name: conceptNames[this.id] ?? this.id, keyPosition },
      ...(isFrequency ? { roles: ['FREQ'] } : {}),
      values: this.coded((value) => (isFrequency ? (frequencyNames[value] ?? value) : nameOf(value))),
    };
  }
  time(keyPosition: number, spans: ReadonlyMap<string, SdmxRow>) {
    return {
      ...{ id: this.id, name: conceptNames[this.id], keyPosition, roles: ['TIME_PERIOD'] },
      values: [...this.places.keys()].map((value) => {
        const { periodStart, periodEnd } = spans.get(value)!; // put in with it
        return {
          ...identified(value, value),
          ...{ start: `${periodStart}T00:00:00.000Z`, end: `${periodEnd}T23:59:59.999Z` },
        };
      }),
    };
  }
}
const conceptNames: Readonly<Record<string, string>> = {
  ...{ INDICATOR: 'Indicator', FREQ: 'Frequency', REPORTER: 'Who reports', PARTNER: 'Partner' },
  ...{ FLOW: 'Flow', CATEGORY: 'Category', SOURCE: 'Source', TIME_PERIOD: 'Period' },
};

/** What can't be an id in SDMX, such as a period with a slash, is a value. */
const identified = (value: string, name: string) =>
  /^[A-Za-z0-9_@$-]+$/.test(value) ? { id: value, name } : { value, name };
