/** For tests: a small pack that is well, written to a folder of its own, and one changed cell at a time. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columns, type TableName, tableNames } from './columns.ts';

/** Tables as CSV text without their header. Two cities, a gauge change between them and one service through it. */
export type PackText = Record<TableName, string>;

const estimate = 'own,estimated,stated for this test,';
export const smallPack: PackText = {
  currencies: 'CNY,2\nKZT,2\nUSD,2',
  countries: 'CN,CHN,asia,1435,CNY\nKZ,KAZ,asia,1520,KZT',
  places:
    'urumqi,city,CN,43.80,87.60,Asia/Urumqi,CNURM,geonames\nkhorgos,town,CN,44.21,80.40,Asia/Urumqi,CNHUP,geonames\naltynkol,town,KZ,44.20,80.24,Asia/Almaty,,geonames\nalmaty,city,KZ,43.25,76.92,Asia/Almaty,KZALA,geonames\njinghe,junction,CN,44.60,82.90,Asia/Urumqi,,geonames',
  parties: 'ktz,railway,KZ,https://railways.kz',
  sources:
    'geonames,reported,GeoNames,Gazetteer,https://www.geonames.org,2026,CC BY 4.0\nown,model,Serai,Estimates,,2026-11,\ncpmm,official,CAREC,CPMM 2022,https://cpmm.carecprogram.org,2023,',
  terminals:
    'urumqi,urumqi,rail,1435,43.80,87.60,town,CNURM,,,geonames\nkhorgos,khorgos,rail,1435,44.21,80.40,town,CNHUP,,,geonames\naltynkol,altynkol,rail,1520,44.20,80.24,town,,,ktz,geonames\nalmaty,almaty,rail,1520,43.25,76.92,town,KZALA,,ktz,geonames',
  crossings: 'khorgos-altynkol,gauge-change,khorgos,altynkol,1435,1520,open,daily',
  legs: 'urumqi-khorgos,place:urumqi,place:khorgos,rail,1435,jinghe,electric\naltynkol-almaty,place:altynkol,place:almaty,rail,1520,,diesel',
  services: 'urumqi-almaty,rail,ktz,urumqi khorgos altynkol almaty,2 5,,',
  goods: '87,\n8708,87',
  measures:
    'detour,ratio,mode,x\nrunning-speed,km/h,mode leg,x\ntariff,USD/TEU-km,mode,x\nemission,g/tkm,mode,x\ncrossing-time,h,crossing mode,x\nqueue-spread,ratio,crossing mode,x\nborder-price,USD/TEU,crossing mode,x\ngauge-change-price,USD/TEU,crossing mode,x\nterminal-price,USD/TEU,terminal mode,x\nterminal-time,h,terminal mode,x\nfrequency,departures/week,service mode,x\nmass-per-teu,t/TEU,mode,x\ntransit-time,d,service,x',
  methods: 'leg-length,detour,km,great circles times detour,',
  omissions: '',
  regions: '',
  assets: '',
  indicators:
    'trade-value,USD,flow,month,reporter partner flow category,trade,USD,,sentence,pair,,What is bought and sold,',
  observations: 'cpmm,trade-value,CN,KZ,total,,2022,31200000000,cpmm,',
  names:
    'place:urumqi,en,Ürümqi,name\nplace:urumqi,zh,乌鲁木齐,name\nplace:urumqi,en,Urumchi,alias\nplace:almaty,en,Almaty,name\nplace:almaty,ru,Алматы,name\nplace:almaty,en,Alma-Ata,former',
  facts: [
    'mode:any,detour,1.2,1.2,ratio,2026',
    'mode:any,running-speed,54,54,km/h,2026',
    'mode:any,tariff,0.3,0.3,USD/TEU-km,2026',
    'mode:any,emission,20,20,g/tkm,2026',
    'mode:any,crossing-time,20,20,h,2026',
    'mode:any,queue-spread,2,2,ratio,2026',
    'mode:any,border-price,100,100,USD/TEU,2026',
    'mode:any,gauge-change-price,150,150,USD/TEU,2026',
    'mode:any,terminal-price,50,50,USD/TEU,2026',
    'mode:any,terminal-time,6,6,h,2026',
    'mode:any,frequency,2,2,departures/week,2026',
    'mode:any,mass-per-teu,10,10,t/TEU,2026',
  ]
    .map((row) => `${row},${estimate}`)
    .concat(
      'crossing:khorgos-altynkol,crossing-time,34.8,34.8,h,2022,cpmm,published,,',
      'service:urumqi-almaty,transit-time,4,5,d,2024,cpmm,published,,',
    )
    .join('\n'),
};

/** Writes a pack and answers its folder. `change` edits the tables' text first. */
export function writePack(change: (pack: PackText) => void = () => {}): string {
  const pack = structuredClone(smallPack);
  change(pack);
  const folder = join(mkdtempSync(join(tmpdir(), 'serai pack ')), 'small');
  mkdirSync(folder);
  for (const table of tableNames)
    writeFileSync(join(folder, `${table}.csv`), `${Object.keys(columns[table]).join()}\n${pack[table]}\n`);
  writeFileSync(join(folder, 'datapackage.json'), JSON.stringify(descriptorOf('small'), null, 2));
  return folder;
}

/** The datapackage.json that names every table with the columns the code reads. */
export function descriptorOf(name: string) {
  return {
    name,
    serai: {
      buildsOn: [],
      languages: ['en', 'zh', 'ru'],
      view: {
        bounds: [
          [60, 30],
          [120, 55],
        ],
        from: 'urumqi',
        to: 'almaty',
      },
    },
    resources: tableNames.map((table) => ({
      name: table,
      path: `${table}.csv`,
      schema: {
        fields: Object.entries(columns[table]).map(([column, kind]) => ({ name: column, type: kind.type })),
      },
    })),
  };
}
