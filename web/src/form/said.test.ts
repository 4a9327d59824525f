import { expect, test } from 'vitest';
import '../features/booking/messages.ts';
import { readLocale } from '../i18n/build.ts';
import { formatFor } from '../i18n/format.ts';
import { translator } from '../i18n/messages.ts';
import { saidOf } from './said.ts';

const reader = (tag: string) => {
  const { messages, table } = readLocale(`${import.meta.dirname}/../../../locales`, tag);
  return { t: translator(tag, messages), format: formatFor(table) };
};
const places = new Map([
  ['khorgos', { name: 'Khorgos', zone: 'Asia/Shanghai' }],
  ['altynkol', { name: 'Altynkol', zone: 'Asia/Almaty' }],
]);
const refusal = (code: string, more: object) => ({
  type: '',
  title: '',
  status: 409,
  code,
  detail: 'In English, and UTC.',
  ...more,
});
const say = (tag: string, code: string, more: object) =>
  saidOf(refusal(code, more), reader(tag), (id) => places.get(id));
const train = { run: 'a@b', from: 'khorgos', leavesAt: '2026-12-01T20:30:00.000Z' };

test('a train is named by its place and the clock there', () => {
  const values = { ...train, closedAt: '2026-12-01T14:30:00.000Z' };
  expect(say('en', 'loading-closed', { values })).toEqual([
    'Khorgos, Wed 2 Dec 04:30: loading closed on Tue 1 Dec 22:30.',
  ]);
  expect(say('ru', 'loading-closed', { values })[0]).toMatch(
    /^Khorgos, ср, 2 дек. 04:30: погрузка закрылась/,
  );
});
test('each train that is short is told, with what is left of what was asked for', () => {
  const fault = (kind: string, left: number, asked: number) => ({
    at: '/option',
    problem: '',
    rule: 'full',
    values: { ...train, to: 'altynkol', kind, left, asked },
  });
  expect(say('en', 'full', { faults: [fault('teu', 1, 2), fault('weight-kg', 900, 24_000)] })).toEqual([
    'Khorgos – Altynkol, Wed 2 Dec 04:30: 1 of the 2 TEU asked for are left.',
    'Khorgos – Altynkol, Wed 2 Dec 04:30: 900 of the 24,000 kg asked for are left.',
  ]);
});
test('a box is named as it stands in the list, with its masses in the reader’s figures', () => {
  const faults = [
    {
      at: '/containers/2/vgmKg',
      problem: '',
      rule: 'vgm-over-limit',
      values: { type: '22G1', cargoKg: 20_000, vgmKg: 31_000, grossMaxKg: 30_480 },
    },
  ];
  expect(say('zh', 'over-weight', { faults })).toEqual([
    '第 3 箱：核实总重为 31,000 kg；22G1 最多 30,480 kg（ISO 668）。',
  ]);
});
test('what a train takes is told where it takes any dangerous goods, and that it takes none where it does not', () => {
  const said = (taken: string[]) =>
    say('en', 'goods-not-taken', { values: { ...train, classes: ['3'], taken } })[0];
  expect(said([])).toContain('takes no dangerous goods');
  expect(said(['8', '9'])).toContain('takes only class 8, 9');
});
test('without a known place the clock is UTC and says so', () => {
  const values = { from: 'nowhere', leftAt: '2026-12-01T20:30:00.000Z' };
  expect(say('en', 'departed', { values })).toEqual(['It left on Tue 1 Dec 20:30 UTC.']);
});
test('what nobody has words for, or comes without values, says nothing', () => {
  expect(say('en', 'brand-new', { values: train })).toEqual([]);
  expect(say('en', 'loading-closed', {})).toEqual([]);
});
