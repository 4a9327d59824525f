import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../platform/root.ts';
import { checkPack } from './check.ts';
import { type ColumnKind, columns, type TableName } from './columns.ts';
import { faultLine } from './load.ts';
import { readPack } from './read.ts';

const packs = readdirSync(join(root, 'corridors'));

test.each(packs)(
  'the pack %s has no fault',
  (id) => {
    expect(checkPack(readPack(join(root, 'corridors', id))).map(faultLine)).toEqual([]);
  },
  30_000,
);

test.each(packs)('datapackage.json of %s states the types the code reads', (id) => {
  const { resources } = JSON.parse(readFileSync(join(root, 'corridors', id, 'datapackage.json'), 'utf8'));
  for (const { path, schema } of resources) {
    const kinds: Record<string, ColumnKind> = columns[path.replace('.csv', '').split('-')[0] as TableName];
    for (const { name, type } of schema.fields)
      expect([path, name, type]).toEqual([path, name, kinds[name]?.type]);
  }
});

describe('central-asia', () => {
  const { rows } = readPack(join(root, 'corridors/central-asia'));
  const country = new Map(rows.places.map((place) => [place.id, place.country]));

  test('holds at least 120 rail terminals in 25 countries and 60 services', () => {
    const rail = rows.terminals.filter((terminal) => terminal.kind !== 'port');
    expect(rail.length).toBeGreaterThanOrEqual(120);
    expect(new Set(rail.map((terminal) => country.get(terminal.place))).size).toBeGreaterThanOrEqual(25);
    expect(rows.services.length).toBeGreaterThanOrEqual(60);
  });

  test('names every place, terminal, crossing, country and service in English, Chinese and Russian', () => {
    const named = new Set(
      rows.names.filter((name) => name.kind === 'name').map(({ subject, lang }) => `${subject} ${lang}`),
    );
    const subjects = [
      ...rows.places.filter((each) => each.kind !== 'junction').map((each) => `place:${each.id}`),
      ...rows.terminals.map((each) => `terminal:${each.id}`),
      ...rows.crossings.map((each) => `crossing:${each.id}`),
      ...rows.countries.map((each) => `country:${each.id}`),
      ...rows.services.map((each) => `service:${each.id}`),
    ];
    expect(
      subjects
        .flatMap((subject) => ['en', 'zh', 'ru'].map((lang) => `${subject} ${lang}`))
        .filter((key) => !named.has(key)),
    ).toEqual([]);
  });

  test('names every indicator in three languages and says in them what it measures', () => {
    const told = new Set(rows.names.map(({ subject, lang, kind }) => `${subject} ${lang} ${kind}`));
    const needed = rows.indicators.flatMap(({ id }) => [
      ...['en', 'zh', 'ru'].map((lang) => `indicator:${id} ${lang} name`),
      ...['zh', 'ru'].map((lang) => `indicator:${id} ${lang} definition`),
    ]);
    expect(needed.filter((key) => !told.has(key))).toEqual([]);
    expect(rows.indicators.length).toBeGreaterThanOrEqual(14);
  });

  test('gives every figure of a series an address where it can be read', () => {
    const sources = new Map(rows.sources.map((source) => [source.id, source]));
    expect(rows.observations.filter(({ source }) => !sources.get(source)?.address)).toEqual([]);
  });

  test('gives every published figure a publisher and a title, and every estimate its formula', () => {
    const sources = new Map(rows.sources.map((source) => [source.id, source]));
    for (const fact of rows.facts) {
      const source = sources.get(fact.source);
      expect([fact.subject, fact.measure, Boolean(source?.publisher && source.title)]).toEqual([
        fact.subject,
        fact.measure,
        true,
      ]);
      if (fact.confidence === 'estimated') expect(fact.formula).not.toBe('');
    }
  });
});
