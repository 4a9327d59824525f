/** The signs of crossings, drawn on a canvas in the palette's colours: no sprite file, sharp on every screen. */
import type { Palette } from './palette.ts';

export const iconNames = ['gauge-change', 'gauge-change-closed', 'border', 'border-closed'] as const;
export type IconName = (typeof iconNames)[number];
const boxSize = 24;

export function drawIcon(name: IconName, palette: Palette, pixelRatio: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(boxSize * pixelRatio);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('This browser has no 2D canvas to draw signs on.');
  pen.scale(pixelRatio, pixelRatio);
  pen.translate(boxSize / 2, boxSize / 2);
  const closed = name.endsWith('-closed');
  const gaugeChange = name.startsWith('gauge-change');
  pen.fillStyle = gaugeChange && !closed ? palette.saffronFill : palette.sheet;
  pen.strokeStyle = closed ? palette.bad : gaugeChange ? palette.saffron : palette.ink2;
  pen.lineWidth = gaugeChange ? 1.7 : 1.5;
  pen.lineJoin = 'miter';
  const reach = gaugeChange ? 9 : 4;
  pen.beginPath();
  if (gaugeChange) {
    pen.moveTo(0, -reach);
    pen.lineTo(reach, 0);
    pen.lineTo(0, reach);
    pen.lineTo(-reach, 0);
    pen.closePath();
  } else {
    pen.rect(-reach, -reach, 2 * reach, 2 * reach);
  }
  pen.fill();
  pen.stroke();
  drawMark(pen, closed ? 'stroke' : gaugeChange ? 'plus' : 'none');
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A plus where wagons or boxes change gauge, a stroke through what is closed. */
function drawMark(pen: CanvasRenderingContext2D, mark: 'plus' | 'stroke' | 'none'): void {
  if (mark === 'none') return;
  const reach = 3.2;
  pen.beginPath();
  if (mark === 'plus') {
    pen.moveTo(-reach, 0);
    pen.lineTo(reach, 0);
    pen.moveTo(0, -reach);
    pen.lineTo(0, reach);
  } else {
    pen.moveTo(-reach, reach);
    pen.lineTo(reach, -reach);
  }
  pen.lineWidth = 1.5;
  pen.stroke();
}
