/** SDMX-CSV 2.0: one row an observation, dimensions before the measure and attributes behind it. */
import { lineOf } from '../delimited-cell.ts';
import { observationAttributes, type SdmxRow, seriesAttributes, structureId } from './structure.ts';

export const sdmxCsvType = 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8';

/** A dimension that some rows don't have is left empty there. */
export function sdmxCsv(indicator: string, rows: readonly SdmxRow[]): string {
  const dimensions = dimensionsOf(rows);
  const attributes = [...seriesAttributes, ...observationAttributes];
  const header = [
    ...['STRUCTURE', 'STRUCTURE_ID', 'ACTION', ...dimensions],
    ...['TIME_PERIOD', 'OBS_VALUE', ...attributes],
  ];
  const lines = rows.map((row) => {
    const known = new Map(row.dimensions);
    return lineOf([
      ...['dataflow', `SERAI:${structureId(indicator)}(1.0)`, 'I'],
      ...dimensions.map((id) => known.get(id) ?? ''),
      ...[row.time, row.value ?? ''],
      ...attributes.map((id) => row.attributes[id]),
    ]);
  });
  return [lineOf(header), ...lines].join('');
}

/** In the order of the fullest row; the source stands last. */
function dimensionsOf(rows: readonly SdmxRow[]): string[] {
  const ids: string[] = ['INDICATOR', 'FREQ'];
  for (const { dimensions } of rows)
    for (const [id] of dimensions) if (!ids.includes(id) && id !== 'SOURCE') ids.push(id);
  return [...ids, 'SOURCE'];
}
