/** Words of units, and what each is in base units: W, Wh, t, m, m3; currencies by ISO 4217; durations as they are written. */

export interface Unit {
  unit: string;
  kind: 'money' | 'percent' | 'measure';
  /** Powers of ten to the base unit. */
  exponent?: number;
  /** Where the base unit is not a power of ten away. */
  factor?: string;
}

const money = (unit: string): Unit => ({ unit, kind: 'money' });
const measure = (unit: string, exponent = 0): Unit => ({ unit, kind: 'measure', exponent });

/** Written before the number, the longest first. */
export const currencySigns: readonly (readonly [string, string])[] = [
  ['US$', 'USD'],
  ['U.S.$', 'USD'],
  ['USD', 'USD'],
  ['CN¥', 'CNY'],
  ['RMB', 'CNY'],
  ['CNY', 'CNY'],
  ['EUR', 'EUR'],
  ['GBP', 'GBP'],
  ['KZT', 'KZT'],
  ['UZS', 'UZS'],
  ['KGS', 'KGS'],
  ['TJS', 'TJS'],
  ['TMT', 'TMT'],
  ['RUB', 'RUB'],
  ['GEL', 'GEL'],
  ['AZN', 'AZN'],
  ['AMD', 'AMD'],
  ['TRY', 'TRY'],
  ['JPY', 'JPY'],
  ['HK$', 'HKD'],
  ['A$', 'AUD'],
  ['C$', 'CAD'],
  ['S$', 'SGD'],
  ['CHF', 'CHF'],
  ['INR', 'INR'],
  ['IRR', 'IRR'],
  ['PKR', 'PKR'],
  ['MNT', 'MNT'],
  ['$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'CNY'],
  ['￥', 'CNY'],
  ['₸', 'KZT'],
  ['₽', 'RUB'],
  ['₾', 'GEL'],
  ['₼', 'AZN'],
  ['֏', 'AMD'],
  ['₺', 'TRY'],
  ['₹', 'INR'],
];

/** Written after the number, by their words in lower case; several words are joined by one space. */
export const unitWords: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...names(
    money('USD'),
    'dollar,dollars,us dollar,us dollars,u.s. dollar,u.s. dollars,american dollars,usd,us$,$',
  ),
  ...names({ unit: 'USD', kind: 'money', exponent: -2 }, 'us cents,us cent,u.s. cents,cents,cent'),
  ...names(money('CNY'), 'yuan,renminbi,rmb,cny,chinese yuan,yuan renminbi,yuan rmb'),
  ...names(money('EUR'), 'euro,euros,eur,€'),
  ...names(money('GBP'), 'pounds sterling,pound sterling,gbp'),
  ...names(money('KZT'), 'tenge,kzt,kazakh tenge,kazakhstani tenge'),
  ...names(money('UZS'), 'soum,soums,uzs,uzbek soums,uzbek soum,uzbek sum,uzbek som'),
  ...names(money('KGS'), 'som,soms,kgs,kyrgyz soms,kyrgyz som'),
  ...names(money('TJS'), 'somoni,tjs,tajik somoni'),
  ...names(money('TMT'), 'tmt,turkmen manat,turkmen manats'),
  ...names(money('AZN'), 'azn,manat,manats,azerbaijani manat,azerbaijani manats'),
  ...names(money('RUB'), 'ruble,rubles,rouble,roubles,rub,russian rubles,russian roubles'),
  ...names(money('GEL'), 'lari,gel,georgian lari'),
  ...names(money('AMD'), 'dram,drams,amd,armenian drams'),
  ...names(money('TRY'), 'turkish lira,turkish liras,lira,liras'),
  ...names(money('JPY'), 'yen,jpy,japanese yen'),
  ...names(money('KRW'), 'won,krw'),
  ...names(money('INR'), 'rupees,inr,indian rupees'),
  ...names(money('CHF'), 'swiss francs,swiss franc,chf'),
  ...names({ unit: 'percent', kind: 'percent' }, '%,percent,per cent,pct'),
  ...names(
    { unit: 'percentage point', kind: 'percent' },
    'percentage point,percentage points,percent points,pp',
  ),
  ...names(measure('W'), 'w,watt,watts'),
  ...names(measure('W', 3), 'kw,kilowatt,kilowatts'),
  ...names(measure('W', 6), 'mw,megawatt,megawatts,mwp'),
  ...names(measure('W', 9), 'gw,gigawatt,gigawatts,gwp'),
  ...names(measure('W', 12), 'tw,terawatt,terawatts'),
  ...names(measure('Wh', 3), 'kwh,kilowatt hours,kilowatt hour,kilowatthours'),
  ...names(measure('Wh', 6), 'mwh,megawatt hours,megawatt hour'),
  ...names(measure('Wh', 9), 'gwh,gigawatt hours,gigawatt hour'),
  ...names(measure('Wh', 12), 'twh,terawatt hours,terawatt hour'),
  ...names(measure('t', -3), 'kg,kilo,kilos,kilogram,kilograms,kilogramme,kilogrammes'),
  ...names(measure('t', -6), 'gram,grams,gramme,grammes'),
  ...names(measure('t'), 't,ton,tons,tonne,tonnes,metric tons,metric ton,metric tonnes'),
  ...names(measure('t', 6), 'mt,megatons,megatonnes'),
  ...names(measure('m'), 'm,metre,metres,meter,meters'),
  ...names(measure('m', 3), 'km,kilometre,kilometres,kilometer,kilometers,kms'),
  ...names(measure('m', -2), 'cm,centimetre,centimetres,centimeter,centimeters'),
  ...names(measure('m', -3), 'mm,millimetre,millimetres,millimeter,millimeters'),
  ...names({ unit: 'm', kind: 'measure', factor: '1609.344' }, 'mile,miles'),
  ...names(measure('m3'), 'm3,m³,cubic metre,cubic metres,cubic meter,cubic meters,cu m'),
  ...names(measure('m3', -3), 'litre,litres,liter,liters'),
  ...names(measure('m3', 9), 'bcm,billion cubic metres,billion cubic meters'),
  ...names(measure('barrels'), 'barrel,barrels,bbl'),
  ...names(measure('m2'), 'm2,m²,square metre,square metres,square meter,square meters,sq m'),
  ...names(
    measure('m2', 6),
    'km2,km²,square kilometre,square kilometres,square kilometer,square kilometers,sq km',
  ),
  ...names(measure('m2', 4), 'ha,hectare,hectares'),
  ...names(measure('acres'), 'acre,acres'),
  ...names(measure('mu'), 'mu'),
  ...names(measure('TEU'), 'teu,teus,twenty foot equivalent units,standard containers'),
  ...names(measure('FEU'), 'feu,feus,forty foot equivalent units'),
  ...names(measure('km/h'), 'km/h,kph,kmh,kilometers per hour,kilometres per hour,km per hour'),
  ...names(measure('seconds'), 'second,seconds'),
  ...names(measure('minutes'), 'minute,minutes,min,mins'),
  ...names(measure('hours'), 'hour,hours,hr,hrs'),
  ...names(measure('days'), 'day,days'),
  ...names(measure('weeks'), 'week,weeks'),
  ...names(measure('months'), 'month,months'),
  ...names(measure('years'), 'year,years'),
  ...names(measure('decades'), 'decade,decades'),
  ...names(measure('times'), 'times,x,fold'),
  ...names(measure('C'), '°c,degrees celsius'),
]);

/** Only after a number and never in upper-case words or with a capital where the symbol has none: "5 M" is no length. */
export const caseSensitive: ReadonlyMap<string, string> = new Map([
  ['m', 'm'],
  ['t', 't'],
  ['w', 'W'],
  ['mt', 'Mt'],
  ['min', 'min'],
  ['ha', 'ha'],
  ['mu', 'mu'],
  ['x', 'x'],
  ['pp', 'pp'],
]);

/** Powers of ten. "bn" may be glued to the number; "m" and "k" must be. */
export const scales: ReadonlyMap<string, number> = new Map([
  ['hundred', 2],
  ['thousand', 3],
  ['million', 6],
  ['billion', 9],
  ['trillion', 12],
  ['lakh', 5],
  ['crore', 7],
  ['mln', 6],
  ['mn', 6],
  ['bn', 9],
  ['bln', 9],
  ['trn', 12],
  ['tn', 12],
]);
export const gluedScales: ReadonlyMap<string, number> = new Map([
  ['k', 3],
  ['m', 6],
  ['b', 9],
  ['mm', 6],
]);

function names(unit: Unit, words: string): [string, Unit][] {
  return words.split(',').map((word) => [word, unit]);
}
