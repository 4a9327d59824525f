/**
 * A corridor in memory: the rows of a pack and of the packs it builds on, indexed. Immutable; a changed pack makes a new
 * one. Modules get it from `corridor/index.ts` and never read pack files or corridor tables themselves.
 */
import type { Figure, FigureKind } from '../platform/figure.ts';
import { type Choice, conflictsOf, type Fact, factId, rankFacts } from './facts.ts';
import type {
  Asset,
  Country,
  Crossing,
  Currency,
  FactRow,
  Goods,
  Measure,
  Method,
  Omission,
  PackIndicator,
  PackLeg,
  PackRows,
  Party,
  Place,
  Region,
  Service,
  Source,
  Terminal,
} from './rows.ts';
import { PlaceIndex } from './search.ts';

export interface PackMeta {
  id: string;
  version: string;
  buildsOn: string[];
  languages: string[];
  view: { bounds: [[number, number], [number, number]]; from: string; to: string };
}

export class Corridor {
  readonly countries: ReadonlyMap<string, Country>;
  readonly currencies: ReadonlyMap<string, Currency>;
  readonly places: ReadonlyMap<string, Place>;
  readonly terminals: ReadonlyMap<string, Terminal>;
  readonly crossings: ReadonlyMap<string, Crossing>;
  readonly legs: ReadonlyMap<string, PackLeg>;
  readonly services: ReadonlyMap<string, Service>;
  readonly goods: ReadonlyMap<string, Goods>;
  readonly parties: ReadonlyMap<string, Party>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly methods: ReadonlyMap<string, Method>;
  readonly omissions: readonly Omission[];
  readonly regions: ReadonlyMap<string, Region>;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly indicators: ReadonlyMap<string, PackIndicator>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly search: PlaceIndex;
  readonly #bySubject = new Map<string, Fact[]>();
  readonly #names = new Map<string, Map<string, string>>();
  readonly #definitions = new Map<string, string>();
  readonly #terminalsAt = new Map<string, Terminal[]>();
  readonly #choices = new Map<string, Choice | null>();

  readonly meta: PackMeta;
  readonly rows: PackRows;

  constructor(meta: PackMeta, rows: PackRows) {
    this.meta = meta;
    this.rows = rows;
    this.countries = byId(rows.countries);
    this.currencies = byId(rows.currencies);
    this.places = byId(rows.places);
    this.terminals = byId(rows.terminals);
    this.crossings = byId(rows.crossings);
    this.legs = byId(rows.legs);
    this.services = byId(rows.services);
    this.goods = byId(rows.goods);
    this.parties = byId(rows.parties);
    this.sources = byId(rows.sources);
    this.measures = byId(rows.measures);
    this.methods = byId(rows.methods);
    this.omissions = rows.omissions;
    this.regions = byId(rows.regions);
    this.assets = byId(rows.assets);
    this.indicators = byId(rows.indicators);
    const facts = new Map<string, Fact>();
    for (const row of rows.facts) {
      const fact = { ...row, id: factId(row) };
      facts.set(fact.id, fact);
      push(this.#bySubject, fact.subject, fact);
    }
    this.facts = facts;
    for (const { subject, lang, name, kind } of rows.names) {
      if (kind === 'definition') this.#definitions.set(`${subject} ${lang}`, name);
      if (kind !== 'name') continue;
      const names = this.#names.get(subject) ?? new Map<string, string>();
      this.#names.set(subject, names.set(lang, name));
    }
    for (const terminal of rows.terminals) push(this.#terminalsAt, terminal.place, terminal);
    this.search = new PlaceIndex(this);
  }

  /** The name in the first of these languages that has one, then English, then any, then the id. */
  name(subject: string, ...langs: readonly string[]): string {
    const names = this.#names.get(subject);
    if (!names) return subject.slice(subject.indexOf(':') + 1);
    for (const lang of [...langs, 'en']) {
      const found = names.get(lang) ?? names.get(lang.split('-')[0] ?? lang);
      if (found) return found;
    }
    return names.values().next().value ?? subject;
  }
  /** What an indicator measures, in this language or English. */
  definition(indicator: PackIndicator, lang: string): string {
    const subject = `indicator:${indicator.id}`;
    const base = lang.split('-')[0] ?? lang;
    return (
      this.#definitions.get(`${subject} ${lang}`) ??
      this.#definitions.get(`${subject} ${base}`) ??
      indicator.definition
    );
  }
  /** Every language's name of a subject. */
  namesOf(subject: string): Record<string, string> {
    return Object.fromEntries(this.#names.get(subject) ?? []);
  }
  /** A city stands for all its terminals. */
  terminalsAt(placeId: string): readonly Terminal[] {
    return this.#terminalsAt.get(placeId) ?? [];
  }
  /** All facts of a subject (`crossing:khorgos-altynkol`), or those of one measure, as they stand in the pack. */
  factsOf(subject: string, measure?: string): readonly Fact[] {
    const all = this.#bySubject.get(subject) ?? [];
    return measure === undefined ? all : all.filter((fact) => fact.measure === measure);
  }
  /** The fact of `measure` that a search uses: of the first subject that has any (most particular first). */
  choose(measure: string, ...subjects: readonly string[]): Choice | null {
    for (const subject of subjects) {
      const key = `${subject} ${measure}`;
      let choice = this.#choices.get(key);
      if (choice === undefined) {
        choice = rankFacts(this.factsOf(subject, measure), this.sources);
        this.#choices.set(key, choice);
      }
      if (choice) return choice;
    }
    return null;
  }
  /** Facts of the same subject and measure and an overlapping period whose interval is disjoint from this fact's. */
  conflictsOf(fact: Fact): Fact[] {
    return conflictsOf(fact, this.factsOf(fact.subject, fact.measure));
  }
  /** A fact as a figure: its middle, its interval where it has one, and what kind of source it is. */
  figureOf(fact: Fact): Figure {
    const source = this.sources.get(fact.source);
    const kind: FigureKind = fact.confidence === 'estimated' || !source ? 'model' : source.kind;
    const range = fact.lo === fact.hi ? {} : { lo: fact.lo, hi: fact.hi };
    return {
      value: middle(fact),
      ...range,
      unit: fact.unit,
      ...(fact.period ? { period: fact.period } : {}),
      kind,
      evidence: [{ type: 'fact', id: fact.id, version: this.meta.version }],
    };
  }
}

/** The middle of a fact's interval as a decimal string without trailing zeros. */
export function middle(fact: FactRow): string {
  if (fact.lo === fact.hi) return fact.lo;
  return String(Number(((Number(fact.lo) + Number(fact.hi)) / 2).toPrecision(12)));
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
