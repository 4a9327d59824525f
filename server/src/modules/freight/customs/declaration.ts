/** What is still missing before a declaration can be lodged: plain rules over its content, the boxes of its booking and the pack. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Container } from '../booking/api.ts';
import type { DeclarationContent, Missing, MissingRule } from './api.ts';
import { checkHs } from './goods.ts';

export interface Declared {
  corridor: Pick<Corridor, 'goods' | 'rows' | 'currencies'>;
  containers: readonly Container[];
  now: Date;
}

/**
 * General rules, the same at every border: no source says which papers one crossing asks for beyond them, so none is invented. Whatever they
 * leave open, the broker and the office decide.
 */
export function missingOf(content: DeclarationContent, declared: Declared): Missing[] {
  return [
    ...partiesMissing(content),
    ...termsMissing(content),
    ...linesMissing(content, declared),
    ...massesMissing(content, declared),
    ...documentsMissing(content, declared),
  ];
}

type Line = DeclarationContent['lines'][number];
const missing = (rule: MissingRule, at: string, problem: string): Missing => ({ at, rule, problem });

function partiesMissing(content: DeclarationContent): Missing[] {
  return partyNames.flatMap((who) => {
    const party = content[who];
    if (party === undefined) return [missing('party', `/${who}`, `Say who the ${who} is.`)];
    return countryMissing(`/${who}/country`, party.country);
  });
}
const partyNames = ['consignor', 'consignee', 'declarant'] as const;

function countryMissing(at: string, code: string): Missing[] {
  if (countryNames.of(code) !== undefined && code !== 'ZZ') return [];
  return [missing('country', at, `${code} is not a country of ISO 3166: two letters such as KZ.`)];
}
const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function termsMissing({ incoterm, incotermPlace }: DeclarationContent): Missing[] {
  if (incoterm === undefined)
    return [missing('incoterm', '/incoterm', 'Choose the delivery term (Incoterms 2020).')];
  if (!incotermPlace)
    return [
      missing('incoterm', '/incotermPlace', `Name the place ${incoterm} is agreed for, such as a city.`),
    ];
  return [];
}

function linesMissing({ lines }: DeclarationContent, { corridor, containers }: Declared): Missing[] {
  const loaded = containers.some(({ cargoKg, goods }) => cargoKg > 0 || goods.length > 0);
  if (lines.length === 0)
    return loaded
      ? [missing('lines', '/lines', 'Declare the goods, one line for each code and origin.')]
      : [];
  return [
    ...lines.flatMap((line, index) => lineMissing(line, `/lines/${index}`, corridor, containers.length)),
    ...undeclared(lines, containers),
  ];
}

function lineMissing(line: Line, at: string, corridor: Declared['corridor'], boxes: number): Missing[] {
  const found = countryMissing(`${at}/origin`, line.origin);
  const { problem } = checkHs(corridor, line.hs);
  if (problem !== null) found.push(missing('hs', `${at}/hs`, problem));
  const [gross, net] = [grams(line.grossKg), grams(line.netKg)];
  if (gross <= 0) found.push(missing('mass', `${at}/grossKg`, 'Give the gross mass, packing included.'));
  if (net <= 0) found.push(missing('mass', `${at}/netKg`, 'Give the net mass, without packing.'));
  if (net > gross)
    found.push(
      missing(
        'mass',
        `${at}/netKg`,
        `The net mass of ${line.netKg} kg is more than the gross mass of ${line.grossKg} kg.`,
      ),
    );
  if (line.valueMinor === 0)
    found.push(
      missing('value', `${at}/valueMinor`, 'Give a value: what is given away has one for customs as well.'),
    );
  if (!corridor.currencies.has(line.currency))
    found.push(
      missing(
        'currency',
        `${at}/currency`,
        `No exchange rate of ${line.currency} is known here: use the invoice's currency if it is another, or one of ${[...corridor.currencies.keys()].slice(0, 6).join(', ')} …`,
      ),
    );
  if (line.container !== undefined && line.container >= boxes)
    found.push(
      missing(
        'container',
        `${at}/container`,
        `The booking has ${boxes} containers, counted from 0: there is no ${line.container}.`,
      ),
    );
  return found;
}

/** What was booked and is not declared: the office opens the box and finds it. */
function undeclared(lines: readonly Line[], containers: readonly Container[]): Missing[] {
  const booked = new Set(containers.flatMap(({ goods }) => goods.map(({ hs }) => hs)));
  return [...booked]
    .filter((hs) => !lines.some((line) => line.hs.startsWith(hs)))
    .map((hs) =>
      missing('undeclared', '/lines', `The booking names goods of ${hs}, and no line declares any.`),
    );
}

/** Ours, and no office's: packing lists and what was booked agree to a hundredth, or one of the two is wrong. */
const massTolerance = 0.01;

/** Box by box where every line says which it is in, else all together. */
function massesMissing({ lines }: DeclarationContent, { containers }: Declared): Missing[] {
  if (lines.length === 0) return [];
  const placed = lines.every(({ container }) => container !== undefined && container < containers.length);
  const compare = (bookedKg: number, part: readonly Line[], at: string, where: string): Missing[] => {
    const declaredKg = part.reduce((sum, line) => sum + grams(line.grossKg), 0) / 1000;
    if (Math.abs(declaredKg - bookedKg) <= bookedKg * massTolerance) return [];
    return [
      missing(
        'gross',
        at,
        `The lines ${where} weigh ${declaredKg} kg gross, and ${bookedKg} kg are booked: put right whichever is wrong.`,
      ),
    ];
  };
  if (!placed)
    return compare(
      containers.reduce((sum, { cargoKg }) => sum + cargoKg, 0),
      lines,
      '/lines',
      'together',
    );
  return containers.flatMap(({ cargoKg, number }, index) => {
    const within = lines.filter(({ container }) => container === index);
    return compare(cargoKg, within, '/lines', `in container ${number ?? index}`);
  });
}

function documentsMissing({ documents }: DeclarationContent, { containers, now }: Declared): Missing[] {
  const dangerous = containers.some(({ goods }) => goods.some((each) => each.dangerous !== undefined));
  const needed = dangerous ? [...generalDocuments, 'dangerous-goods' as const] : generalDocuments;
  const today = now.toISOString().slice(0, 10);
  return [
    ...needed
      .filter((kind) => !documents.some((document) => document.kind === kind))
      .map((kind) => missing('document', '/documents', documentWords[kind])),
    ...documents.flatMap(({ date }, index) =>
      // A day's grace: it is tomorrow in Vladivostok while it is today in London.
      Date.parse(date) > Date.parse(today) + dayMs
        ? [missing('document-date', `/documents/${index}/date`, `${date} has not come yet.`)]
        : [],
    ),
  ];
}
const dayMs = 86_400_000;
const generalDocuments = ['invoice', 'packing-list'] as const;
const documentWords = {
  invoice:
    'Add the commercial invoice: number and date. It is asked for in general; this border may ask for more.',
  'packing-list':
    'Add the packing list: number and date. It is asked for in general; this border may ask for more.',
  'dangerous-goods': 'The booking names dangerous goods: add the dangerous goods declaration.',
} as const;

/** Exactly, up to a thousandth of a kilogram as the contract allows. */
const grams = (kg: string) => Math.round(Number(kg) * 1000);
