import { describe, expect, test } from 'vitest';
import type { Run } from '../../../api/freight.ts';
import type { LonLat } from '../../../map/geometry.ts';
import { trainPositions } from './positions.ts';

const lines = {
  legs: new Map([
    [
      'east',
      {
        id: 'east',
        coordinates: [
          [90, 44],
          [80, 44],
        ] as LonLat[],
      },
    ],
    [
      'west',
      {
        id: 'west',
        coordinates: [
          [70, 43],
          [80, 44],
        ] as LonLat[],
      },
    ],
  ]),
  stops: new Map<string, LonLat>([
    ['urumqi', [90, 44]],
    ['khorgos', [80.4, 44.2]],
    ['altynkol', [80.2, 44.2]],
    ['almaty', [70, 43]],
  ]),
};
const call = (
  stop: string,
  arrival: string,
  departure: string,
  track: string[],
  crossing: string | null = null,
) => ({
  stop,
  name: stop,
  arrival: `2026-12-0${arrival}:00Z`,
  departure: `2026-12-0${departure}:00Z`,
  track,
  crossing,
});
/** Ürümqi 1 Dec 00:00 → Khorgos 10:00-12:00 → over the border until 2 Dec 12:00-14:00 → Almaty 3 Dec 00:00 */
const run: Run = {
  id: 'x1',
  service: { id: 'urumqi-almaty', name: 'Ürümqi – Almaty' },
  mode: 'rail',
  operator: null,
  kind: 'model',
  calls: [
    call('urumqi', '1T00:00', '1T00:00', []),
    call('khorgos', '1T10:00', '1T12:00', ['east']),
    call('altynkol', '2T12:00', '2T14:00', [], 'khorgos-altynkol'),
    call('almaty', '3T00:00', '3T00:00', ['-west']),
  ],
};
const at = (instant: string) => trainPositions([run], lines, new Date(`2026-12-0${instant}:00Z`))[0];

describe('a train', () => {
  test('is nowhere before it leaves and after it has arrived', () => {
    expect(trainPositions([run], lines, new Date('2026-11-30T23:59:00Z'))).toEqual([]);
    expect(at('3T00:00')).toBeUndefined();
  });
  test('stands where it starts at the minute it leaves', () => {
    expect(at('1T00:00')!.at).toEqual([90, 44]);
  });
  test('is half way along its line in half its time', () => {
    const half = at('1T05:00')!;
    expect(half.at[0]).toBeCloseTo(85, 6);
    expect(half.standing).toBe(false);
    expect(run.calls[half.nextCall]!.stop).toBe('khorgos');
  });
  test('stands at a call until it leaves', () => {
    expect(at('1T11:00')).toMatchObject({ at: [80.4, 44.2], standing: true, nextCall: 1 });
  });
  test('stands in the border while it crosses', () => {
    const crossing = at('2T00:00')!;
    expect(crossing.at[0]).toBeCloseTo(80.3, 6);
    expect(crossing.standing).toBe(true);
  });
  test('runs a leg backwards where its track says so', () => {
    expect(at('2T14:00')!.at).toEqual([80, 44]);
    expect(at('2T23:59')!.at[0]).toBeLessThan(70.1);
  });
  test('is left out when the map has no line for it', () => {
    const elsewhere = {
      ...run,
      calls: run.calls.map((stop) => ({ ...stop, stop: 'mars', track: ['canal'] })),
    };
    expect(trainPositions([elsewhere], lines, new Date('2026-12-01T05:00:00Z'))).toEqual([]);
  });
});
