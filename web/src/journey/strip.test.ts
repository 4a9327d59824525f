import { expect, test } from 'vitest';
import { dayTicks, placeBelow, placeLabels, spanOf, stripOf } from './strip.ts';
import { leg, option } from './testing.ts';

const readyAt = '2026-12-01T00:00:00Z';
const way = option(
  'way',
  [
    leg('ride', '2026-12-03T00:00:00Z', '2026-12-06T00:00:00Z'),
    leg('crossing', '2026-12-06T00:00:00Z', '2026-12-07T00:00:00Z'),
    leg('ride', '2026-12-07T00:00:00Z', '2026-12-09T00:00:00Z', { gauge: '1520' }),
  ],
  { arrival: { p50: '2026-12-09T00:00:00Z', p90: '2026-12-11T00:00:00Z' } },
);
const span = spanOf([way], readyAt);

test('a strip reaches from the day it is ready to the day 9 in 10 have arrived', () => {
  expect(span).toEqual({ startMs: Date.parse(readyAt), endMs: Date.parse('2026-12-11T00:00:00Z') });
});

test('the time before the first train is drawn as waiting though no leg tells of it', () => {
  const strip = stripOf(way, readyAt, span);
  expect(strip.segments.map(({ look, from, to }) => [look, from, to])).toEqual([
    ['wait', 0, 0.2],
    ['1435', 0.2, 0.5],
    ['queue', 0.5, 0.6],
    ['1520', 0.6, 0.8],
  ]);
});

test('a border is a notch where its queue begins, and the whisker ends at 9 in 10', () => {
  const strip = stripOf(way, readyAt, span);
  expect(strip.notches.map((notch) => notch.at)).toEqual([0.5]);
  expect([strip.arrival, strip.late]).toEqual([0.8, 1]);
});

test('a border crossed in no time has its notch and no queue', () => {
  const quick = option('quick', [leg('crossing', '2026-12-02T00:00:00Z', '2026-12-02T00:00:00Z')]);
  const strip = stripOf(quick, readyAt, span);
  expect(strip.notches).toHaveLength(1);
  expect(strip.segments.some((segment) => segment.look === 'queue')).toBe(false);
});

test('waiting that a leg tells of is not drawn twice', () => {
  const waiting = option('waiting', [
    leg('wait', readyAt, '2026-12-03T00:00:00Z'),
    leg('ride', '2026-12-03T00:00:00Z', '2026-12-05T00:00:00Z'),
  ]);
  expect(stripOf(waiting, readyAt, span).segments.map((segment) => segment.look)).toEqual(['wait', '1435']);
});

test('a way that leaves before the ready day given, as arriving by a date does, starts its own span', () => {
  expect(spanOf([way], '2026-12-20T00:00:00Z').startMs).toBe(Date.parse('2026-12-03T00:00:00Z'));
});

test('days begin at the place’s midnight, also across a change of clocks', () => {
  const ticks = dayTicks(
    { startMs: Date.parse('2026-03-27T12:00:00Z'), endMs: Date.parse('2026-03-30T12:00:00Z') },
    'Europe/Warsaw',
    900,
    30,
  );
  expect(ticks.map((tick) => tick.instant.toISOString())).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

test('where days are narrow only some carry a label', () => {
  const month = { startMs: Date.parse('2026-12-01T00:00:00Z'), endMs: Date.parse('2026-12-31T00:00:00Z') };
  const labelled = dayTicks(month, 'UTC', 300, 30).flatMap((tick, index) => (tick.labelled ? [index] : []));
  expect(labelled).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
});

test('labels never lie over each other: the second takes the next row, the third is left out', () => {
  const labels = ['first', 'second', 'third'].map((text, index) => ({ text, x: index * 10, widthPx: 50 }));
  expect(placeLabels(labels, 400, 2).map(({ text, row }) => [text, row])).toEqual([
    ['first', 0],
    ['second', 1],
  ]);
});

test('a label at the end is moved inside the line', () => {
  expect(placeLabels([{ text: 'end', x: 390, widthPx: 60 }], 400, 1)[0]?.x).toBe(340);
});

test('the arrival is never left out: it goes below what is in its way', () => {
  const placed = placeLabels(
    [
      { text: 'waits 5 days', x: 0, widthPx: 80 },
      { text: 'border', x: 60, widthPx: 80 },
    ],
    200,
    2,
  );
  expect(placeBelow({ text: 'arrival', x: 70, widthPx: 130 }, placed, 8).row).toBe(2);
  expect(placeBelow({ text: 'arrival', x: 150, widthPx: 50 }, placed, 8).row).toBe(0);
});
