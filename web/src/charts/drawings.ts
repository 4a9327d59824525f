/** All that needs Plot, in one chunk: loaded when the first chart is shown. */
export { drawBar } from './bar.ts';
export { drawGap } from './gap.ts';
export { drawLine } from './line.ts';
export { drawMap } from './map.ts';
export { drawShare } from './share.ts';
export { drawTrack } from './track.ts';
