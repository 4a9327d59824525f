/** What every drawing is given, and what it answers: an SVG that stands by itself, and where its points are. */
import { type Markish, type PlotOptions, plot } from '@observablehq/plot';
import type { Format, Translate } from '../i18n/index.ts';
import type { ChartPoint } from './data.ts';

export interface Frame {
  width: number;
  height: number;
  t: Translate;
  format: Format;
}
/** Where a point is drawn, so that something to press can lie over it. */
export interface Spot {
  point: ChartPoint;
  /** The series' name, empty where there is one only. */
  series: string;
  /** What the picture says of it besides: its share. */
  note?: string;
  x: number;
  y: number;
}
export interface Drawing {
  svg: SVGSVGElement;
  spots: Spot[];
}

/** Below this a chart is a phone's: names of lines stand in the key, ticks are fewer. */
export const narrowBelow = 520;

export interface Plotted {
  svg: SVGSVGElement;
  x: (value: Date | number) => number;
  y: (value: number) => number;
}

/**
 * Draws with Plot under a policy without inline styles: Plot puts a <style> into each picture, which the browser would refuse as soon as the
 * picture stands in the page. It is taken out before; its few rules stand in charts.module.css, and the look in attributes, which no policy
 * touches. Colours are the page's tokens, so a drawing follows the theme by itself.
 */
export function draw({ width, height }: Frame, options: PlotOptions, marks: Markish[]): Plotted {
  const drawn = plot({ width, height, ...options, marks, figure: false });
  if (!(drawn instanceof SVGSVGElement)) throw new Error('Plot drew something else than a picture.');
  for (const style of drawn.querySelectorAll('style')) style.remove();
  drawn.setAttribute('font-family', 'var(--sans)');
  drawn.setAttribute('font-size', '11');
  drawn.setAttribute('color', 'var(--ink-2)');
  // the points over it speak for it
  drawn.setAttribute('aria-hidden', 'true');
  for (const part of drawn.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  const scale = (name: 'x' | 'y') => {
    const found = drawn.scale(name);
    return (value: Date | number) => Number(found?.apply(value) ?? 0);
  };
  return { svg: drawn, x: scale('x'), y: scale('y') };
}
