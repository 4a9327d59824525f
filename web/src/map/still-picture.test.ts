import { describe, expect, test } from 'vitest';
import { conicProjection } from './projection.ts';
import { placeLabels, type StillPoint } from './still-picture.ts';

const size = { width: 800, height: 500 };

describe('the conic projection', () => {
  const project = conicProjection(
    [
      [40, 25],
      [120, 60],
    ],
    size,
  );
  test('puts north above south and east right of west', () => {
    expect(project([80, 55])[1]).toBeLessThan(project([80, 30])[1]);
    expect(project([110, 40])[0]).toBeGreaterThan(project([50, 40])[0]);
  });
  test('fits the whole box into the page', () => {
    for (const at of [
      [40, 25],
      [120, 25],
      [40, 60],
      [120, 60],
      [80, 25],
      [80, 60],
    ] as [number, number][]) {
      const [x, y] = project(at);
      expect(x).toBeGreaterThanOrEqual(-0.01);
      expect(x).toBeLessThanOrEqual(size.width + 0.01);
      expect(y).toBeGreaterThanOrEqual(-0.01);
      expect(y).toBeLessThanOrEqual(size.height + 0.01);
    }
  });
  test('keeps areas: a cell near the pole covers as much page as an equal cell of the south', () => {
    const wide = conicProjection(
      [
        [40, 0],
        [120, 80],
      ],
      size,
    );
    const cellArea = (south: number) => {
      const north = (Math.asin(Math.sin((south * Math.PI) / 180) + 0.05) * 180) / Math.PI;
      const corners = [
        [79, south],
        [81, south],
        [81, north],
        [79, north],
      ].map((at) => wide(at as [number, number]));
      return (
        Math.abs(
          corners.reduce((sum, [x, y], index) => {
            const [nextX, nextY] = corners[(index + 1) % 4]!;
            return sum + x * nextY - nextX * y;
          }, 0),
        ) / 2
      );
    };
    expect(cellArea(60) / cellArea(10)).toBeCloseTo(1, 1);
  });
});

describe('labels of a still map', () => {
  const point = (id: string, x: number, y: number, rank: number): StillPoint => ({
    id,
    x,
    y,
    label: id,
    rank,
    chosen: rank === 0,
  });
  test('never lie over each other: the one of less rank gives way', () => {
    const crowd = Array.from({ length: 9 }, (_, index) =>
      point(`Terminal ${index}`, 400 + index, 250, index),
    );
    const labels = placeLabels(crowd, size);
    expect(labels[0]!.text).toBe('Terminal 0');
    expect(labels.length).toBeLessThan(crowd.length);
  });
  test('turn to the other side at the edge of the page', () => {
    expect(placeLabels([point('Tianjin', 790, 250, 0)], size)[0]!.anchor).toBe('end');
  });
  test('keep off the chosen way, and a stop of it is named all the same', () => {
    const way = Array.from({ length: 100 }, (_, step) => ({ x: step * 8, y: 250 }));
    const beside = placeLabels([point('Lanzhou', 400, 244, 5)], size, way)[0]!;
    expect(beside.y).toBeLessThan(244);
    const everywhere = way.flatMap(({ x }) => Array.from({ length: 60 }, (_, row) => ({ x, y: row * 8 })));
    const stop = { ...point('Tianjin', 400, 250, 0), chosen: true };
    expect(
      placeLabels([stop, point('Jinan', 500, 300, 5)], size, everywhere).map(({ text }) => text),
    ).toEqual(['Tianjin']);
  });
  test('name a place once, however many terminals it has', () => {
    const twice = [point('Almaty', 100, 100, 1), { ...point('Almaty', 300, 100, 2), id: 'other' }];
    expect(placeLabels(twice, size)).toHaveLength(1);
  });
  test('lie on no mark, also of one that has no name itself', () => {
    const mark = { ...point('Khorgos 3', 400, 250, 0), chosen: false, radius: 13 };
    const nameless = { ...point('', 440, 250, 1), radius: 13 };
    const [label, ...others] = placeLabels([mark, nameless], size);
    expect([label?.anchor, label?.isMark, others]).toEqual(['end', true, []]);
  });
  test('of a mark between others stand at its corner', () => {
    const wall = [-1, 1].flatMap((side) => [
      { ...point('', 400 + side * 20, 250, 1), radius: 3 },
      { ...point('', 400, 250 + side * 28, 1), radius: 6 },
    ]);
    const mark = { ...point('Altynkol 3', 400, 250, 0), chosen: false, radius: 6 };
    const label = placeLabels([mark, ...wall], size)[0]!;
    expect([label.anchor, label.x > 400, label.y < 250]).toEqual(['start', true, true]);
  });
});
