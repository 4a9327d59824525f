/** How wide a text of the strip will be, measured with the fonts the strip uses (strip.module.css). */
const fonts = { bar: '600 12px', border: '600 11px', below: '400 11px' } as const;
let canvas: CanvasRenderingContext2D | null | undefined;

export function textWidth(text: string, font: keyof typeof fonts): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * 7;
  canvas.font = `${fonts[font]} "Inter Variable", system-ui, sans-serif`;
  return Math.ceil(canvas.measureText(text).width) + 2;
}
