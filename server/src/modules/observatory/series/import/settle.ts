/** From what a file says to what the ledger holds: words become ids, periods days, units are checked, rows that contradict are found. */
import type { Indicator } from '../../../../ledgers/evidence/index.ts';
import { isSame, shifted, times } from './decimal.ts';
import { readPeriod } from './period.ts';
import type { Raw, ReadSettings, Stated } from './stated.ts';
import { unitOf } from './unit.ts';

/** Row by row, with pauses where somebody wants them. */
export class Settling {
  readonly #known = new Map<string, Stated>();
  readonly #settings: ReadSettings;
  readonly #words: Words;

  constructor(raws: readonly Raw[], settings: ReadSettings) {
    this.#settings = settings;
    this.#words = { ids: new Map(), single: singleIn(raws) };
  }

  /** Two rows that say the same count once; what is wrong goes to the settings' faults. */
  add(raw: Raw): void {
    const stated = settled(raw, this.#settings, this.#words);
    if (stated === null) return;
    const key = keyOf(stated);
    const before = this.#known.get(key);
    if (before === undefined) this.#known.set(key, stated);
    else if (!isSame(before.value, stated.value) || before.kind !== stated.kind)
      this.#settings.faults.add(
        raw.at,
        `says ${stated.value ?? 'nothing'} where ${before.at} says ${before.value ?? 'nothing'} of the same series and period: keep the one that holds`,
      );
  }

  get stated(): Stated[] {
    return [...this.#known.values()];
  }
}

/** All at once. */
export function settle(given: Iterable<Raw>, settings: ReadSettings): Stated[] {
  const raws = [...given];
  const settling = new Settling(raws, settings);
  for (const raw of raws) settling.add(raw);
  return settling.stated;
}

interface Words {
  /** What each word of a dimension means; null for those nobody knows. */
  ids: Map<string, string | null>;
  /** Dimensions of one value in the whole file. */
  single: ReadonlySet<string>;
}

function singleIn(raws: readonly Raw[]): Set<string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const { dimensions } of raws)
    for (const [name, value] of Object.entries(dimensions)) {
      const before = first.get(name);
      if (before === undefined) first.set(name, value);
      else if (before !== value) several.add(name);
    }
  return new Set([...first.keys()].filter((name) => !several.has(name)));
}

const keyOf = ({ indicator, dimensions, periodStart, periodEnd }: Stated): string =>
  JSON.stringify([
    indicator,
    Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)),
    periodStart,
    periodEnd,
  ]);

function settled(raw: Raw, settings: ReadSettings, words: Words): Stated | null {
  const { mapping, faults } = settings;
  const before = faults.count;
  const indicator = indicatorOf(raw, settings);
  const period = typeof raw.period === 'string' ? readPeriod(raw.period) : raw.period;
  if (period === null)
    faults.add(
      raw.at,
      `“${short(String(raw.period))}” is no period: write it as 2024, 2024-Q1, 2024-05, 2024-W07 or 2024-05-31`,
    );
  const dimensions = indicator === null ? {} : dimensionsOf(raw, indicator, settings, words);
  const unit = indicator === null ? null : unitFor(raw, indicator, settings);
  const status = statusOf(raw, settings);
  if (faults.count > before || indicator === null || period === null) return null;
  const scaled =
    raw.value === null
      ? null
      : times(shifted(raw.value, raw.places + (unit?.places ?? 0)), mapping?.scale ?? '1');
  return {
    ...{ at: raw.at, start: raw.start, end: raw.end, indicator: indicator.id, dimensions },
    ...{ periodStart: period.periodStart, periodEnd: period.periodEnd, value: scaled, ...status },
  };
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function indicatorOf(raw: Raw, { indicator, mapping, indicators, faults }: ReadSettings): Indicator | null {
  const wanted = indicator ?? mapping?.indicator;
  if (raw.indicator !== null && wanted !== undefined && raw.indicator !== wanted) {
    faults.addOnce(
      raw.at,
      `is of ${raw.indicator}, and the import of ${wanted}: import it without naming an indicator, or leave these rows out by the mapping’s “where”`,
    );
    return null;
  }
  const id = raw.indicator ?? wanted;
  const found = id === undefined ? undefined : indicators.get(id);
  if (found) return found;
  faults.addOnce(
    raw.at,
    id === undefined
      ? 'the file does not say which indicator it is of: name one with the import'
      : `there is no indicator “${short(id)}”`,
    [...indicators.keys()].slice(0, 20),
  );
  return null;
}

function dimensionsOf(
  raw: Raw,
  indicator: Indicator,
  settings: ReadSettings,
  words: Words,
): Record<string, string> {
  const { mapping, faults } = settings;
  const expected = settings.dimensionsOf(indicator.id);
  const dimensions: Record<string, string> = {};
  for (const [name, text] of Object.entries({ ...raw.dimensions, ...mapping?.constants })) {
    if (expected !== null && !expected.includes(name)) {
      // What is the same in every row tells none of them from another.
      if (!words.single.has(name))
        faults.addOnce(
          raw.at,
          `${indicator.id} is not told apart by ${name}, of which the file has several values: choose one with the mapping’s “where”`,
        );
      continue;
    }
    const known = `${name}\n${text}`;
    let id = words.ids.get(known);
    if (id === undefined) {
      id = idOf(name, text, settings);
      words.ids.set(known, id);
    }
    if (id === null) faults.addOnce(raw.at, unknownWord(name, text));
    else dimensions[name] = id;
  }
  const lacking = expected?.filter((name) => !(name in dimensions) && !(name in raw.dimensions)) ?? [];
  if (lacking.length > 0)
    faults.addOnce(
      raw.at,
      `${indicator.id} is told apart by ${expected!.join(', ')}, and nothing says ${lacking.join(', ')}: map a column to it, or give it as a constant of the mapping`,
    );
  return dimensions;
}

function idOf(name: string, given: string, { mapping, parties }: ReadSettings): string | null {
  const text = given.trim();
  const said = mapping?.codes[name]?.[text];
  if (said !== undefined) return said;
  if (text === '' || text.length > 200) return null;
  if (name === 'reporter' || name === 'partner') return parties.idOf(text);
  if (name === 'flow') return flowOf(text);
  if (name === 'category' && /^(total|all|_t|tot|总值|合计|всего)$/i.test(text)) return 'total';
  return text;
}

function unknownWord(name: string, text: string): string {
  const said = `“${short(text)}”`;
  if (text.trim() === '') return `says no ${name}: fill it in`;
  if (name === 'flow')
    return `${said} is no flow: export, import or total; or say in the mapping’s “codes” what it is`;
  return `${said} is no ${name} known here: write its code (ISO 3166-1), or say in the mapping’s “codes” what it is`;
}

const flows: readonly (readonly [string, RegExp])[] = [
  ['export', /^(exports?|x|2|e|export value|exports of goods|出口|экспорт)$/i],
  ['import', /^(imports?|m|1|i|import value|imports of goods|进口|импорт)$/i],
  [
    'total',
    /^(total|totals|trade|turnover|t|_t|xm|tx|imports? (?:and|&) exports?|exports? (?:and|&) imports?|进出口|оборот|товарооборот)$/i,
  ],
];
export const flowOf = (text: string): string | null =>
  flows.find(([, pattern]) => pattern.test(text.trim()))?.[0] ?? null;

function unitFor(
  raw: Raw,
  indicator: Indicator,
  { mapping, faults }: ReadSettings,
): { places: number } | null {
  const said = raw.unit ?? (mapping?.unit || null);
  if (said === null) return { places: 0 };
  const unit = unitOf(said, indicator.unit);
  if (unit.unit === indicator.unit) return { places: unit.places };
  const isMoney = /^[A-Z]{3}$/.test(unit.unit) && /^[A-Z]{3}$/.test(indicator.unit);
  faults.addOnce(
    raw.at,
    isMoney
      ? `is stated in ${unit.unit}, and ${indicator.id} is in ${indicator.unit}: nothing is converted here, since the day’s rate would be a figure of its own. Import it as an indicator in ${unit.unit}`
      : `is stated in “${short(said)}”, and ${indicator.id} in ${indicator.unit}`,
  );
  return null;
}

/** OBS_STATUS of SDMX's code list: what the office itself calls its value. */
function statusOf(raw: Raw, { faults }: ReadSettings): { kind: Stated['kind']; isEstimate: boolean } {
  const status = raw.status?.trim().toUpperCase() ?? '';
  if (missing.has(status) && raw.value !== null)
    faults.add(
      raw.at,
      `has the value ${raw.value} and the status ${status}, which means that there is none: take one of them away`,
    );
  // Forecasts and what was filled in by reckoning are a model's, also where an office's model made them.
  const kind = status === 'F' || status === 'I' ? 'model' : 'official';
  return { kind, isEstimate: ['E', 'I', 'F', 'P'].includes(status) };
}
const missing: ReadonlySet<string> = new Set(['M', 'O', 'L', 'H', 'Q', 'J', 'K']);
