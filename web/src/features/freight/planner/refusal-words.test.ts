import { expect, test } from 'vitest';
import type { Problem, RefusalValues } from '../../../api/client.ts';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { readLocale } from '../../../i18n/build.ts';
import { formatFor } from '../../../i18n/format.ts';
import { translator } from '../../../i18n/messages.ts';
import { refusalWords } from './refusal-words.ts';

const { messages, table } = readLocale(`${import.meta.dirname}/../../../../../locales`, 'ru');
const reader = { t: translator('ru', messages), format: formatFor(table) };
const network = {
  view: { from: 'tianjin', to: 'tashkent' },
  terminals: [
    { id: 'tianjin-xingang', place: 'tianjin', placeName: 'Тяньцзинь', name: 'Тяньцзинь — Синьган' },
  ],
  crossings: [{ id: 'khorgos-altynkol', name: 'Хоргос — Алтынколь' }],
} as unknown as NetworkAnswer;
const refused = (code: string, at?: string, suggestions?: string[]): Problem => ({
  type: `/problems/${code}`,
  title: 'Title',
  status: 422,
  code,
  detail: 'Detail',
  ...(at ? { faults: [{ at, problem: 'Detail', ...(suggestions ? { suggestions } : {}) }] } : {}),
});
const words = (problem: Problem) => refusalWords(problem, { from: 'Tashkant' }, network, reader);

test('every refusal a plan can meet has words of the reader’s own', () => {
  const codes = [
    'place-unknown',
    'place-ambiguous',
    'same-place',
    'date-past',
    'date-impossible',
    'date-too-far',
    'weight-over-limit',
    'goods-unknown',
    'crossing-unknown',
    'no-route',
    'search-too-large',
    'rate-limited',
    'overloaded',
    'not-ready',
    'timed-out',
    'internal',
  ];
  for (const code of codes) {
    const { title, text, lang } = words(refused(code, '/to'));
    expect(lang, code).toBeUndefined();
    expect(`${title} ${text}`, code).toMatch(/^[А-Яа-яЁё«]/);
    expect(`${title} ${text}`, code).not.toContain('freight.');
  }
});

test('an unknown place is named, and what was meant asked for only where something is suggested', () => {
  expect(words(refused('place-unknown', '/from', ['tashkent'])).text).toBe(
    'Ничего с названием «Tashkant» здесь нет. Возможно, вы имели в виду:',
  );
  expect(words(refused('place-unknown', '/from')).text).not.toContain('имели в виду');
});

test('no route is told by its reason: what is avoided, the day, a shut border, a place without services', () => {
  const texts = [
    refused('no-route', '/avoid', ['khorgos-altynkol']),
    refused('no-route', '/arriveBy'),
    refused('no-route', '/readyAt'),
    refused('no-route', '/to', ['khorgos-altynkol']),
    refused('no-route', '/from', ['tianjin']),
    refused('no-route', '/to'),
  ].map((problem) => words(problem).text);
  expect(new Set(texts).size).toBe(6);
});

test('a code without words here is told in the server’s, marked as English', () => {
  expect(words(refused('something-new'))).toEqual({ title: 'Title', text: 'Detail', lang: 'en' });
});

test('what the timetable and the containers allow is told in figures', () => {
  const said = (code: string, values: RefusalValues) => words({ ...refused(code), values }).text;
  expect(said('date-too-far', { endsOn: '2027-01-24' })).toContain('24 янв. 2027');
  expect(said('weight-over-limit', { weightKg: 70000, limitKg: 60960 })).toContain('60\u00a0960 кг');
});
