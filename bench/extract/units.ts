/** Words for units as peers and texts write them, to the label's base units. */
const BASE: Record<string, [unit: string, factor: number]> = {
  w: ['W', 1],
  kw: ['W', 1e3],
  mw: ['W', 1e6],
  mwp: ['W', 1e6],
  megawatt: ['W', 1e6],
  gw: ['W', 1e9],
  gigawatt: ['W', 1e9],
  wh: ['Wh', 1],
  kwh: ['Wh', 1e3],
  'kilowatt-hour': ['Wh', 1e3],
  'kilowatt hour': ['Wh', 1e3],
  gwh: ['Wh', 1e9],
  twh: ['Wh', 1e12],
  t: ['t', 1],
  ton: ['t', 1],
  tonne: ['t', 1],
  'metric ton': ['t', 1],
  gram: ['t', 1e-6],
  kilogram: ['t', 1e-3],
  m: ['m', 1],
  meter: ['m', 1],
  metre: ['m', 1],
  km: ['m', 1e3],
  kilometer: ['m', 1e3],
  kilometre: ['m', 1e3],
  cm: ['m', 0.01],
  centimeter: ['m', 0.01],
  centimetre: ['m', 0.01],
  millimeter: ['m', 0.001],
  millimetre: ['m', 0.001],
  m3: ['m3', 1],
  'cubic metre': ['m3', 1],
  'cubic meter': ['m3', 1],
  bcm: ['m3', 1e9],
  liter: ['m3', 0.001],
  litre: ['m3', 0.001],
  m2: ['m2', 1],
  'square metre': ['m2', 1],
  'square meter': ['m2', 1],
  km2: ['m2', 1e6],
  'square kilometre': ['m2', 1e6],
  'square kilometer': ['m2', 1e6],
  ha: ['m2', 1e4],
  hectare: ['m2', 1e4],
  cent: ['USD', 0.01],
  'us cent': ['USD', 0.01],
  'kilometre per hour': ['km/h', 1],
  'kilometer per hour': ['km/h', 1],
  kph: ['km/h', 1],
  '%': ['percent', 1],
  'per cent': ['percent', 1],
  'u.s. dollar': ['USD', 1],
  'us dollar': ['USD', 1],
  'united states dollar': ['USD', 1],
  dollar: ['USD', 1],
  yuan: ['CNY', 1],
  'chinese yuan': ['CNY', 1],
  renminbi: ['CNY', 1],
  tenge: ['KZT', 1],
  'kazakhstani tenge': ['KZT', 1],
  som: ['KGS', 1],
  soum: ['UZS', 1],
  euro: ['EUR', 1],
  pound: ['GBP', 1],
  'british pound': ['GBP', 1],
  person: ['people', 1],
};

/** The unit in the singular, its last noun only, in lower case; known words in their base unit with the factor to it. */
export function canonicalUnit(unit: string): { unit: string; factor: number } {
  const lower = unit.trim().toLowerCase();
  for (const form of [lower, singular(lower), singular(lower.split(/[\s-]/).at(-1)!)]) {
    const base = BASE[form];
    if (base) return { unit: base[0].toLowerCase(), factor: base[1] };
  }
  if (lower === 'percentage point' || lower === 'percentage points')
    return { unit: 'percentage point', factor: 1 };
  return { unit: singular(lower.split(/[\s-]/).at(-1)!), factor: 1 };
}

function singular(noun: string): string {
  if (/(?:ss|us|is)$/.test(noun) || noun.length < 4) return noun;
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(?:ch|sh|x|sse)s$|(?:ch|sh|x|ss)es$/.test(noun)) return noun.replace(/es$/, '');
  return noun.replace(/s$/, '');
}

/** What the number as written has to be multiplied with to be in the base unit: 1,000,000 for "6.5 MW". */
export function writtenFactor(quote: string): number {
  const words = quote
    .toLowerCase()
    .split(/[\s\d-]+/)
    .filter(Boolean);
  for (let from = 0; from < words.length; from++) {
    const phrase = words.slice(from).join(' ');
    const base = BASE[phrase] ?? BASE[singular(phrase)];
    if (base) return base[1];
  }
  return 1;
}
