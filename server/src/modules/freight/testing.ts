/**
 * For tests: a corridor small enough to reckon by hand. Round figures: detour 1, 50 km/h, 0.10 USD/TEU-km, 20 g/tkm,
 * lift 40 USD, terminal 6 h, border 30 USD, gauge change 100 USD; borders take a mean of 24 h.
 *
 *   tianjin ──1435── lanzhou ──1435── khorgos ╪ altynkol ──1520── almaty ──1520── saryagash │ keles ──1520── tashkent
 *                         └────1435── alashankou ╪ dostyk ──1520────┘                            (two terminals)
 */
import { Corridor, type FactRow, type PackRows } from '../../corridor/index.ts';
import type { FreightParts } from './routes.ts';

const place = (id: string, country: string, lat: number, lon: number, zone: string, locode = '') => ({
  id,
  kind: 'city' as const,
  country,
  lat,
  lon,
  zone,
  locode,
  coordSource: 'test',
});
const terminal = (id: string, at: string, gauges: string, lat: number, lon: number) => ({
  id,
  place: at,
  kind: 'rail' as const,
  gauges: gauges.split(' '),
  lat,
  lon,
  precision: 'town' as const,
  locode: '',
  stationCode: '',
  operator: '',
  coordSource: 'test',
});
const leg = (from: string, to: string, gauge: string) => ({
  id: `${from}-${to}`,
  from: `place:${from}`,
  to: `place:${to}`,
  mode: 'rail' as const,
  gauge,
  via: [],
  traction: '' as const,
});
const crossing = (from: string, to: string, fromGauge: string, toGauge: string) => ({
  id: `${from}-${to}`,
  kind: fromGauge === toGauge ? ('border' as const) : ('gauge-change' as const),
  from,
  to,
  fromGauge,
  toGauge,
  status: 'open' as const,
  calendar: 'daily',
});
export const service = (id: string, calls: string, days: number[] = []) => ({
  id,
  mode: 'rail' as const,
  operator: '',
  calls: calls.split(' '),
  days,
  routeSource: '',
  note: '',
});
export const fact = (
  subject: string,
  measure: string,
  value: string,
  unit: string,
  rest: Partial<FactRow> = {},
): FactRow => ({
  subject,
  measure,
  lo: value,
  hi: value,
  unit,
  period: '2025',
  source: 'test',
  confidence: 'published',
  formula: '',
  note: '',
  ...rest,
});

export function worldRows(): PackRows {
  const [cn, kz, uz] = ['Asia/Shanghai', 'Asia/Almaty', 'Asia/Tashkent'];
  const places = [
    place('tianjin', 'CN', 39, 117, cn, 'CNTSN'),
    place('lanzhou', 'CN', 36, 104, cn),
    place('khorgos', 'CN', 44.2, 80.4, cn),
    place('altynkol', 'KZ', 44.2, 80.2, kz),
    place('alashankou', 'CN', 45.2, 82.6, cn),
    place('dostyk', 'KZ', 45.2, 82.5, kz),
    place('almaty', 'KZ', 43.25, 76.9, kz),
    place('saryagash', 'KZ', 41.5, 69.2, kz),
    place('keles', 'UZ', 41.4, 69.2, uz),
    place('tashkent', 'UZ', 41.3, 69.3, uz, 'UZTAS'),
    place('island', 'UZ', 40, 60, uz),
    place('springfield-east', 'KZ', 50, 70, kz),
    place('springfield-west', 'KZ', 50, 60, kz),
  ];
  const gauges: Record<string, string> = {
    tianjin: '1435',
    lanzhou: '1435',
    khorgos: '1435',
    alashankou: '1435',
  };
  const terminals = places
    .filter(({ id }) => id !== 'tashkent')
    .map(({ id, lat, lon }) => terminal(id, id, gauges[id] ?? '1520', lat, lon));
  terminals.push(
    terminal('chukursay', 'tashkent', '1520', 41.3, 69.3),
    terminal('sergeli', 'tashkent', '1520', 41.2, 69.2),
  );
  const name = (subject: string, lang: string, text: string) => ({
    subject,
    lang,
    name: text,
    kind: 'name' as const,
  });
  return {
    countries: [
      { id: 'CN', alpha3: 'CHN', continent: 'asia', gauge: '1435', currency: 'CNY' },
      { id: 'KZ', alpha3: 'KAZ', continent: 'asia', gauge: '1520', currency: 'KZT' },
      { id: 'UZ', alpha3: 'UZB', continent: 'asia', gauge: '1520', currency: 'UZS' },
    ],
    currencies: ['CNY', 'KZT', 'UZS', 'USD'].map((id) => ({ id, digits: 2 })),
    places,
    terminals,
    crossings: [
      crossing('khorgos', 'altynkol', '1435', '1520'),
      crossing('alashankou', 'dostyk', '1435', '1520'),
      crossing('saryagash', 'keles', '1520', '1520'),
    ],
    legs: [
      leg('tianjin', 'lanzhou', '1435'),
      leg('lanzhou', 'khorgos', '1435'),
      leg('lanzhou', 'alashankou', '1435'),
      leg('altynkol', 'almaty', '1520'),
      leg('dostyk', 'almaty', '1520'),
      leg('almaty', 'saryagash', '1520'),
      leg('keles', 'tashkent', '1520'),
    ],
    services: [
      service(
        'tianjin-tashkent',
        'tianjin lanzhou khorgos altynkol almaty saryagash keles chukursay',
        [2, 5],
      ),
      service('lanzhou-almaty', 'lanzhou alashankou dostyk almaty', [1, 3, 6]),
      service('tianjin-lanzhou', 'tianjin lanzhou'),
      service('almaty-tashkent', 'almaty saryagash keles sergeli', [4]),
      service('tashkent-tianjin', 'chukursay keles saryagash almaty altynkol khorgos lanzhou tianjin', [3]),
    ],
    goods: [
      { id: '87', parent: '' },
      { id: '8708', parent: '87' },
      { id: '31', parent: '' },
    ],
    parties: [],
    sources: [
      {
        id: 'test',
        kind: 'official',
        publisher: 'Test',
        title: 'Figures made for a test',
        address: '',
        date: '2025',
        licence: '',
      },
      {
        id: 'report',
        kind: 'reported',
        publisher: 'Press',
        title: 'A report made for a test',
        address: '',
        date: '2025-03',
        licence: '',
      },
    ],
    measures: [],
    methods: [],
    omissions: [{ id: 'ferry', what: 'A ferry', reason: 'Nothing is published about it' }],
    regions: [],
    assets: [],
    indicators: [],
    observations: [],
    names: [
      name('place:tianjin', 'en', 'Tianjin'),
      name('place:tianjin', 'zh', '天津'),
      name('place:tianjin', 'ru', 'Тяньцзинь'),
      name('place:tashkent', 'en', 'Tashkent'),
      name('place:tashkent', 'ru', 'Ташкент'),
      name('place:almaty', 'en', 'Almaty'),
      name('place:springfield-east', 'en', 'Springfield'),
      name('place:springfield-west', 'en', 'Springfield'),
      name('crossing:khorgos-altynkol', 'en', 'Khorgos / Altynkol'),
    ],
    facts: [
      fact('mode:any', 'detour', '1', 'ratio'),
      fact('mode:any', 'running-speed', '50', 'km/h'),
      fact('mode:any', 'tariff', '0.1', 'USD/TEU-km'),
      fact('mode:any', 'emission', '20', 'g/tkm'),
      fact('mode:any', 'crossing-time', '24', 'h'),
      fact('mode:any', 'queue-spread', '2', 'ratio'),
      fact('mode:any', 'border-price', '30', 'USD/TEU'),
      fact('mode:any', 'gauge-change-price', '100', 'USD/TEU'),
      fact('mode:any', 'terminal-price', '40', 'USD/TEU'),
      fact('mode:any', 'terminal-time', '6', 'h'),
      fact('mode:any', 'frequency', '3', 'departures/week'),
      fact('mode:any', 'mass-per-teu', '12', 't/TEU'),
      fact('crossing:khorgos-altynkol', 'crossing-time', '34.8', 'h', { period: '2022' }),
      fact('crossing:khorgos-altynkol', 'queue', '14', 'd', { source: 'report', period: '' }),
    ],
  };
}

/** The world above, changed as a test needs it. */
export function world(change: (rows: PackRows) => void = () => {}): Corridor {
  const rows = worldRows();
  change(rows);
  return new Corridor(
    {
      id: 'test',
      version: 'test-1',
      buildsOn: [],
      languages: ['en', 'zh', 'ru'],
      view: {
        bounds: [
          [60, 30],
          [120, 55],
        ],
        from: 'tianjin',
        to: 'tashkent',
      },
    },
    rows,
  );
}

/** For what asks the pack and nothing else: every other part throws. */
export const packOnly = (corridor: Corridor): FreightParts => ({
  corridor: () => corridor,
  database: () => notGiven('database'),
  allocation: () => notGiven('ledger'),
  bus: () => notGiven('bus'),
  jobs: () => notGiven('queue'),
  settings: () => notGiven('settings'),
  post: () => notGiven('post'),
  // What a ledger answers that has recorded this pack.
  evidence: () => ({
    read: {
      packFacts: async (pack) => ({ pack, version: corridor.meta.version, ...corridor.rows }),
      packVersionAt: async () => corridor.meta.version,
    },
  }),
});
const notGiven = (part: string): never => {
  throw new Error(`this test has no ${part}`);
};
