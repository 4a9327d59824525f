import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPack } from './check.ts';
import { corridorFromFiles, PackRefused } from './load.ts';
import { readPack } from './read.ts';
import { type PackText, writePack } from './testing.ts';

const faultsOf = (change?: (pack: PackText) => void) =>
  checkPack(readPack(writePack(change))).map(({ file, row, column, problem, mend }) => ({
    at: `${file}:${row}:${column}`,
    problem,
    mend,
  }));

test('a pack that is well has no fault and makes a corridor', () => {
  const folder = writePack();
  expect(checkPack(readPack(folder))).toEqual([]);
  expect(corridorFromFiles(folder).services.get('urumqi-almaty')?.calls).toEqual([
    'urumqi',
    'khorgos',
    'altynkol',
    'almaty',
  ]);
});

describe('each kind of fault names file, row and column', () => {
  const swap = (table: keyof PackText, from: string, to: string) => (pack: PackText) => {
    expect(pack[table]).toContain(from);
    pack[table] = pack[table].replace(from, to);
  };
  test.each<[string, (pack: PackText) => void, string, RegExp]>([
    [
      'an unknown country',
      swap('places', 'urumqi,city,CN', 'urumqi,city,XX'),
      'small/places.csv:2:country',
      /no "XX" in countries\.csv/,
    ],
    [
      'an unknown terminal in a service',
      swap('services', 'khorgos altynkol almaty', 'khorgos altynkol bishkek'),
      'small/services.csv:2:calls',
      /no "bishkek" in terminals\.csv/,
    ],
    [
      'a latitude out of range',
      swap('places', '43.80,87.60', '143.80,87.60'),
      'small/places.csv:2:lat',
      /not a latitude/,
    ],
    [
      'a terminal far from its place',
      swap('terminals', 'rail,1435,43.80,87.60', 'rail,1435,33.80,87.60'),
      'small/terminals.csv:2:lat',
      /1112 km from its place/,
    ],
    [
      'a figure of a series with a dimension that its indicator has not',
      swap('indicators', 'reporter partner flow category', 'reporter partner category'),
      'small/observations.csv:2:flow',
      /trade-value has no dimension flow/,
    ],
    [
      'a figure of a country nobody knows',
      swap('observations', 'CN,KZ', 'CN,XX'),
      'small/observations.csv:2:partner',
      /no country or region "XX"/,
    ],
    [
      'a figure without a period',
      swap('observations', '2022', 'last year'),
      'small/observations.csv:2:period',
      /"last year" is no period/,
    ],
    [
      'a missing waypoint',
      swap('places', '44.60,82.90', '4.60,82.90'),
      'small/legs.csv:2:via',
      /km lie between two neighbouring points/,
    ],
    [
      'an unknown time zone',
      swap('places', 'Asia/Urumqi,CNURM', 'Asia/Urumchi,CNURM'),
      'small/places.csv:2:zone',
      /not an IANA time zone/,
    ],
    [
      'a gauge change without a change',
      swap('crossings', '1435,1520', '1435,1435'),
      'small/crossings.csv:2:toGauge',
      /has 1435 mm on both sides/,
    ],
    [
      'a gauge a terminal lacks',
      swap('crossings', '1435,1520', '1520,1435'),
      'small/crossings.csv:2:fromGauge',
      /khorgos has no 1520 mm track/,
    ],
    [
      'calls that no line joins',
      swap('services', 'urumqi khorgos altynkol almaty', 'urumqi almaty'),
      'small/services.csv:2:calls',
      /no rail leg of one gauge joins urumqi and almaty/,
    ],
    [
      'a service faster than freight goes',
      swap('facts', 'transit-time,4,5', 'transit-time,0.3,5'),
      'small/facts.csv:15:lo',
      /km\/h is faster than rail freight goes/,
    ],
    [
      'a service slower than freight goes',
      swap('facts', 'transit-time,4,5', 'transit-time,4,90'),
      'small/facts.csv:15:hi',
      /km\/h is slower than rail freight goes/,
    ],
    [
      'a missing source',
      swap('facts', '2022,cpmm', '2022,nobody'),
      'small/facts.csv:14:source',
      /no "nobody" in sources\.csv/,
    ],
    ['a fact without a source', swap('facts', '2022,cpmm', '2022,'), 'small/facts.csv:14:source', /is empty/],
    [
      'a duplicate id',
      swap('places', 'khorgos,town', 'urumqi,town'),
      'small/places.csv:3:id',
      /"urumqi" stands here a second time/,
    ],
    [
      'a name that is an alias as well',
      swap('names', 'place:almaty,en,Alma-Ata,former', 'place:almaty,en,Almaty,alias'),
      'small/names.csv:7:subject',
      /"place:almaty en Almaty" stands here a second time/,
    ],
    [
      'a fact told twice',
      (pack) => {
        pack.facts += '\ncrossing:khorgos-altynkol,crossing-time,30,30,h,2022,cpmm,published,,';
      },
      'small/facts.csv:16:subject',
      /a second crossing-time/,
    ],
    [
      'an estimate without a formula',
      swap('facts', 'stated for this test', ''),
      'small/facts.csv:2:formula',
      /estimate without its formula/,
    ],
    [
      'a wrong unit',
      swap('facts', '34.8,34.8,h', '34.8,34.8,d'),
      'small/facts.csv:14:unit',
      /"d" is not a unit of crossing-time/,
    ],
    [
      'an interval the wrong way round',
      swap('facts', '34.8,34.8,h', '34.8,30,h'),
      'small/facts.csv:14:hi',
      /30 is below lo/,
    ],
    [
      'a period that is none',
      swap('facts', 'h,2022', 'h,2022-13'),
      'small/facts.csv:14:period',
      /not a period/,
    ],
    [
      'a figure no search can do without',
      swap('facts', 'mode:any,mass-per-teu', 'mode:rail,mass-per-teu'),
      'small/facts.csv:2:measure',
      /no fact gives the mass-per-teu/,
    ],
    [
      'a row with too few cells',
      (pack) => {
        pack.goods += '\n88';
      },
      'small/goods.csv:4:',
      /has 1 cells/,
    ],
    [
      'a code of another country',
      swap('places', 'CNURM', 'KZURM'),
      'small/places.csv:2:locode',
      /not a code of CN/,
    ],
    [
      'a rail leg without a gauge',
      swap('legs', 'rail,1435,jinghe', 'rail,,jinghe'),
      'small/legs.csv:2:gauge',
      /a rail leg has no gauge/,
    ],
  ])('%s', (_, change, at, problem) => {
    const found = faultsOf(change).find((fault) => fault.at === at && problem.test(fault.problem));
    expect(found?.mend).toMatch(/\w/);
  });

  test('broken CSV, a wrong header, a stray file and broken JSON are faults, not crashes', () => {
    const broken = writePack();
    writeFileSync(join(broken, 'goods.csv'), 'id,parent\n"87,\n');
    expect(checkPack(readPack(broken)).map((fault) => fault.problem)).toEqual([
      expect.stringMatching(/is not CSV/),
    ]);
    const header = writePack();
    writeFileSync(join(header, 'goods.csv'), 'code,parent\n87,\n');
    expect(checkPack(readPack(header)).map((fault) => fault.problem)).toEqual([
      'has the columns code, parent',
    ]);
    const stray = writePack();
    writeFileSync(join(stray, 'facts-more.csv'), '');
    expect(checkPack(readPack(stray)).map((fault) => [fault.file, fault.problem])).toEqual([
      ['small/facts-more.csv', 'is not named in datapackage.json'],
    ]);
    const json = writePack();
    appendFileSync(join(json, 'datapackage.json'), '}');
    expect(checkPack(readPack(json))[0]?.problem).toMatch(/is not JSON/);
    const missing = writePack();
    rmSync(join(missing, 'legs.csv'));
    expect(checkPack(readPack(missing)).map((fault) => fault.problem)).toEqual([
      'is named in datapackage.json but missing',
    ]);
    const referred = writePack();
    appendFileSync(join(referred, 'places.csv'), '"half a row,\n');
    expect(checkPack(readPack(referred)).map((fault) => [fault.file, fault.problem])).toEqual([
      ['small/places.csv', expect.stringMatching(/is not CSV/)],
    ]);
    expect(checkPack(readPack(join(missing, 'nowhere')))[0]?.problem).toBe('is missing');
  });

  test('a pack with a fault makes no corridor', () => {
    const folder = writePack(swap('facts', '2022,cpmm', '2022,nobody'));
    expect(() => corridorFromFiles(folder)).toThrow(PackRefused);
  });
});
