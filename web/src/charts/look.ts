/**
 * How kinds of figures are told apart: by the mark's shape and by the line's stroke, so that nothing hangs on colour. The shapes are
 * those of figure/mark.tsx, as Plot draws symbols.
 */
import type { FigureKind } from '../api/freight.ts';

export interface Look {
  filled: boolean;
  /** Of the line that joins such points. */
  dash?: string;
  width: number;
  /** Of the mark's own outline. */
  outline?: string;
}
export const looks: Record<FigureKind, Look> = {
  metered: { filled: true, width: 2.6 },
  official: { filled: true, width: 1.6 },
  attested: { filled: false, width: 1.6, dash: '9 3 2 3' },
  reported: { filled: false, width: 1.4, dash: '6 4' },
  model: { filled: false, width: 1.6, dash: '1.5 3.5', outline: '2 1.6' },
  target: { filled: true, width: 1.2, dash: '3 3' },
  unknown: { filled: false, width: 1 },
};
export const shownKinds = ['metered', 'official', 'reported', 'attested', 'model', 'target'] as const;

/** Dyes of the road for several series at once, in the order they are given out; each line bears its name too. */
export const dyes = ['turquoise', 'madder', 'lapis', 'saffron', 'mulberry', 'pistachio'] as const;
export const dyeOf = (index: number): string => `var(--${dyes[index % dyes.length]})`;
/** By which a line is named where its name has no room. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);
/** More lines than there are dyes can't be told apart. */
export const seriesMax = dyes.length;

/** What Plot's symbols draw into. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}
const circle = {
  draw(pen: Pen, size: number) {
    const radius = Math.sqrt(size / Math.PI);
    pen.moveTo(radius, 0);
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
  },
};
const polygon = (corners: readonly (readonly [number, number])[]) => ({
  draw(pen: Pen, size: number) {
    const reach = Math.sqrt(size / Math.PI) * 1.2;
    corners.forEach(([x, y], index) => {
      if (index === 0) pen.moveTo(x * reach, y * reach);
      else pen.lineTo(x * reach, y * reach);
    });
    pen.closePath();
  },
});
const diamond = polygon([
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
]);
const triangle = polygon([
  [0, -1],
  [0.95, 0.8],
  [-0.95, 0.8],
]);
export const symbols: Record<FigureKind, { draw(pen: Pen, size: number): void }> = {
  metered: circle,
  official: diamond,
  reported: circle,
  attested: diamond,
  model: circle,
  target: triangle,
  unknown: circle,
};
