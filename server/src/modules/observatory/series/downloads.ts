/** Series to take away: a table with sources and citations, and the official observations as SDMX. */
import { momentOf } from '../../../ledgers/evidence/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { AttachedClaims } from './attached.ts';
import { citationOf } from './citation.ts';
import { valueName } from './names.ts';
import { citedBy, type Query, readPoints } from './read.ts';
import { sdmxCsv, sdmxCsvType } from './sdmx/csv.ts';
import { sdmxJson, sdmxJsonType } from './sdmx/json.ts';
import { sdmxRows } from './sdmx/structure.ts';
import { orderOf } from './series.ts';
import { tableOf } from './table.ts';

export const downloadForms = ['csv', 'sdmx.json', 'sdmx.csv'] as const;
export type DownloadForm = (typeof downloadForms)[number];
type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;

/** Null where there is no such indicator. */
export async function download(
  parts: Parts,
  claims: AttachedClaims,
  asked: { id: string; form: DownloadForm; query: Query; lang: string; now: Date },
): Promise<Response | null> {
  const { id, form, query, lang, now } = asked;
  const found = await readPoints(parts, claims, id, query);
  if (!found) return null;
  const corridor = parts.corridor();
  const points = found.points.toSorted(orderOf);
  const sources = await citedBy(parts, points);
  const indicator = { id, name: corridor.name(`indicator:${id}`, lang) };
  // A file that is taken away has no page around it to say what it leaves out.
  const part = found.cut ? `-${found.cut.kept}-of-${found.cut.of}` : '';
  const file = (body: string, type: string) =>
    new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="serai-${id}-${now.toISOString().slice(0, 10)}${part}.${form}"`,
        'cache-control': 'no-store',
      },
    });
  if (form === 'csv') return file(tableOf(indicator, points, sources), 'text/csv; charset=utf-8');
  const rows = sdmxRows(id, points, sources);
  if (form === 'sdmx.csv') return file(sdmxCsv(id, rows), sdmxCsvType);
  const message = sdmxJson(rows, {
    indicator: { ...indicator, definition: corridor.definition(found.indicator, lang) },
    valueName: (concept, value) => {
      if (concept === 'INDICATOR') return indicator.name;
      if (concept === 'SOURCE') return sources.get(value)?.publisher || value;
      return valueName(corridor, concept.toLowerCase(), value, lang);
    },
    ...{
      lang,
      prepared: now,
      citation: citationOf(indicator.name, sources, {
        ...{ asOf: momentOf(query.asOf), now, cut: found.cut },
      }),
    },
  });
  return file(JSON.stringify(message), sdmxJsonType);
}
