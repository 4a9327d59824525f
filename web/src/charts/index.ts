/** Charts of figures: pictures whose every point opens its evidence (README.md). Plot itself is loaded when the first one is shown. */
export { amountText } from './amount.ts';
export type { ChartHandle } from './chart.tsx';
export { Chart } from './chart.tsx';
export type { ChartPoint, ChartSeries, Nature } from './data.ts';
export { inTime, levelOf } from './data.ts';
export type { GapRow } from './gap.ts';
export { latestByCountry } from './latest.ts';
export { Legend } from './legend.tsx';
export { shownKinds } from './look.ts';
export { pngOf, save, svgText, type Words } from './picture.ts';
export { PointTable } from './point-table.tsx';
export { Sparkline } from './sparkline.tsx';
export type { Track } from './track.ts';
export { wholesOf } from './wholes.ts';
export { periodText, saidText } from './words.ts';
