/** The formats there are, and a file read in one of them: all of it, or what is wrong with it. */

import { setImmediate as pause } from 'node:timers/promises';
import type { Corridor, PackIndicator } from '../../../../corridor/index.ts';
import type { Indicator } from '../../../../ledgers/evidence/index.ts';
import { refuse } from '../../../../platform/errors.ts';
import type { DescribedImport, Mapping } from './api.ts';
import { readComtrade } from './comtrade.ts';
import { readMappedCsv } from './csv.ts';
import type { ImportRefusal } from './errors.ts';
import { readGacc } from './gacc.ts';
import { partiesOf } from './parties.ts';
import { readSdmxCsv } from './sdmx-csv.ts';
import { readSdmxJson } from './sdmx-json.ts';
import { Settling } from './settle.ts';
import {
  Faults,
  faultsMax,
  LeftOut,
  type Raw,
  type ReadFormat,
  type ReadSettings,
  type Stated,
} from './stated.ts';

const formats: Readonly<Record<DescribedImport['format'], ReadFormat>> = {
  'sdmx-json': readSdmxJson,
  'sdmx-csv': readSdmxCsv,
  csv: readMappedCsv,
  gacc: readGacc,
  comtrade: readComtrade,
};
/** Which indicator a format is of, where nobody says another. */
const indicatorOf: Readonly<Partial<Record<DescribedImport['format'], string>>> = { comtrade: 'trade-value' };

/** Some 20 milliseconds of work. */
const rowsAtOnce = 1_000;

/** More takes longer to add than a request may take, and memory that others need. */
const rowsMax = 500_000;

export interface FileRead {
  stated: Stated[];
  leftOut: { why: string; rows: number }[];
}
export interface ReadAs {
  described: Pick<DescribedImport, 'format' | 'indicator'>;
  mapping: Mapping | undefined;
  indicators: ReadonlyMap<string, Indicator>;
  corridor: KnownCorridor;
}
/** What of a corridor is asked: small enough to be told to another process. */
export interface KnownCorridor {
  rows: Pick<Corridor['rows'], 'names'>;
  indicators: ReadonlyMap<string, Pick<PackIndicator, 'dimensions'>>;
}
export const knownOf = ({ rows, indicators }: Corridor): KnownCorridor => ({
  rows: { names: rows.names.filter(({ subject }) => /^(country|region):/.test(subject)) },
  indicators: new Map([...indicators].map(([id, { dimensions }]) => [id, { dimensions }])),
});

/** Others are served in between: a file may have a million rows. */
export async function readFile(
  text: string,
  { described, mapping, indicators, corridor }: ReadAs,
): Promise<FileRead | ImportRefusal> {
  const settings: ReadSettings = {
    indicator: described.indicator ?? (mapping === undefined ? indicatorOf[described.format] : undefined),
    ...{ mapping, indicators, parties: partiesOf(corridor), faults: new Faults(), leftOut: new LeftOut() },
    dimensionsOf: (indicator) => corridor.indicators.get(indicator)?.dimensions ?? null,
  };
  const { faults, leftOut } = settings;
  const raws: Raw[] = [];
  for (const raw of formats[described.format](text, settings)) {
    if (raws.length === rowsMax)
      return refuse(
        'series-too-large',
        `A file may state ${rowsMax.toLocaleString('en')} values: import it in parts of the same source.`,
      );
    raws.push(raw);
    if (raws.length % rowsAtOnce === 0) await pause();
  }
  const settling = new Settling(raws, settings);
  for (const [index, raw] of raws.entries()) {
    settling.add(raw);
    if (index % rowsAtOnce === 0) await pause();
  }
  const { stated } = settling;
  if (faults.count > 0) return refused(faults);
  if (stated.length === 0)
    return refuse('series-empty', `Nothing in the file is an observation.${whyNone(leftOut)}`);
  return { stated, leftOut: leftOut.list };
}

function refused({ list, count }: Faults): ImportRefusal {
  const [first] = list;
  const more =
    count > 1
      ? ` ${count - 1} more ${count === 2 ? 'fault' : 'faults'}${count > faultsMax ? `, of which the first ${faultsMax - 1} are listed` : ''}.`
      : '';
  return refuse('series-invalid', `${first!.at}: ${first!.problem}. Nothing was imported.${more}`, list);
}

const whyNone = ({ list }: LeftOut): string =>
  list.length === 0 ? '' : ` Left out: ${list.map(({ why, rows }) => `${rows} (${why})`).join('; ')}.`;
