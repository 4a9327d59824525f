/** The rows of a corridor pack as its CSV files hold them (docs/corridor-packs.md says what each column means). */
export interface Country {
  id: string;
  alpha3: string;
  continent: 'asia' | 'europe' | 'africa';
  gauge: string;
  currency: string;
}
export interface Currency {
  id: string;
  digits: number;
}
export interface Place {
  id: string;
  kind: 'city' | 'town' | 'port' | 'junction';
  country: string;
  lat: number;
  lon: number;
  zone: string;
  locode: string;
  coordSource: string;
}
export interface Terminal {
  id: string;
  place: string;
  kind: 'rail' | 'port' | 'dry-port';
  gauges: string[];
  lat: number;
  lon: number;
  precision: 'terminal' | 'town';
  locode: string;
  stationCode: string;
  operator: string;
  coordSource: string;
}
export interface Crossing {
  id: string;
  kind: 'gauge-change' | 'border';
  from: string;
  to: string;
  fromGauge: string;
  toGauge: string;
  status: 'open' | 'closed' | 'planned';
  calendar: string;
}
export interface PackLeg {
  id: string;
  from: string;
  to: string;
  mode: 'rail' | 'sea' | 'road';
  gauge: string;
  via: string[];
  traction: 'electric' | 'diesel' | 'mixed' | '';
}
export interface Service {
  id: string;
  mode: 'rail' | 'sea' | 'road';
  operator: string;
  calls: string[];
  days: number[];
  routeSource: string;
  note: string;
}
export interface Goods {
  id: string;
  parent: string;
}
export interface Party {
  id: string;
  kind: string;
  country: string;
  address: string;
}
/** A group of countries that figures are told of as of one. */
export interface Region {
  id: string;
  countries: string[];
  sources: string[];
}
/** A plant that texts speak of: what it runs on and the country it stands in. */
export interface Asset {
  id: string;
  kind: 'wind' | 'solar' | 'hydro' | 'nuclear' | 'coal' | 'gas';
  country: string;
  district: string;
  sources: string[];
}
export interface Source {
  id: string;
  kind: 'official' | 'reported' | 'attested' | 'model';
  publisher: string;
  title: string;
  address: string;
  date: string;
  licence: string;
}
export interface Measure {
  id: string;
  units: string[];
  subjects: string[];
  meaning: string;
}
export interface Method {
  id: string;
  measure: string;
  unit: string;
  formula: string;
  note: string;
}
export interface Omission {
  id: string;
  what: string;
  reason: string;
}
export interface Name {
  subject: string;
  lang: string;
  name: string;
  /** `definition`: what an indicator measures, in another language than the table's English. */
  kind: 'name' | 'alias' | 'former' | 'adjective' | 'definition';
}
/** What a series measures, and which claims of texts belong to it. */
export interface PackIndicator {
  id: string;
  unit: string;
  nature: 'flow' | 'stock';
  frequency: 'year' | 'quarter' | 'month' | 'day' | 'none';
  dimensions: string[];
  /** Measures of claims, any of them. None: no claim belongs to it. */
  measures: string[];
  /** Units of claims, any of them. */
  units: string[];
  /** One of these stands near the claim; a hyphen stands for a space as well. None: whatever stands there. */
  words: string[];
  /** Where: in the claim's sentence, or in that or the one before. */
  near: 'sentence' | 'paragraph';
  /** Who must be told: both sides, one country or region, nobody. */
  parties: 'pair' | 'one' | 'none';
  /** Dimensions every claim of it has, as `flow=export`. */
  fixed: string[];
  definition: string;
  rule: string;
}
export interface FactRow {
  subject: string;
  measure: string;
  lo: string;
  hi: string;
  unit: string;
  period: string;
  source: string;
  confidence: 'published' | 'estimated';
  formula: string;
  note: string;
}

/** A figure of a series as its source states it. */
export interface PackObservation {
  /** The source whose line it is on: the office, as it is quoted by several others. */
  series: string;
  indicator: string;
  reporter: string;
  partner: string;
  flow: 'export' | 'import' | 'total' | '';
  category: string;
  period: string;
  value: string;
  /** Where it was read. */
  source: string;
  note: string;
}

export interface PackRows {
  countries: Country[];
  currencies: Currency[];
  places: Place[];
  terminals: Terminal[];
  crossings: Crossing[];
  legs: PackLeg[];
  services: Service[];
  goods: Goods[];
  parties: Party[];
  sources: Source[];
  measures: Measure[];
  methods: Method[];
  omissions: Omission[];
  regions: Region[];
  assets: Asset[];
  indicators: PackIndicator[];
  observations: PackObservation[];
  names: Name[];
  facts: FactRow[];
}

/** Which table a subject's kind names (`crossing:khorgos-altynkol`); null: a word of the vocabulary without a table. */
export const kindsOfSubject: Readonly<Record<string, keyof PackRows | null>> = {
  country: 'countries',
  currency: 'currencies',
  place: 'places',
  terminal: 'terminals',
  crossing: 'crossings',
  leg: 'legs',
  service: 'services',
  goods: 'goods',
  party: 'parties',
  region: 'regions',
  asset: 'assets',
  indicator: 'indicators',
  measure: 'measures',
  method: 'methods',
  source: 'sources',
  mode: null,
  corridor: null,
  category: null,
  flow: null,
  world: null,
};
