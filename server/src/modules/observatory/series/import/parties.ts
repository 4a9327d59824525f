/** Countries and regions as files name them: by code, by English, Chinese and Russian name, by the names offices use in their tables. */
import type { Corridor } from '../../../../corridor/index.ts';
import { countryCodes } from './country-codes.ts';

export interface Parties {
  /** ISO 3166-1 alpha-2, a region's id, `WLD`; null where nobody is called that. */
  idOf(name: string): string | null;
}

/** Codes that statistics have beside the standard's, and what they stand for. What is no country keeps its number: `un-899`. */
const statisticalCodes: Readonly<Record<string, string>> = {
  ...{
    '0': 'WLD',
    '000': 'WLD',
    W00: 'WLD',
    W0: 'WLD',
    W1: 'WLD',
    WLD: 'WLD',
    WORLD: 'WLD',
    '001': 'WLD',
    _Z: 'WLD',
  },
  // With Puerto Rico, with Monaco, with Svalbard, with Liechtenstein, and India's old number.
  ...{ '842': 'US', '251': 'FR', '579': 'NO', '757': 'CH', '699': 'IN' },
  ...{ EU2: 'eu', EUR: 'europe', R20: 'latin-america' },
};

/** Names that tables of trade use and nothing else has, by id. Lower case, as `folded` leaves them. */
const tableNames: Readonly<Record<string, string>> = {
  WLD: 'total|world|all countries|all countries and regions|总值|总计|合计|全球|世界|мир|всего|весь мир',
  KR: 'korea rep|rep of korea|republic of korea|korea republic of|south korea|韩国',
  KP: 'korea dpr|dem people s rep of korea|dpr korea|korea dem p rep|朝鲜',
  HK: 'hong kong china|hong kong|china hong kong sar|香港|中国香港|香港特别行政区',
  MO: 'macao china|macau china|macao|macau|china macao sar|澳门|中国澳门',
  TW: 'taiwan china|taiwan prov of china|chinese taipei|台湾|台湾省|中国台湾|台澎金马关税区',
  US: 'united states|united states of america|usa|u s a|美国',
  GB: 'united kingdom|uk|u k|great britain|英国',
  RU: 'russia|russian federation|俄罗斯|俄罗斯联邦|россия',
  KG: 'kyrgyzstan|kyrghyzstan|kyrgyz republic|kirghizia|吉尔吉斯|吉尔吉斯斯坦|кыргызстан|киргизия',
  TR: 'turkey|turkiye|土耳其',
  VN: 'viet nam|vietnam|越南',
  LA: 'laos|lao pdr|lao p d r|lao people s dem rep|老挝',
  MM: 'myanmar|burma|缅甸',
  CZ: 'czech rep|czech republic|czechia|捷克',
  MD: 'moldova|rep of moldova|republic of moldova|摩尔多瓦',
  MK: 'macedonia|north macedonia|tfyr of macedonia|北马其顿|马其顿',
  BA: 'bosnia herzegovina|bosnia hercegovina|bosnia hercegovena|波黑|波斯尼亚和黑塞哥维那',
  CD: 'congo dr|dr congo|congo d r|dem rep of the congo|democratic republic of the congo|刚果 金|刚果民主共和国',
  CG: 'congo|rep of congo|republic of the congo|刚果 布|刚果共和国',
  CI: 'cote d ivoire|ivory coast|cote divoire|科特迪瓦',
  CF: 'central african rep|central african republic|中非|中非共和国',
  DO: 'dominican rep|dominican republic|多米尼加|多米尼加共和国',
  DM: 'dominica|多米尼克',
  SY: 'syria|syrian arab republic|叙利亚',
  IR: 'iran|iran islamic rep|islamic republic of iran|伊朗',
  AE: 'united arab emirates|uae|u a e|阿联酋|阿拉伯联合酋长国',
  SA: 'saudi arabia|沙特|沙特阿拉伯',
  TZ: 'tanzania|united rep of tanzania|坦桑尼亚',
  BO: 'bolivia|bolivia plurinational state of|玻利维亚',
  VE: 'venezuela|委内瑞拉',
  PS: 'palestine|state of palestine|巴勒斯坦',
  BN: 'brunei|brunei darussalam|文莱',
  SZ: 'swaziland|eswatini|斯威士兰|斯威士兰王国',
  CV: 'cape verde|cabo verde|佛得角',
  GM: 'gambia|冈比亚',
  FM: 'micronesia|micronesia fs|密克罗尼西亚联邦',
  PG: 'papua new guinea|巴布亚新几内亚',
  TL: 'timor leste|east timor|东帝汶',
  VA: 'vatican|vatican city state|梵蒂冈',
  SK: 'slovakia|slovak rep|slovak republic|斯洛伐克',
  asean: 'asean|association of southeast asian nations|东盟|东南亚国家联盟',
  eu: 'european union|european union eu|eu|eu27|eu 27|eu28|eu 28|欧盟|欧洲联盟',
  apec: 'apec|asia pacific economic cooperation|亚太经济合作组织|亚太经合组织',
  rcep: 'rcep|regional comprehensive economic partnership|regional comprehensive economic partnership rcep|区域全面经济伙伴关系协定|rcep其他成员国',
  brics: 'brics|金砖国家',
  'belt-and-road':
    'belt and road|belt and road countries|countries along the belt and road|一带一路国家|共建一带一路国家|一带一路沿线国家',
  'central-asia': 'central asia|five central asian countries|中亚五国|中亚',
  'middle-east': 'middle east|中东|中东国家',
  asia: 'asia|亚洲',
  africa: 'africa|非洲',
  europe: 'europe|欧洲',
  'latin-america': 'latin america|latin america and the caribbean|拉丁美洲|拉丁美洲和加勒比',
  'north-america': 'north america|北美洲|北美',
  oceania: 'oceania|大洋洲',
  'asia-other':
    'other asia nes|other asian countries regions nes|asia other nes|亚洲其他国家 地区|亚洲其他国家',
  'africa-other':
    'other africa nes|other african countries regions nes|africa other nes|非洲其他国家 地区|非洲其他国家',
  'europe-other':
    'other europe nes|other european countries regions nes|europe other nes|欧洲其他国家 地区|欧洲其他国家',
  'latin-america-other':
    'other latin american countries regions nes|latin america other nes|拉丁美洲其他国家 地区|拉丁美洲其他国家',
  'north-america-other':
    'other north american countries regions nes|north america other nes|北美洲其他国家 地区|北美洲其他国家',
  'oceania-other':
    'other oceanian countries regions nes|oceania other nes|大洋洲其他国家 地区|大洋洲其他国家',
  unknown:
    'areas nes|unspecified|countries regions unknown|countries regions not specified|country region unknown|国家 地区 不明|国 地 别不详|国别 地区 不详',
};

export function partiesOf(corridor: { rows: Pick<Corridor['rows'], 'names'> }): Parties {
  const known = partyIndex(corridor);
  // A file names the same few hundred over and over.
  const answers = new Map<string, string | null>();
  return {
    idOf: (name) => {
      const before = answers.get(name);
      if (before !== undefined) return before;
      const id = find(name, known);
      if (answers.size < 10_000) answers.set(name, id);
      return id;
    },
  };
}

interface Index {
  codes: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
  ids: ReadonlySet<string>;
}

function find(name: string, { codes, names, ids }: Index): string | null {
  const given = name.trim();
  if (ids.has(given)) return given;
  const code = /^\d{1,2}$/.test(given) && given !== '0' ? given.padStart(3, '0') : given;
  const byCode = statisticalCodes[given] ?? codes.get(code);
  if (byCode !== undefined) return byCode;
  if (/^\d{3}$/.test(code)) return `un-${code}`;
  return names.get(folded(given)) ?? null;
}

function partyIndex(corridor: { rows: Pick<Corridor['rows'], 'names'> }): Index {
  const codes = new Map<string, string>();
  for (const each of countryCodes.split(' ')) {
    const two = each.slice(0, 2);
    for (const code of [two, each.slice(2, 5), each.slice(5)]) codes.set(code, two);
  }
  const two = [...new Set(codes.values())];
  const names = new Map<string, string>();
  for (const lang of ['en', 'zh', 'ru']) {
    const shown = new Intl.DisplayNames([lang], { type: 'region' });
    for (const id of two) names.set(folded(shown.of(id) ?? id), id);
  }
  for (const { subject, name, kind } of corridor.rows.names)
    if (kind !== 'adjective' && /^(country|region):/.test(subject))
      names.set(folded(name), subject.slice(subject.indexOf(':') + 1));
  for (const [id, said] of Object.entries(tableNames))
    for (const name of said.split('|')) names.set(folded(name), id);
  const regions = Object.keys(tableNames).filter((id) => id === 'WLD' || !/^[A-Z]{2}$/.test(id));
  return { codes, names, ids: new Set([...two, ...regions, ...names.values()]) };
}

/** Without case, accents, marks and articles; “of which:” before a name is no part of it. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^\s*(?:of which|among which|among them|其中)\s*/u, '')
    .replaceAll(/\b(?:the|and)\b/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
