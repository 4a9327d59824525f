import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { NetworkAnswer } from '../api/freight.ts';
import { readLocale } from '../i18n/build.ts';
import { translator } from '../i18n/messages.ts';
import { inputName, measureName, methodName, reasonName } from './names.ts';

const root = `${import.meta.dirname}/../../..`;
const russian = translator('ru', readLocale(`${root}/locales`, 'ru').messages);
const english = translator('en', readLocale(`${root}/locales`, 'en').messages);
const ids = (file: string) =>
  readFileSync(`${root}/corridors/common/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0] ?? '');
const network = {
  crossings: [{ id: 'khorgos-altynkol', name: 'Хоргос – Алтынколь' }],
  terminals: [{ id: 'altynkol', name: 'Алтынколь', place: 'altynkol', placeName: 'Алтынколь' }],
  legs: [{ id: 'altynkol-zhetygen', from: 'terminal:altynkol', to: 'place:zhetygen' }],
} as unknown as NetworkAnswer;

test('every measure and every method of the pack has a name in Russian', () => {
  for (const id of ids('measures.csv')) expect(measureName(id, russian), id).toMatch(/\p{Script=Cyrillic}/u);
  for (const id of ids('methods.csv')) expect(methodName(id, russian), id).toMatch(/\p{Script=Cyrillic}/u);
});

test('what the catalogue does not know is shown by its id', () => {
  expect(measureName('axle-load', english)).toBe('axle load');
  expect(reasonName('the only one of 2022', english)).toBe('the only one of 2022');
});

test('an input is named by what it is and what of', () => {
  expect(inputName('tariff:rail-1520', english, undefined)).toBe('tariff, rail 1520 mm');
  expect(inputName('p90:khorgos-altynkol', russian, network)).toBe('9 из 10 за, Хоргос – Алтынколь');
  expect(inputName('leg:altynkol-zhetygen', russian, network)).toBe('линия, Алтынколь – zhetygen');
  expect(inputName('altynkol – moscow-bely-rast', russian, network)).toBe('Алтынколь – moscow bely rast');
});
