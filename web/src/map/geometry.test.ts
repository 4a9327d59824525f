import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundsOf,
  distanceKm,
  joinTrack,
  type LegLine,
  type LonLat,
  legCoordinates,
  measurePath,
  pointAlong,
  unwrapRing,
} from './geometry.ts';

const legs = new Map<string, LegLine>(
  [
    {
      id: 'tianjin-beijing',
      coordinates: [
        [117.2, 39.1],
        [116.9, 39.5],
        [116.4, 39.9],
      ] as LonLat[],
    },
    {
      id: 'datong-beijing',
      coordinates: [
        [113.3, 40.1],
        [116.4, 39.9],
      ] as LonLat[],
    },
  ].map((leg) => [leg.id, leg]),
);
const lonLat = fc.tuple(
  fc.double({ min: -170, max: 170, noNaN: true }),
  fc.double({ min: -80, max: 80, noNaN: true }),
);

describe('a track', () => {
  test('is a leg in its own direction, or against it with a leading minus', () => {
    expect(legCoordinates(legs, 'tianjin-beijing')[0]).toEqual([117.2, 39.1]);
    expect(legCoordinates(legs, '-tianjin-beijing')[0]).toEqual([116.4, 39.9]);
    expect(legs.get('tianjin-beijing')!.coordinates[0]).toEqual([117.2, 39.1]);
  });

  test('joins its legs and names the shared point once', () => {
    expect(joinTrack(legs, ['tianjin-beijing', '-datong-beijing'])).toEqual([
      [117.2, 39.1],
      [116.9, 39.5],
      [116.4, 39.9],
      [113.3, 40.1],
    ]);
  });

  test('leaves out a leg the network does not have', () => {
    expect(joinTrack(legs, ['nowhere', 'datong-beijing'])).toHaveLength(2);
    expect(joinTrack(legs, [])).toEqual([]);
  });
});

describe('a place on a path', () => {
  test('is its ends at 0 and 1, and stays there beyond them', () => {
    const measured = measurePath(joinTrack(legs, ['tianjin-beijing']));
    expect(pointAlong(measured, 0)).toEqual([117.2, 39.1]);
    expect(pointAlong(measured, 1)).toEqual([116.4, 39.9]);
    expect(pointAlong(measured, -3)).toEqual([117.2, 39.1]);
    expect(pointAlong(measured, 7)).toEqual([116.4, 39.9]);
  });

  test('is found by length, not by number of points', () => {
    const measured = measurePath([
      [0, 0],
      [0.1, 0],
      [10, 0],
    ]);
    expect(pointAlong(measured, 0.5)![0]).toBeCloseTo(5, 6);
  });

  test('does not exist on an empty path, and is the point on a path of one', () => {
    expect(pointAlong(measurePath([]), 0.5)).toBeNull();
    expect(pointAlong(measurePath([[60, 50]]), 0.5)).toEqual([60, 50]);
  });

  test('moves forward along any path', () => {
    fc.assert(
      fc.property(
        fc.array(lonLat, { minLength: 2, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (path, share) => {
          const measured = measurePath(path);
          const point = pointAlong(measured, share)!;
          const box = boundsOf(path)!;
          expect(point[0]).toBeGreaterThanOrEqual(box[0][0] - 1e-9);
          expect(point[0]).toBeLessThanOrEqual(box[1][0] + 1e-9);
          expect(measured.atKm).toEqual([...measured.atKm].sort((a, b) => a - b));
        },
      ),
    );
  });
});

test('a degree of latitude is 111 km', () => {
  expect(distanceKm([75, 43], [75, 44])).toBeCloseTo(111.2, 0);
});

describe('a ring over the antimeridian', () => {
  test('is drawn in one piece', () => {
    const ring = unwrapRing([
      [170, 65],
      [179, 66],
      [-175, 67],
      [-170, 66],
      [170, 65],
    ]);
    expect(ring).toEqual([
      [170, 65],
      [179, 66],
      [185, 67],
      [190, 66],
      [170, 65],
    ]);
  });

  test('lies on the map also when it begins in the west', () => {
    const ring = unwrapRing([
      [-175, 67],
      [179, 66],
      [30, 60],
      [170, 65],
      [-175, 67],
    ]);
    const [west, east] = boundsOf(ring)!;
    expect((west[0] + east[0]) / 2).toBeGreaterThan(-180);
    expect(west[0]).toBe(30);
    expect(east[0]).toBe(185);
  });

  test('stays as it is when it does not cross', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 60 })), {
          maxLength: 9,
        }),
        (ring) => {
          expect(unwrapRing(ring)).toEqual(ring);
        },
      ),
    );
  });
});

test('bounds of nothing are nothing', () => {
  expect(boundsOf([])).toBeNull();
  expect(
    boundsOf([
      [5, 6],
      [1, 9],
    ]),
  ).toEqual([
    [1, 6],
    [5, 9],
  ]);
});
